package org.publicdatamesh.exchange.pool;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.GradingBelow;
import org.publicdatamesh.kit.event.catalog.GradingMended;
import org.publicdatamesh.kit.inbox.EventHandler;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * What the catalogue tells of entries that do not keep the grading rules (Art. 38). Neither their versions nor the editions go back, so
 * that of two events the later one is known by them.
 */
final class GradingEvents {
    private GradingEvents() {}

    /** An entry that does not keep them: until it does, nothing more of it is granted. Grants that run stay. */
    @ApplicationScoped
    static class Below implements EventHandler<GradingBelow> {
        @Override
        public Class<GradingBelow> event() {
            return GradingBelow.class;
        }

        @Override
        public Uni<Void> handle(Mutiny.Session session, Envelope<GradingBelow> event) {
            GradingBelow below = event.data();
            if (below.openAtMost() == null) {
                // Of a catalogue that did not tell when an entry keeps them again; the present one tells anew what is
                // so.
                return Uni.createFrom().voidItem();
            }
            return SessionSql.update(
                            session,
                            "insert into grading_below as known (entry_id, version, edition, mended, open_at_most, data)"
                                    + " values ($1, $2, $3, false, $4, $5) on conflict (entry_id) do update set"
                                    + " version = excluded.version, edition = excluded.edition, mended = false,"
                                    + " open_at_most = excluded.open_at_most, data = excluded.data"
                                    + " where (known.version, known.edition) <= (excluded.version, excluded.edition)",
                            below.entryId(),
                            below.version(),
                            below.edition(),
                            below.openAtMost().name(),
                            EventJson.write(below))
                    .replaceWithVoid();
        }
    }

    /** An entry that keeps them again; where they forbade to open it, its rows are due for the portal. */
    @ApplicationScoped
    static class Mended implements EventHandler<GradingMended> {
        private final InstantSource clock;

        Mended(InstantSource clock) {
            this.clock = clock;
        }

        @Override
        public Class<GradingMended> event() {
            return GradingMended.class;
        }

        @Override
        public Uni<Void> handle(Mutiny.Session session, Envelope<GradingMended> event) {
            GradingMended mended = event.data();
            return SessionSql.update(
                            session,
                            "with kept as (insert into grading_below as known (entry_id, version, edition, mended)"
                                    + " values ($1, $2, $3, true) on conflict (entry_id) do update set"
                                    + " version = excluded.version, edition = excluded.edition, mended = true"
                                    + " where (known.version, known.edition) < (excluded.version, excluded.edition)"
                                    + " returning open_at_most)"
                                    + " insert into release_due (resource_id, next_try) select r.resource_id, $4::timestamptz"
                                    + " from kept, shared_entry e join shared_resource r on r.entry_id = e.entry_id"
                                    + " where e.entry_id = $1 and e.open and e.version >= $2"
                                    + " and kept.open_at_most <> 'UNCONDITIONAL' on conflict do nothing",
                            mended.entryId(),
                            mended.version(),
                            mended.edition(),
                            clock.instant().atOffset(ZoneOffset.UTC))
                    .replaceWithVoid();
        }
    }
}
