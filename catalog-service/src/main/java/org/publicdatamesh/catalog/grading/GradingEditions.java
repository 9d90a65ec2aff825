package org.publicdatamesh.catalog.grading;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.security.GradingIssued;
import org.publicdatamesh.kit.grading.Grader;
import org.publicdatamesh.kit.grading.GradingRules;
import org.publicdatamesh.kit.inbox.EventHandler;
import org.publicdatamesh.kit.sql.SessionSql;

/** Keeps the editions of the grading rules that were issued, and knows which one is in force (Art. 38). */
@ApplicationScoped
class GradingEditions implements EventHandler<GradingIssued> {
    private static final String LOCK = "select cast(pg_advisory_xact_lock%s(hashtext('grading_edition')) as text)";
    private static final String EDITION =
            "select edition, edition_id, title, in_force_from, rules from grading_edition";

    private final InstantSource clock;
    private final Map<UUID, Grader> graders = new ConcurrentHashMap<>();

    GradingEditions(InstantSource clock) {
        this.clock = clock;
    }

    /** An edition that was issued. */
    record Edition(int number, UUID id, String title, Instant inForceFrom, GradingRules rules) {
        private static Edition of(@Nullable Object[] row) {
            return new Edition(
                    ((Number) present(row[0])).intValue(),
                    (UUID) present(row[1]),
                    (String) present(row[2]),
                    ((OffsetDateTime) present(row[3])).toInstant(),
                    rules((String) present(row[4])));
        }

        private static GradingRules rules(String text) {
            try {
                return EventJson.MAPPER.readValue(text, GradingRules.class);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("rules of grading cannot be read", e);
            }
        }
    }

    private static Object present(@Nullable Object column) {
        if (column == null) {
            throw new IllegalStateException("a column that is never empty is");
        }
        return column;
    }

    @Override
    public Class<GradingIssued> event() {
        return GradingIssued.class;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Envelope<GradingIssued> event) {
        GradingIssued issued = event.data();
        return SessionSql.update(
                        session,
                        "insert into grading_edition (edition, edition_id, title, in_force_from, rules)"
                                + " values ($1, $2, $3, $4, $5) on conflict do nothing",
                        issued.edition(),
                        issued.editionId(),
                        issued.title(),
                        issued.inForceFrom().atOffset(ZoneOffset.UTC),
                        EventJson.write(issued.rules()))
                .replaceWithVoid();
    }

    /**
     * The grader of the edition in force; null where none is. Until the transaction ends no part of a sweep begins, so what is
     * decided by this edition is seen by the next one's.
     */
    Uni<@Nullable Grader> inForce(Mutiny.Session session) {
        return hold(session).chain(() -> grader(session));
    }

    /** The grader of the edition in force, for what is decided by nobody; null where none is. */
    Uni<@Nullable Grader> grader(Mutiny.Session session) {
        return SessionSql.select(
                        session,
                        "select edition, edition_id from grading_edition where in_force_from <= $1"
                                + " order by edition desc limit 1",
                        columns -> new Known(((Number) columns[0]).intValue(), (UUID) columns[1]),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .chain(found -> found.isEmpty() ? Uni.createFrom().nullItem() : grader(session, found.getFirst()));
    }

    private record Known(int number, UUID id) {}

    private Uni<@Nullable Grader> grader(Mutiny.Session session, Known known) {
        Grader made = graders.get(known.id());
        return made != null
                ? Uni.createFrom().item(made)
                : edition(session, known.number()).map(edition -> edition == null ? null : grader(edition));
    }

    /** The grader of an edition. */
    Grader grader(Edition edition) {
        return graders.computeIfAbsent(edition.id(), id -> new Grader(edition.number(), edition.rules()));
    }

    /** An edition; null where there is none. */
    static Uni<@Nullable Edition> edition(Mutiny.Session session, int number) {
        return SessionSql.select(session, EDITION + " where edition = $1", Edition::of, number)
                .map(found -> found.isEmpty() ? null : found.getFirst());
    }

    /** At most so many editions after one, oldest first. */
    static Uni<List<Edition>> after(Mutiny.Session session, int number, int most) {
        return SessionSql.select(
                session, EDITION + " where edition > $1 order by edition limit $2", Edition::of, number, most);
    }

    /** Waits for the part of a sweep that is under way; until the transaction ends no other begins. */
    static Uni<Void> hold(Mutiny.Session session) {
        return lock(session, "_shared");
    }

    /** Waits until all that is decided by an edition is committed; what comes waits until the transaction ends. */
    static Uni<Void> drain(Mutiny.Session session) {
        return lock(session, "");
    }

    private static Uni<Void> lock(Mutiny.Session session, String kind) {
        return SessionSql.select(session, LOCK.formatted(kind), columns -> true).replaceWithVoid();
    }
}
