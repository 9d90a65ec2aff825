package org.publicdatamesh.catalog.resource;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.catalog.entry.PublishedEntries;
import org.publicdatamesh.kit.event.catalog.ResourceKind;

/** Reads the resources of several entries at once. */
public final class AttachedResources {
    /** Resources of one entry at most. */
    public static final int MOST_OF_AN_ENTRY = 100;

    private AttachedResources() {}

    /** The resources of each entry that has any, in the order in which they were attached; not those that ended. */
    public static Uni<Map<UUID, List<Resource.View>>> of(Mutiny.Session session, Collection<UUID> entries) {
        return of(session, entries, "('UNPROVEN', 'USABLE')");
    }

    /** Those of them that are offered: whose self-check passed (Art. 13). */
    public static Uni<Map<UUID, List<Resource.View>>> usable(Mutiny.Session session, Collection<UUID> entries) {
        return of(session, entries, "('USABLE')");
    }

    private static Uni<Map<UUID, List<Resource.View>>> of(
            Mutiny.Session session, Collection<UUID> entries, String states) {
        if (entries.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.createNativeQuery(
                        "select r.id, r.entry_id, r.unit, r.kind, r.name, r.information_system, r.attached_at, r.state,"
                                + " r.usable_since, r.measured_at, r.renewed_at"
                                + " from entry e cross join lateral (select * from resource where entry_id = e.id"
                                + " and state in " + states + " order by id limit :most) r"
                                + " where e.id in (:entries) order by r.id",
                        Object[].class)
                .setParameter("most", MOST_OF_AN_ENTRY)
                .setParameter("entries", entries)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(AttachedResources::view)
                        .collect(Collectors.groupingBy(Resource.View::entryId)));
    }

    /** When what is offered of each entry changed last: by a self-check, a replacement or a withdrawal, or by attaching. */
    public static Uni<Map<UUID, Instant>> changed(Mutiny.Session session, Collection<UUID> entries) {
        if (entries.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.createQuery(
                        "select entryId, max(stateSince) from Resource where entryId in :entries group by entryId",
                        Object[].class)
                .setParameter("entries", entries)
                .getResultList()
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> (UUID) row[0], row -> (Instant) row[1])));
    }

    private static Resource.View view(Object[] row) {
        return new Resource.View(
                (UUID) row[0],
                (UUID) row[1],
                (String) row[2],
                ResourceKind.valueOf((String) row[3]),
                (String) row[4],
                (String) row[5],
                Objects.requireNonNull(PublishedEntries.instant(row[6])),
                ResourceState.valueOf((String) row[7]),
                null,
                PublishedEntries.instant(row[8]),
                PublishedEntries.instant(row[9]),
                PublishedEntries.instant(row[10]),
                null,
                null,
                null);
    }
}
