package org.publicdatamesh.catalog.harvest;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.EntryFollower;
import org.publicdatamesh.catalog.secrecy.StandingRecords;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.catalog.HarvestSourceRemoved;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Other catalogues as they were declared, what was harvested, and the copies that tell where adopted entries came from, as texts that
 * may turn out to be secret.
 */
final class HarvestedTexts {
    private static final String BLANK = "update harvest_adoption set iri = '-', content = '{\"iri\":\"-\"}'";

    /** A dataset may have a million characters. */
    private static final int LARGE_AT_ONCE = 10;

    private HarvestedTexts() {}

    private static Uni<List<StandingRecords.Standing>> read(Mutiny.Session session, String sql, Object... values) {
        return SessionSql.select(
                session,
                sql,
                columns -> new StandingRecords.Standing(
                        (UUID) columns[0], (String) columns[1], List.of(RecordViews.dataset((String) columns[2]))),
                values);
    }

    /** Events and answers in which a record was told. */
    private static Uni<Void> forget(Mutiny.Session session, UUID id) {
        return SessionSql.update(
                        session,
                        "delete from outbox where topic = 'catalog.harvest' and position($1 in payload) > 0",
                        id.toString())
                .chain(() -> StandingRecords.eraseAnswers(session, id));
    }

    /** Records. */
    @ApplicationScoped
    static class OfRecords implements StandingRecords {
        private static final String STANDING = "select r.id, s.unit, r.content from harvest_record r"
                + " join harvest_source s on s.id = r.source_id where r.id ";

        @Override
        public String kind() {
            return "harvested-record";
        }

        @Override
        public int most() {
            return LARGE_AT_ONCE;
        }

        @Override
        public Uni<List<Standing>> after(Mutiny.Session session, UUID after, int most) {
            return read(session, STANDING + "> $1 order by r.id limit " + most, after);
        }

        @Override
        public String written() {
            return "select id from harvest_record where " + WRITTEN;
        }

        @Override
        public Uni<List<Standing>> some(Mutiny.Session session, List<UUID> ids) {
            return read(session, STANDING + "= any($1) order by r.id", (Object) ids.toArray(UUID[]::new));
        }

        /** The record goes; the next harvests refuse it. */
        @Override
        public Uni<Void> erase(Mutiny.Session session, UUID id, Actor by) {
            return SessionSql.update(session, "delete from harvest_record where id = $1", id)
                    .chain(() -> SessionSql.update(session, BLANK + " where record_id = $1", id))
                    .chain(() -> forget(session, id));
        }
    }

    /** Sources. */
    @ApplicationScoped
    static class OfSources implements StandingRecords {
        private static final String STANDING = "select id, unit, title, address, token from harvest_source where id ";

        private final Outbox outbox;

        OfSources(Outbox outbox) {
            this.outbox = outbox;
        }

        @Override
        public String kind() {
            return "harvest-source";
        }

        private static Standing of(@Nullable Object[] columns) {
            String unit = String.valueOf(columns[1]);
            return new Standing(
                    Objects.requireNonNull((UUID) columns[0]),
                    unit,
                    List.of(declared(
                            String.valueOf(columns[2]), String.valueOf(columns[3]), unit, (String) columns[4])));
        }

        @Override
        public Uni<List<Standing>> after(Mutiny.Session session, UUID after, int most) {
            return SessionSql.select(session, STANDING + "> $1 order by id limit " + most, OfSources::of, after);
        }

        @Override
        public String written() {
            return "select id from harvest_source where " + WRITTEN;
        }

        @Override
        public Uni<List<Standing>> some(Mutiny.Session session, List<UUID> ids) {
            return SessionSql.select(
                    session, STANDING + "= any($1) order by id", OfSources::of, (Object) ids.toArray(UUID[]::new));
        }

        /** The source goes with its records and reports, as where the authority removes it; its address is on every page of them. */
        @Override
        public Uni<Void> erase(Mutiny.Session session, UUID id, Actor by) {
            return SessionSql.select(
                            session, "select 1 from harvest_source where id = $1 for update", columns -> columns[0], id)
                    .chain(found -> found.isEmpty() ? Uni.createFrom().voidItem() : removed(session, id, by));
        }

        private Uni<Void> removed(Mutiny.Session session, UUID id, Actor by) {
            return Sources.removeHarvested(session, id)
                    .call(() -> SessionSql.update(session, "delete from harvest_source where id = $1", id))
                    .call(() -> SessionSql.update(
                            session, "update harvest_adoption set source_title = '-' where source_id = $1", id))
                    .call(() -> StandingRecords.eraseTold(session, id))
                    .chain(records -> outbox.publish(
                            session, id.toString(), new HarvestSourceRemoved(id, "-", "-", records, by)));
        }
    }

    private static DeclaredSource declared(String title, String address, String unit, @Nullable String token) {
        return new DeclaredSource(title, address, unit, null, null, null, token);
    }

    /** What records said when entries were drafted out of them; known by the entry. */
    @ApplicationScoped
    static class OfAdoptions implements StandingRecords, EntryFollower {
        private static final String STANDING =
                "select entry_id, unit, content, source_title from harvest_adoption where entry_id ";

        @Override
        public String kind() {
            return "harvested-record-copy";
        }

        @Override
        public int most() {
            return LARGE_AT_ONCE;
        }

        @Override
        public Turn turn() {
            return Turn.COPIES;
        }

        private static Standing of(@Nullable Object[] columns) {
            String unit = String.valueOf(columns[1]);
            return new Standing(
                    Objects.requireNonNull((UUID) columns[0]),
                    unit,
                    List.of(
                            RecordViews.dataset(String.valueOf(columns[2])),
                            declared(String.valueOf(columns[3]), "-", unit, null)));
        }

        @Override
        public Uni<List<Standing>> after(Mutiny.Session session, UUID after, int most) {
            return SessionSql.select(
                    session, STANDING + "> $1 order by entry_id limit " + most, OfAdoptions::of, after);
        }

        @Override
        public String written() {
            return "select entry_id from harvest_adoption where " + WRITTEN;
        }

        @Override
        public Uni<List<Standing>> some(Mutiny.Session session, List<UUID> ids) {
            return SessionSql.select(session, STANDING + "= any($1) order by entry_id", OfAdoptions::of, (Object)
                    ids.toArray(UUID[]::new));
        }

        @Override
        public Uni<Void> erase(Mutiny.Session session, UUID id, Actor by) {
            return erase(session, id);
        }

        private static Uni<Void> erase(Mutiny.Session session, UUID id) {
            return SessionSql.update(session, BLANK + ", source_title = '-' where entry_id = $1", id)
                    .chain(() -> forget(session, id));
        }

        @Override
        public Uni<Void> published(Mutiny.Session session, UUID entryId, int version, Actor actor) {
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Void> retired(Mutiny.Session session, UUID entryId, int version, Actor actor) {
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Void> withheld(Mutiny.Session session, UUID entryId) {
            return erase(session, entryId);
        }
    }
}
