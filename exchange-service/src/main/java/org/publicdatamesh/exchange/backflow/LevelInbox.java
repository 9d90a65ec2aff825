package org.publicdatamesh.exchange.backflow;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.exchange.application.Applications;
import org.publicdatamesh.exchange.backflow.BackflowState.Command;
import org.publicdatamesh.exchange.notice.Narrowing;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.sql.SessionSql;

/** What comes from other levels. A message has its effect once, however often it comes; what is told of a request, in its order. */
@ApplicationScoped
public class LevelInbox {
    private final Backflows backflows;
    private final Applications applications;
    private final InstantSource clock;

    LevelInbox(Backflows backflows, Applications applications, InstantSource clock) {
        this.backflows = backflows;
        this.applications = applications;
        this.clock = clock;
    }

    /**
     * A request from a level below. Where the data are held here it becomes an application, which has been endorsed below; else
     * the authority passes it on.
     *
     * @param below the unit that stands for that level on this one, as the gateway verified
     */
    public Uni<Void> asked(Mutiny.Session session, String below, LevelMessage.Asked message) {
        return session.createQuery("from Backflow where requestId = :id and below is not null", Backflow.class)
                .setParameter("id", message.requestId())
                .getSingleResultOrNull()
                .chain(known -> {
                    if (known == null) {
                        return received(session, below, message);
                    }
                    return below.equals(known.below)
                            ? Uni.createFrom().voidItem()
                            : backflows.refusedUnkept(session, below, message.requestId());
                });
    }

    private Uni<Void> received(Mutiny.Session session, String below, LevelMessage.Asked message) {
        return backflows
                .begin(
                        session,
                        Outbox.newId(),
                        message.requestId(),
                        message.unit(),
                        below,
                        message.wish(),
                        of(below, message.filed()),
                        BackflowState.RECEIVED)
                .chain(backflow -> SharedResource.find(session, message.wish().resourceId())
                        .chain(resource -> resource == null
                                ? Uni.createFrom().voidItem()
                                : apply(session, backflow, below, message)))
                .replaceWithVoid();
    }

    /** What is not allowed to be applied for is refused at once, by the same rules as on this level. */
    private Uni<Void> apply(Mutiny.Session session, Backflow backflow, String below, LevelMessage.Asked message) {
        Actor passed = of(below, message.passed());
        return applications
                .applyFromBelow(session, below, message.wish(), of(below, message.filed()), passed)
                .chain(id -> {
                    backflows.move(backflow, Command.APPLY);
                    backflow.applicationId = id;
                    return backflows.published(session, backflow, passed);
                })
                .onFailure(RefusedException.class)
                .recoverWithUni(refused -> backflows.refused(session, backflow, reasons(refused), null))
                .replaceWithVoid();
    }

    private static String reasons(Throwable failure) {
        if (failure instanceof RefusedException refused && !refused.violations().isEmpty()) {
            return refused.violations().stream().map(Violation::message).collect(Collectors.joining(" "));
        }
        return String.valueOf(failure.getMessage());
    }

    /** A person of a level below: a name there may be another person's here. */
    private static Actor of(String below, Actor actor) {
        return new Actor(actor.person() + "@" + below, below, actor.role());
    }

    /**
     * What the level above tells of a request that was passed up.
     *
     * @throws IllegalStateException where something before it has not come yet, or there is no such request: it is to be sent again
     */
    public Uni<Void> told(Mutiny.Session session, LevelMessage.Told message) {
        return session.createQuery("from Backflow where requestId = :id and passedAt is not null", Backflow.class)
                .setParameter("id", message.requestId())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getSingleResultOrNull()
                .chain(backflow -> {
                    if (backflow == null || message.sequence() > backflow.heardSequence + 1) {
                        throw new IllegalStateException(
                                "what precedes this message has not come: " + message.sequence());
                    }
                    return message.sequence() <= backflow.heardSequence
                            ? Uni.createFrom().voidItem()
                            : told(session, backflow, message);
                });
    }

    private Uni<Void> told(Mutiny.Session session, Backflow backflow, LevelMessage.Told message) {
        backflow.heardSequence = message.sequence();
        return switch (message.content()) {
            case LevelMessage.Refused refused ->
                backflows.refused(session, backflow, refused.reasons(), null).replaceWithVoid();
            case LevelMessage.Granted granted -> {
                backflows.move(backflow, Command.GRANT);
                backflow.grantId = granted.grantId();
                backflow.entryId = granted.entryId();
                backflow.resourceId = granted.resourceId();
                backflow.validUntil = granted.validUntil();
                yield onDown(session, backflow, granted);
            }
            case LevelMessage.Flow flow -> {
                backflows.move(backflow, Command.FLOW);
                yield backflow.below == null ? land(session, backflow, flow) : backflows.tell(session, backflow, flow);
            }
            case LevelMessage.Ended ended -> {
                backflows.move(backflow, Command.END);
                backflow.validUntil = ended.at();
                backflow.reasons = ended.reasons();
                yield onDown(session, backflow, ended);
            }
        };
    }

    private Uni<Void> onDown(Mutiny.Session session, Backflow backflow, LevelMessage.Content content) {
        return backflows
                .tell(session, backflow, content)
                .chain(() -> backflows.published(session, backflow, null))
                .replaceWithVoid();
    }

    /** The rows are where they were asked for. */
    private Uni<Void> land(Mutiny.Session session, Backflow backflow, LevelMessage.Flow flow) {
        List<Narrowing> rows = flow.rows();
        return SessionSql.update(
                        session,
                        "insert into flowed_row (id, backflow_id, row_key, effect, changes, reasons, at)"
                                + " select id, $1, row_key, effect, changes, $6::text, $7::timestamptz"
                                + " from unnest($2::uuid[], $3::text[], $4::text[], $5::text[]) with ordinality"
                                + " as told (id, row_key, effect, changes, nr) order by nr",
                        backflow.id,
                        rows.stream().map(row -> Outbox.newId()).toArray(UUID[]::new),
                        rows.stream().map(row -> EventJson.write(row.key())).toArray(String[]::new),
                        rows.stream().map(row -> row.effect().name()).toArray(String[]::new),
                        rows.stream().map(row -> EventJson.write(row.changes())).toArray(String[]::new),
                        flow.reasons(),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .replaceWithVoid();
    }
}
