package org.publicdatamesh.audit.erasure;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.audit.record.PersonalValues;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.audit.Erased;
import org.publicdatamesh.kit.event.audit.PersonalValuesErased;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.policy.PolicyEditions;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.sql.SessionSql;

/** Erases and publishes that it was done, in one transaction. */
@ApplicationScoped
class Erasures {
    private final PersonalValues personal;
    private final Outbox outbox;
    private final PolicyEditions policies;
    private final InstantSource clock;

    Erasures(PersonalValues personal, Outbox outbox, PolicyEditions policies, InstantSource clock) {
        this.personal = personal;
        this.outbox = outbox;
        this.policies = policies;
        this.clock = clock;
    }

    /**
     * Erases what is asked for.
     *
     * @throws RefusedException 422 where it names not one thing, 404 for an event that has no record, 409 {@code
     *     log-retention} for a person who acted within the time for which logs are kept
     */
    Uni<Erasure> erase(Mutiny.Session session, NewErasure asked, Actor actor) {
        if (!asked.violations().isEmpty()) {
            throw RefusedException.invalid(asked.violations());
        }
        if (asked.person() != null) {
            String person = asked.person();
            return requireOld(person)
                    .chain(() -> personal.erasePerson(session, person))
                    .chain(done -> publish(session, asked, Erased.PERSON, done, actor));
        }
        if (asked.row() != null) {
            return personal.eraseRow(
                            session, asked.row().resourceId(), asked.row().key())
                    .chain(done -> publish(session, asked, Erased.ROW, done, actor));
        }
        UUID event = Objects.requireNonNull(asked.event());
        return requireRecord(session, event)
                .chain(() -> personal.eraseEvent(session, event))
                .chain(done -> publish(session, asked, Erased.EVENT, done, actor));
    }

    /** Who obtained data is kept as long as logs are (Art. 19). */
    private Uni<Void> requireOld(String person) {
        Instant now = clock.instant();
        int years = policies.inForceAt(now).logRetentionYears();
        Instant kept = now.atOffset(ZoneOffset.UTC).minusYears(years).toInstant();
        return personal.latest(person)
                .invoke(latest -> {
                    if (latest.isPresent() && latest.get().isAfter(kept)) {
                        throw new RefusedException(Refusal.of(
                                409,
                                "log-retention",
                                "This account acted within the last " + years
                                        + " years, for which the log of who acted is kept (Art. 19).",
                                years));
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<Void> requireRecord(Mutiny.Session session, UUID event) {
        return SessionSql.select(
                        session, "select 1 from leaf where event_id = $1", columns -> (Integer) columns[0], event)
                .invoke(found -> {
                    if (found.isEmpty()) {
                        throw RefusedException.notFound("record");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Erasure> publish(
            Mutiny.Session session, NewErasure asked, Erased of, PersonalValues.Done done, Actor actor) {
        UUID id = Outbox.newId();
        return outbox.publish(
                        session,
                        id.toString(),
                        new PersonalValuesErased(
                                id,
                                of,
                                done.subjectId(),
                                asked.row() == null ? null : asked.row().resourceId(),
                                asked.event(),
                                done.values(),
                                asked.reasons(),
                                actor))
                .replaceWith(new Erasure(id, of, done.values()));
    }
}
