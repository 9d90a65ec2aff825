package org.publicdatamesh.exchange.backflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.application.NewApplication;
import org.publicdatamesh.exchange.backflow.BackflowState.Command;
import org.publicdatamesh.exchange.grant.Grants;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.exchange.BackflowMoved;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Containment;
import org.publicdatamesh.kit.identity.Oversight;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/**
 * Requests for data held above, on this level: filed by a unit or come from below, passed up by the authority (Art. 4). Each step, its
 * event and its message to the next level commit together.
 */
@ApplicationScoped
class Backflows {
    private static final Refusal SAME_PERSON =
            Refusal.of(403, "same-person", "Who filed a request does not pass it on (Art. 8).");
    private static final Refusal NOT_FLOWING =
            Refusal.of(403, "not-flowing", "No data flow for this request: it is not granted, or its grant is over.");
    private static final Refusal CONTAINED =
            Refusal.of(403, "contained", "Access to these data is stopped by a containment order (Art. 42).");

    private final LevelGateway gateway;
    private final Outbox outbox;
    private final InstantSource clock;
    private final Caller caller;
    private final Containment containment;

    Backflows(LevelGateway gateway, Outbox outbox, InstantSource clock, Caller caller, Containment containment) {
        this.gateway = gateway;
        this.outbox = outbox;
        this.clock = clock;
        this.caller = caller;
        this.containment = containment;
    }

    Uni<Backflow> file(Mutiny.Session session, NewApplication wish) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        if (wish.rowsPerDay() != null) {
            throw RefusedException.invalid(
                    List.of(Violation.at("/rowsPerDay", "no-quota", "What flows down is not bound to rows a day.")));
        }
        return SharedResource.find(session, wish.resourceId()).chain(here -> {
            if (here != null) {
                throw RefusedException.invalid(List.of(Violation.at(
                        "/resourceId",
                        "held-here",
                        "The resource is held on this level; it is applied for here, not above.")));
            }
            UUID id = Outbox.newId();
            return requireNoneOfHere(session, "/renews", wish.renews())
                    .chain(() -> requireNoneOfHere(session, "/changes", wish.changes()))
                    .chain(() -> begin(session, id, id, caller.unit(), null, wish, actor, BackflowState.FILED));
        });
    }

    /** A request takes the place of a grant of the level above alone: one of this level is for another resource. */
    private Uni<Void> requireNoneOfHere(Mutiny.Session session, String at, @Nullable UUID grant) {
        if (grant == null) {
            return Uni.createFrom().voidItem();
        }
        return Grants.look(session, grant, clock.instant())
                .invoke(here -> {
                    if (here != null) {
                        throw RefusedException.invalid(List.of(
                                here.consumer().equals(caller.unit())
                                        ? Violation.at(at, "another-resource", "The grant is for another resource.")
                                        : Violation.at(at, "unknown-grant", "The unit has no such grant.")));
                    }
                })
                .replaceWithVoid();
    }

    /** A request that comes to this level. */
    Uni<Backflow> begin(
            Mutiny.Session session,
            UUID id,
            UUID requestId,
            String unit,
            @Nullable String below,
            NewApplication wish,
            Actor filed,
            BackflowState state) {
        Backflow backflow = new Backflow();
        backflow.id = id;
        backflow.requestId = requestId;
        backflow.unit = unit;
        backflow.below = below;
        backflow.wish = EventJson.write(wish);
        backflow.filed = EventJson.write(filed);
        backflow.state = state;
        backflow.filedAt = clock.instant();
        backflow.changedAt = clock.instant();
        return session.persist(backflow).chain(session::flush).chain(() -> published(session, backflow, filed));
    }

    Uni<Backflow> passUp(Mutiny.Session session, UUID id) {
        Actor actor = caller.as(Roles.AUTHORITY_REVIEWER);
        return open(session, id).chain(backflow -> {
            move(backflow, Command.PASS_UP);
            Actor filed = read(backflow.filed, Actor.class);
            if (filed.person().equals(actor.person())) {
                throw new RefusedException(SAME_PERSON);
            }
            backflow.passedAt = clock.instant();
            return gateway.up(
                            session,
                            new LevelMessage.Asked(
                                    backflow.requestId,
                                    backflow.unit,
                                    read(backflow.wish, NewApplication.class),
                                    filed,
                                    actor))
                    .chain(() -> published(session, backflow, actor));
        });
    }

    /** The authority of this level does not pass it on. */
    Uni<Backflow> refuse(Mutiny.Session session, UUID id, String reasons) {
        Actor actor = caller.as(Roles.AUTHORITY_REVIEWER);
        return open(session, id).chain(backflow -> {
            if (backflow.state != BackflowState.FILED && backflow.state != BackflowState.RECEIVED) {
                throw inAnotherState(backflow);
            }
            return refused(session, backflow, reasons, actor);
        });
    }

    /** A refusal, on this level or above. */
    Uni<Backflow> refused(Mutiny.Session session, Backflow backflow, String reasons, @Nullable Actor actor) {
        move(backflow, Command.REFUSE);
        backflow.reasons = reasons;
        return tell(session, backflow, new LevelMessage.Refused(reasons))
                .chain(() -> published(session, backflow, actor));
    }

    /** A request under an id by which another level below has asked before: what is told of that one is not for this level. */
    Uni<Void> refusedUnkept(Mutiny.Session session, String below, UUID requestId) {
        return gateway.down(
                session,
                below,
                new LevelMessage.Told(
                        requestId, 1, new LevelMessage.Refused("Another level has a request under this id.")));
    }

    Uni<Backflow> withdraw(Mutiny.Session session, UUID id, String reasons) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        return open(session, id).chain(backflow -> {
            caller.requireUnit(backflow.unit);
            move(backflow, Command.WITHDRAW);
            backflow.reasons = reasons;
            return published(session, backflow, actor);
        });
    }

    /** Tells the level below, where the request came from one. */
    Uni<Void> tell(Mutiny.Session session, Backflow backflow, LevelMessage.Content content) {
        String below = backflow.below;
        if (below == null) {
            return Uni.createFrom().voidItem();
        }
        backflow.toldSequence++;
        return gateway.down(session, below, new LevelMessage.Told(backflow.requestId, backflow.toldSequence, content));
    }

    void move(Backflow backflow, Command command) {
        backflow.state = backflow.state.after(command).orElseThrow(() -> inAnotherState(backflow));
        backflow.changedAt = clock.instant();
    }

    private static RefusedException inAnotherState(Backflow backflow) {
        return new RefusedException(Refusal.of(
                409,
                "backflow-in-another-state",
                "The request is " + EventJson.kebab(backflow.state) + ".",
                EventJson.kebab(backflow.state)));
    }

    Uni<Backflow> published(Mutiny.Session session, Backflow backflow, @Nullable Actor actor) {
        return outbox.publish(
                        session,
                        backflow.requestId.toString(),
                        new BackflowMoved(
                                backflow.requestId,
                                backflow.unit,
                                backflow.below,
                                EventJson.kebab(backflow.state),
                                backflow.applicationId,
                                backflow.grantId,
                                backflow.reasons,
                                actor))
                .replaceWith(backflow);
    }

    private Uni<Backflow> open(Mutiny.Session session, UUID id) {
        return session.find(Backflow.class, id, LockModeType.PESSIMISTIC_WRITE).map(this::visible);
    }

    /** The request, where the caller is of its unit on this level, of the authority, or an auditor. */
    Backflow visible(@Nullable Backflow backflow) {
        if (backflow == null || !(Oversight.of(caller) || isOwn(backflow))) {
            throw RefusedException.notFound("request");
        }
        return backflow;
    }

    private boolean isOwn(Backflow backflow) {
        return backflow.below == null && backflow.unit.equals(caller.unit());
    }

    /** The request, where the caller is of the unit of this level that filed it and the data still flow. */
    Backflow own(@Nullable Backflow backflow) {
        if (backflow == null || !isOwn(backflow)) {
            throw RefusedException.notFound("request");
        }
        Instant until = backflow.validUntil;
        if (backflow.state != BackflowState.GRANTED
                || until == null
                || !clock.instant().isBefore(until)) {
            throw new RefusedException(NOT_FLOWING);
        }
        if (contained(backflow)) {
            throw new RefusedException(CONTAINED);
        }
        return backflow;
    }

    /** Whether an order on this level stops the grant or its resource. */
    boolean contained(Backflow backflow) {
        UUID grantId = backflow.grantId;
        UUID resourceId = backflow.resourceId;
        return grantId != null && resourceId != null && containment.stopped(grantId, resourceId);
    }

    static <T> T read(String json, Class<T> type) {
        try {
            return EventJson.MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored request cannot be read", e);
        }
    }
}
