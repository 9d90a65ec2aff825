package org.publicdatamesh.catalog.entry;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.ShareType;

/** Reads what is published, and nothing of what is under work, retired or withheld (Art. 11). Lists are in the order of ids. */
public final class PublishedEntries {
    private static final String PUBLISHED =
            "liveVersion is not null and state not in (EntryState.RETIRED, EntryState.WITHHELD)";

    private PublishedEntries() {}

    /** A version that was published: the first of an entry, or one that followed. */
    public record Publication(
            UUID id, UUID entryId, int version, String unit, Instant publishedAt, EntryContent content) {}

    /**
     * Which entries are wanted.
     *
     * @param shareTypes of these share types
     * @param unit of this unit; null for all
     */
    public record Selection(
            Set<ShareType> shareTypes, @Nullable String unit) {
        /** All of them. */
        public static final Selection ALL = new Selection(EnumSet.allOf(ShareType.class), null);

        /** Those of a unit; all where it is null. */
        public static Selection ofUnit(@Nullable String unit) {
            return new Selection(ALL.shareTypes, unit);
        }
    }

    /** At most {@code limit} entries after an id. */
    public static Uni<List<PublishedEntry>> after(Mutiny.Session session, UUID after, int limit) {
        return after(session, Selection.ALL, after, limit);
    }

    /** At most {@code limit} of the selected entries after an id. */
    public static Uni<List<PublishedEntry>> after(Mutiny.Session session, Selection selection, UUID after, int limit) {
        boolean allTypes = selection.shareTypes().equals(Selection.ALL.shareTypes());
        Mutiny.SelectionQuery<Entry> query = session.createQuery(
                "from Entry where " + PUBLISHED + " and id > :after"
                        + (allTypes ? "" : " and liveShareType in :types")
                        + (selection.unit() == null ? "" : " and unit = :unit") + " order by id",
                Entry.class);
        if (!allTypes) {
            query.setParameter("types", selection.shareTypes());
        }
        if (selection.unit() != null) {
            query.setParameter("unit", selection.unit());
        }
        return query.setParameter("after", after)
                .setMaxResults(limit)
                .getResultList()
                .chain(found -> withIssued(session, found));
    }

    /** One entry; null where there is none. */
    public static Uni<@Nullable PublishedEntry> one(Mutiny.Session session, UUID id) {
        return session.createQuery("from Entry where " + PUBLISHED + " and id = :id", Entry.class)
                .setParameter("id", id)
                .getResultList()
                .chain(found -> withIssued(session, found))
                .map(found -> found.isEmpty() ? null : found.getFirst());
    }

    /** Those of some ids that there are. */
    public static Uni<List<PublishedEntry>> some(Mutiny.Session session, List<UUID> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(List.of())
                : session.createQuery("from Entry where " + PUBLISHED + " and id in :ids order by id", Entry.class)
                        .setParameter("ids", ids)
                        .getResultList()
                        .chain(found -> withIssued(session, found));
    }

    /** How many there are. */
    public static Uni<Long> count(Mutiny.Session session) {
        return session.createQuery("select count(*) from Entry where " + PUBLISHED, Long.class)
                .getSingleResult();
    }

    /** The id that is so many places before another or, without one, before the end; null where the list begins later. */
    public static Uni<@Nullable UUID> before(Mutiny.Session session, @Nullable UUID upTo, int places) {
        Mutiny.SelectionQuery<UUID> query = session.createQuery(
                "select id from Entry where " + PUBLISHED + (upTo == null ? "" : " and id <= :upto")
                        + " order by id desc",
                UUID.class);
        if (upTo != null) {
            query.setParameter("upto", upTo);
        }
        return query.setFirstResult(places).setMaxResults(1).getSingleResultOrNull();
    }

    /** At most {@code limit} publications before one, newest first; from the newest where none is named. */
    public static Uni<List<Publication>> publications(Mutiny.Session session, @Nullable UUID before, int limit) {
        Mutiny.SelectionQuery<Object[]> query = session.createNativeQuery(
                "select v.id, v.entry_id, v.version, e.unit, v.published_at, v.content"
                        + " from entry_version v join entry e on e.id = v.entry_id"
                        + " where e.state <> 'WITHHELD'" + (before == null ? "" : " and v.id < :before")
                        + " order by v.id desc",
                Object[].class);
        if (before != null) {
            query.setParameter("before", before);
        }
        return query.setMaxResults(limit)
                .getResultList()
                .map(rows -> rows.stream().map(PublishedEntries::publication).toList());
    }

    private static Publication publication(Object[] row) {
        UUID entry = (UUID) row[1];
        return new Publication(
                (UUID) row[0],
                entry,
                ((Number) row[2]).intValue(),
                (String) row[3],
                Objects.requireNonNull(instant(row[4])),
                Entry.read(entry, (String) row[5]));
    }

    /**
     * A published version with the one that it followed.
     *
     * @param before null where it was the first
     * @param adjustmentReasons why the authority adjusted it; null where it did not
     * @param adjusted places that the authority changed
     */
    public record Step(
            PublishedEntry after,
            @Nullable PublishedEntry before,
            @Nullable String adjustmentReasons,
            List<String> adjusted) {}

    /**
     * A version that was published of an entry, also where another has followed it or the entry is retired since; null where
     * there is none.
     */
    public static Uni<@Nullable Step> step(Mutiny.Session session, UUID entryId, int version) {
        return session.createNativeQuery(
                        "select v.version, v.content, v.published_at, v.submitted, v.adjustment_reasons, e.unit, e.serial,"
                                + " (select min(published_at) from entry_version where entry_id = e.id)"
                                + " from entry_version v join entry e on e.id = v.entry_id"
                                + " where v.entry_id = :entry and v.version <= :version order by v.version desc limit 2",
                        Object[].class)
                .setParameter("entry", entryId)
                .setParameter("version", version)
                .getResultList()
                .map(rows -> rows.isEmpty() ? null : step(entryId, rows));
    }

    private static Step step(UUID entryId, List<Object[]> rows) {
        Object[] row = rows.getFirst();
        PublishedEntry after = version(entryId, row);
        String submitted = (String) row[3];
        return new Step(
                after,
                rows.size() < 2 ? null : version(entryId, rows.get(1)),
                (String) row[4],
                submitted == null
                        ? List.of()
                        : Change.between(Entry.read(entryId, submitted), after.content()).stream()
                                .map(Change::at)
                                .toList());
    }

    private static PublishedEntry version(UUID entryId, Object[] row) {
        EntryContent content = Entry.read(entryId, (String) row[1]).withDefaults();
        return new PublishedEntry(
                entryId,
                ((Number) row[0]).intValue(),
                CatalogueCode.of(content.classification(), ((Number) row[6]).longValue()),
                (String) row[5],
                Objects.requireNonNull(instant(row[7])),
                Objects.requireNonNull(instant(row[2])),
                content);
    }

    private static Uni<List<PublishedEntry>> withIssued(Mutiny.Session session, List<Entry> entries) {
        if (entries.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return session.createQuery(
                        "select entryId, min(publishedAt) from PublishedVersion where entryId in :ids group by entryId",
                        Object[].class)
                .setParameter("ids", entries.stream().map(entry -> entry.id).toList())
                .getResultList()
                .map(rows -> {
                    Map<UUID, Instant> issued = new HashMap<>();
                    rows.forEach(row -> issued.put((UUID) row[0], Objects.requireNonNull(instant(row[1]))));
                    return entries.stream()
                            .map(entry -> published(entry, issued.get(entry.id)))
                            .toList();
                });
    }

    private static PublishedEntry published(Entry entry, @Nullable Instant issued) {
        Instant modified = Objects.requireNonNull(entry.publishedAt);
        return new PublishedEntry(
                entry.id,
                Objects.requireNonNull(entry.liveVersion),
                entry.code(entry.serial),
                entry.unit,
                issued == null ? modified : issued,
                modified,
                entry.seen().withDefaults());
    }

    /** A time of a native query; null where the column is. */
    public static @Nullable Instant instant(@Nullable Object column) {
        return column instanceof OffsetDateTime time ? time.toInstant() : (Instant) column;
    }
}
