package org.publicdatamesh.catalog.resource;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.PublishedEntries;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.exchange.RowsLoaded;
import org.publicdatamesh.kit.inbox.EventHandler;

/** Keeps when rows came into the pool last, to hold it against the declared update cycle (Art. 17). */
@ApplicationScoped
public class PoolLoads implements EventHandler<RowsLoaded> {
    @Override
    public Class<RowsLoaded> event() {
        return RowsLoaded.class;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Envelope<RowsLoaded> event) {
        return session.createNativeQuery(
                        "insert into pool_load as known (resource_id, entry_id, loaded_at, loaded_rows, quarantined, sm3)"
                                + " values (:resource, :entry, :at, :rows, :quarantined, :sm3) on conflict (resource_id)"
                                + " do update set loaded_at = excluded.loaded_at, loaded_rows = excluded.loaded_rows,"
                                + " quarantined = excluded.quarantined, sm3 = excluded.sm3"
                                + " where excluded.loaded_at >= known.loaded_at")
                .setParameter("resource", event.data().resourceId())
                .setParameter("entry", event.data().entryId())
                .setParameter("at", event.time())
                .setParameter("rows", event.data().loaded())
                .setParameter("quarantined", event.data().quarantined())
                .setParameter("sm3", event.data().sm3())
                .executeUpdate()
                .replaceWithVoid();
    }

    /**
     * When the resource of the entry that was renewed longest ago was renewed; null where a table never was, or where of no
     * resource it could be seen. Of tables the loads say it, of others what was measured last.
     */
    public Uni<@Nullable Instant> last(Mutiny.Session session, UUID entry) {
        return session.createNativeQuery(
                        "select case when bool_and(coalesce(l.loaded_at, r.renewed_at) is not null)"
                                + " then min(coalesce(l.loaded_at, r.renewed_at)) end, count(*)"
                                + " from resource r left join pool_load l on l.resource_id = r.id"
                                + " where r.entry_id = :entry and r.state in ('UNPROVEN', 'USABLE')"
                                + " and (r.kind = 'TABLE' or r.renewed_at is not null)",
                        Object[].class)
                .setParameter("entry", entry)
                .getSingleResult()
                .map(row -> PublishedEntries.instant(row[0]));
    }

    /**
     * The last load of a table.
     *
     * @param loadedAt when
     * @param rows rows in the pool from it; null where that was not recorded yet
     * @param quarantined rows that broke the items' rules
     * @param sm3 digest of its file
     */
    public record Load(
            Instant loadedAt,
            @Nullable Long rows,
            @Nullable Long quarantined,
            @Nullable String sm3) {}

    /** The last load of a resource; null where there was none. */
    public Uni<@Nullable Load> load(Mutiny.Session session, UUID resource) {
        return session.createNativeQuery(
                        "select loaded_at, loaded_rows, quarantined, sm3 from pool_load where resource_id = :resource",
                        Object[].class)
                .setParameter("resource", resource)
                .getSingleResultOrNull()
                .map(row -> row == null
                        ? null
                        : new Load(
                                Objects.requireNonNull(PublishedEntries.instant(row[0])),
                                (Long) row[1],
                                (Long) row[2],
                                (String) row[3]));
    }

    /** When rows came last, by resource, for those of some entries that have any. */
    public Uni<Map<UUID, Instant>> of(Mutiny.Session session, Collection<UUID> entries) {
        if (entries.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.createNativeQuery(
                        "select resource_id, loaded_at from pool_load where entry_id in (:entries)", Object[].class)
                .setParameter("entries", entries)
                .getResultList()
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> (UUID) row[0],
                                row -> Objects.requireNonNull(PublishedEntries.instant(row[1])))));
    }
}
