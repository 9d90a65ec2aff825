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
                        "insert into pool_load as known (resource_id, entry_id, loaded_at) values (:resource, :entry, :at)"
                                + " on conflict (resource_id) do update"
                                + " set loaded_at = greatest(known.loaded_at, excluded.loaded_at)")
                .setParameter("resource", event.data().resourceId())
                .setParameter("entry", event.data().entryId())
                .setParameter("at", event.time())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** When the table of the entry that was renewed longest ago was renewed; null where one never was, or there is none. */
    public Uni<@Nullable Instant> last(Mutiny.Session session, UUID entry) {
        return session.createNativeQuery(
                        "select case when bool_and(l.loaded_at is not null) then min(l.loaded_at) end, count(*)"
                                + " from resource r left join pool_load l on l.resource_id = r.id"
                                + " where r.entry_id = :entry and r.kind = 'TABLE'",
                        Object[].class)
                .setParameter("entry", entry)
                .getSingleResult()
                .map(row -> PublishedEntries.instant(row[0]));
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
