package org.publicdatamesh.exchange.deadline;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.exchange.DeadlinePaused;
import org.publicdatamesh.kit.event.exchange.DeadlineResumed;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.policy.PauseCause;
import org.publicdatamesh.kit.policy.PolicyEditions;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.sql.SessionSql;
import org.publicdatamesh.kit.time.WorkingDays;

/**
 * Pauses of deadlines, for causes that the matter's policy edition names (Art. 26, 27). A pause moves the deadline at once to
 * where it is if the pause lasts as long as it may: one that nobody ends needs nothing to end it, also while everything is stopped.
 */
@ApplicationScoped
class Pauses {
    private static final Refusal NOT_COUNTED = Refusal.of(
            409, "not-in-working-days", "Only what is counted in working days is paused; the end of a term is not.");
    private static final Refusal OWN_MATTER =
            Refusal.of(403, "own-matter", "A unit does not pause what it has to do itself (Art. 8).");
    private static final Refusal PAUSED = Refusal.of(409, "already-paused", "The deadline is paused.");
    private static final Refusal NOT_PAUSED = Refusal.of(409, "not-paused", "The deadline is not paused.");
    private static final Refusal PAUSED_ONCE =
            Refusal.of(409, "paused-for-this-cause", "A deadline is paused once for one cause.");

    private final Deadlines deadlines;
    private final PolicyEditions policies;
    private final WorkingDays days;
    private final Outbox outbox;
    private final InstantSource clock;
    private final Caller caller;

    Pauses(
            Deadlines deadlines,
            PolicyEditions policies,
            WorkingDays days,
            Outbox outbox,
            InstantSource clock,
            Caller caller) {
        this.deadlines = deadlines;
        this.policies = policies;
        this.days = days;
        this.outbox = outbox;
        this.clock = clock;
        this.caller = caller;
    }

    private record Earlier(UUID id, String cause, int daysLeft, boolean goesOn) {}

    Uni<DeadlineView> pause(Mutiny.Session session, UUID id, PauseRequests.Asked asked) {
        Actor actor = caller.as(Roles.AUTHORITY_REVIEWER);
        Instant now = clock.instant();
        return running(session, id, now).chain(row -> {
            Instant begun = row.begun();
            if (begun == null) {
                throw new RefusedException(NOT_COUNTED);
            }
            PauseCause cause = policies.kept(row.policyEdition(), begun).pauseCause(asked.cause());
            if (cause == null) {
                throw RefusedException.invalid(List.of(Violation.at(
                        "/cause", "unknown-cause", "The matter's policy edition names no such cause of a pause.")));
            }
            return earlier(session, id, now).chain(earlier -> {
                if (earlier.stream().anyMatch(Earlier::goesOn)) {
                    throw new RefusedException(PAUSED);
                }
                if (earlier.stream().anyMatch(one -> one.cause().equals(cause.code()))) {
                    throw new RefusedException(PAUSED_ONCE);
                }
                return pause(session, id, row, Pause.of(cause, now, row.dueAt(), days), asked, actor);
            });
        });
    }

    private Uni<DeadlineView> pause(
            Mutiny.Session session, UUID id, Deadlines.Row row, Pause pause, PauseRequests.Asked asked, Actor actor) {
        return SessionSql.update(
                        session,
                        "insert into deadline_pause (id, deadline_id, kind, subject_id, unit, cause, reasons, paused_by,"
                                + " paused_at, until, days_left) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                        Outbox.newId(),
                        id,
                        row.kind().name(),
                        row.subject(),
                        unit(row),
                        asked.cause(),
                        asked.reasons(),
                        actor.person(),
                        pause.from().atOffset(ZoneOffset.UTC),
                        pause.until().atOffset(ZoneOffset.UTC),
                        pause.daysLeft())
                .chain(() -> deadlines.count(session, id, row, pause.countedFrom(), pause.daysLeft()))
                .call(due -> outbox.publish(
                        session,
                        row.subject().toString(),
                        new DeadlinePaused(
                                row.subject(),
                                EventJson.kebab(row.kind()),
                                unit(row),
                                asked.cause(),
                                asked.reasons(),
                                pause.from(),
                                pause.until(),
                                due.at(),
                                due.provisional(),
                                actor)))
                .map(due -> view(id, row, due, new DeadlineView.Paused(asked.cause(), pause.from(), pause.until())));
    }

    Uni<DeadlineView> resume(Mutiny.Session session, UUID id, String reasons) {
        Actor actor = caller.as(Roles.AUTHORITY_REVIEWER);
        Instant now = clock.instant();
        return running(session, id, now).chain(row -> earlier(session, id, now).chain(all -> {
            Earlier pause = all.stream()
                    .filter(Earlier::goesOn)
                    .findFirst()
                    .orElseThrow(() -> new RefusedException(NOT_PAUSED));
            return SessionSql.update(
                            session,
                            "update deadline_pause set resumed_at = $2, resumed_by = $3, resume_reasons = $4 where id = $1",
                            pause.id(),
                            now.atOffset(ZoneOffset.UTC),
                            actor.person(),
                            reasons)
                    .chain(() -> deadlines.count(session, id, row, now, pause.daysLeft()))
                    .call(due -> outbox.publish(
                            session,
                            row.subject().toString(),
                            new DeadlineResumed(
                                    row.subject(),
                                    EventJson.kebab(row.kind()),
                                    unit(row),
                                    pause.cause(),
                                    reasons,
                                    now,
                                    due.at(),
                                    due.provisional(),
                                    actor)))
                    .map(due -> view(id, row, due, null));
        }));
    }

    /** The deadline, where it runs and is another unit's than the caller's. */
    private Uni<Deadlines.Row> running(Mutiny.Session session, UUID id, Instant now) {
        return deadlines.held(session, id).map(row -> {
            if (row == null || row.unit() == null || !row.dueAt().isAfter(now)) {
                throw RefusedException.notFound("deadline");
            }
            if (caller.unit().equals(row.unit()) || caller.unit().equals(row.alsoUnit())) {
                throw new RefusedException(OWN_MATTER);
            }
            return row;
        });
    }

    private static String unit(Deadlines.Row row) {
        if (row.unit() == null) {
            throw new IllegalStateException("a deadline that is told of is some unit's");
        }
        return row.unit();
    }

    private static Uni<List<Earlier>> earlier(Mutiny.Session session, UUID id, Instant now) {
        return SessionSql.select(
                session,
                "select id, cause, days_left, resumed_at is null and until > $2 from deadline_pause where deadline_id = $1",
                columns ->
                        new Earlier((UUID) columns[0], (String) columns[1], (Integer) columns[2], (Boolean) columns[3]),
                id,
                now.atOffset(ZoneOffset.UTC));
    }

    private static DeadlineView view(
            UUID id, Deadlines.Row row, WorkingDays.Due due, DeadlineView.@Nullable Paused paused) {
        return new DeadlineView(
                id, row.kind(), row.subject(), unit(row), row.alsoUnit(), due.at(), due.provisional(), paused, null);
    }
}
