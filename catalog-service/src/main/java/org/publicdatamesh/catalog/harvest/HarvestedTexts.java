package org.publicdatamesh.catalog.harvest;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.EntryFollower;
import org.publicdatamesh.catalog.secrecy.StandingRecords;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.sql.SessionSql;

/** What was harvested, and the copies that tell where adopted entries came from, as texts that may turn out to be secret. */
final class HarvestedTexts {
    private static final String BLANK = "update harvest_adoption set iri = '-', content = '{\"iri\":\"-\"}' where ";

    private HarvestedTexts() {}

    private static Uni<List<StandingRecords.Standing>> read(Mutiny.Session session, String sql, Object... values) {
        return SessionSql.select(
                session,
                sql,
                columns -> new StandingRecords.Standing(
                        (UUID) columns[0], (String) columns[1], RecordViews.dataset((String) columns[2])),
                values);
    }

    private static Uni<StandingRecords.@Nullable Standing> one(Mutiny.Session session, String sql, UUID id) {
        return read(session, sql, id).map(found -> found.isEmpty() ? null : found.getFirst());
    }

    /** Events and answers in which a record was told. */
    private static Uni<Void> forget(Mutiny.Session session, UUID id) {
        return SessionSql.update(
                        session,
                        "delete from outbox where topic = 'catalog.harvest' and position($1 in payload) > 0",
                        id.toString())
                .chain(() -> SessionSql.update(
                        session,
                        "update idempotency_key set body = '{}' where position($1 in body) > 0",
                        id.toString()))
                .replaceWithVoid();
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
        public Uni<List<Standing>> after(Mutiny.Session session, UUID after, int most) {
            return read(session, STANDING + "> $1 order by r.id limit " + most, after);
        }

        @Override
        public Uni<@Nullable Standing> one(Mutiny.Session session, UUID id) {
            return HarvestedTexts.one(session, STANDING + "= $1", id);
        }

        /** The record goes; the next harvests refuse it. */
        @Override
        public Uni<Void> erase(Mutiny.Session session, UUID id) {
            return SessionSql.update(session, "delete from harvest_record where id = $1", id)
                    .chain(() -> SessionSql.update(session, BLANK + "record_id = $1", id))
                    .chain(() -> forget(session, id));
        }
    }

    /** What records said when entries were drafted out of them; known by the entry. */
    @ApplicationScoped
    static class OfAdoptions implements StandingRecords, EntryFollower {
        private static final String STANDING = "select entry_id, unit, content from harvest_adoption where entry_id ";
        private static final String SINCE = "select entry_id, unit, content from harvest_adoption"
                + " where entry_id > $1 and adopted_at >= $2 order by entry_id limit ";

        @Override
        public String kind() {
            // Kinds are scanned in the order of their names: this is one after the records.
            return "harvested-record-copy";
        }

        @Override
        public Uni<List<Standing>> after(Mutiny.Session session, UUID after, int most) {
            return read(session, STANDING + "> $1 order by entry_id limit " + most, after);
        }

        @Override
        public Uni<List<Standing>> since(Mutiny.Session session, Instant time, UUID after, int most) {
            return read(session, SINCE + most, after, time.atOffset(ZoneOffset.UTC));
        }

        @Override
        public Uni<@Nullable Standing> one(Mutiny.Session session, UUID id) {
            return HarvestedTexts.one(session, STANDING + "= $1", id);
        }

        @Override
        public Uni<Void> erase(Mutiny.Session session, UUID id) {
            return SessionSql.update(session, BLANK + "entry_id = $1", id).chain(() -> forget(session, id));
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
