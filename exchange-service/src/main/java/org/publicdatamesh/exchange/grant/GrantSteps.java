package org.publicdatamesh.exchange.grant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.deadline.DeadlineKind;
import org.publicdatamesh.exchange.deadline.Deadlines;
import org.publicdatamesh.exchange.dispute.Disputed;
import org.publicdatamesh.exchange.gate.LiveGrants;
import org.publicdatamesh.exchange.grant.GrantState.Command;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.catalog.LegalBasis;
import org.publicdatamesh.kit.event.exchange.DestructionReported;
import org.publicdatamesh.kit.event.exchange.GrantEnd;
import org.publicdatamesh.kit.event.exchange.GrantNarrowed;
import org.publicdatamesh.kit.event.exchange.GrantRestored;
import org.publicdatamesh.kit.event.exchange.GrantResumed;
import org.publicdatamesh.kit.event.exchange.GrantStep;
import org.publicdatamesh.kit.event.exchange.GrantSuspended;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Oversight;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/**
 * What is done to a grant before its term ends, and the report of what became of the data after it. A step, its event and
 * what the gate goes by commit together.
 */
@ApplicationScoped
class GrantSteps {
    private static final Refusal SUSPENDED_BY_AUTHORITY =
            Refusal.of(403, "suspended-by-the-authority", "What the authority suspended is resumed by the authority.");
    private static final Refusal OVERRULED = Refusal.of(
            403,
            "granted-by-the-authority",
            "What the authority granted against the provider is the authority's to change.");
    private static final Refusal DISPUTED = Refusal.of(
            409, "disputed", "The grant is being disputed; until that is over, its provider does not change it.");
    private static final Refusal NOT_OVER =
            Refusal.of(409, "grant-not-over", "The grant is not over; its data may still be used.");
    private static final Refusal REPORTED =
            Refusal.of(409, "already-reported", "What became of the data has been reported.");

    private final Grants grants;
    private final Outbox outbox;
    private final InstantSource clock;
    private final Caller caller;

    GrantSteps(Grants grants, Outbox outbox, InstantSource clock, Caller caller) {
        this.grants = grants;
        this.outbox = outbox;
        this.clock = clock;
        this.caller = caller;
    }

    Uni<Grant> suspend(Mutiny.Session session, UUID id, String reasons) {
        return undisputed(session, id).chain(grant -> {
            Actor actor = byProviderOrAuthority(grant);
            Instant now = clock.instant();
            boolean authority = actor.role().equals(Roles.AUTHORITY_REVIEWER);
            boolean takesOver = grant.state == GrantState.SUSPENDED && authority && !grant.suspendedByAuthority;
            move(grant, takesOver ? Command.TAKE_OVER : Command.SUSPEND, now);
            grant.suspendedAt = now;
            grant.suspendedByUnit = actor.unit();
            grant.suspendedByAuthority = authority;
            grant.suspendedPerson = actor.person();
            grant.suspensionReasons = reasons;
            return told(
                    session,
                    grant,
                    takesOver ? GrantStep.TAKEN_OVER : GrantStep.SUSPENDED,
                    reasons,
                    actor,
                    new GrantSuspended(
                            grant.id,
                            grant.entryId,
                            grant.resourceId,
                            grant.provider,
                            grant.consumer,
                            grant.revision,
                            now,
                            reasons,
                            actor));
        });
    }

    Uni<Grant> resume(Mutiny.Session session, UUID id, String reasons) {
        return undisputed(session, id).chain(grant -> {
            Actor actor = byProviderOrAuthority(grant);
            if (grant.suspendedByAuthority && !actor.role().equals(Roles.AUTHORITY_REVIEWER)) {
                throw new RefusedException(SUSPENDED_BY_AUTHORITY);
            }
            return resume(session, grant, reasons, actor);
        });
    }

    /** Resumes a grant that the session has locked. */
    Uni<Grant> resume(Mutiny.Session session, Grant grant, String reasons, Actor actor) {
        Instant now = clock.instant();
        move(grant, Command.RESUME, now);
        grant.suspendedAt = null;
        grant.suspendedByUnit = null;
        grant.suspendedByAuthority = false;
        grant.suspendedPerson = null;
        grant.suspensionReasons = null;
        return told(
                session,
                grant,
                GrantStep.RESUMED,
                reasons,
                actor,
                new GrantResumed(
                        grant.id,
                        grant.entryId,
                        grant.resourceId,
                        grant.provider,
                        grant.consumer,
                        grant.revision,
                        now,
                        reasons,
                        actor));
    }

    /** The resource is locked first, as by corrections and new grants: what was told before the narrowing is known. */
    Uni<Grant> narrow(Mutiny.Session session, UUID id, Narrowing narrowing) {
        return session.find(Grant.class, id).map(this::visible).chain(grant -> SharedResource.lock(
                        session, grant.resourceId)
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException("a grant on a resource that is not known"))
                .chain(resource -> GrantStops.settle(session, grant.consumer, grant.entryId)
                        .chain(() -> session.refresh(grant, LockModeType.PESSIMISTIC_WRITE))
                        .chain(() -> requireUndisputed(session, grant))
                        .chain(() -> narrow(session, grant, resource, narrowing))));
    }

    private Uni<Grant> narrow(Mutiny.Session session, Grant grant, SharedResource resource, Narrowing narrowing) {
        Actor actor = byProviderOrAuthority(grant);
        Instant now = clock.instant();
        move(grant, Command.NARROW, now);
        Holding held = Holding.of(grant);
        List<Violation> violations = held.broken(narrowing, resource, now);
        if (!violations.isEmpty()) {
            throw RefusedException.invalid(violations);
        }
        Holding left = held.narrowedBy(narrowing);
        grant.heldBefore = EventJson.write(held);
        grant.narrowedAt = now;
        grant.narrowedByAuthority = actor.role().equals(Roles.AUTHORITY_REVIEWER);
        grant.narrowedPerson = actor.person();
        grant.narrowingReasons = narrowing.reasons();
        List<LegalBasis> bases = narrowing.bases();
        grant.narrowingBasis = bases == null ? null : EventJson.write(bases);
        return hold(session, grant, left, now)
                .chain(() -> GrantStops.took(session, grant, now))
                .chain(() -> told(
                        session,
                        grant,
                        GrantStep.NARROWED,
                        narrowing.reasons(),
                        actor,
                        new GrantNarrowed(
                                grant.id,
                                grant.entryId,
                                grant.resourceId,
                                grant.provider,
                                grant.consumer,
                                grant.revision,
                                now,
                                left.items(),
                                left.rowFilter(),
                                left.validUntil(),
                                left.rowsPerDay(),
                                narrowing.reasons(),
                                bases,
                                actor)));
    }

    /** From now on the grant holds that, until that time. */
    private Uni<Void> hold(Mutiny.Session session, Grant grant, Holding holding, Instant now) {
        boolean moved = !holding.validUntil().equals(grant.validUntil);
        grant.items = EventJson.write(holding.items());
        grant.rowFilter = EventJson.write(holding.rowFilter());
        grant.rowsPerDay = holding.rowsPerDay();
        grant.validUntil = holding.validUntil();
        return moved
                ? Deadlines.set(session, grants.term(grant, now))
                : Uni.createFrom().voidItem();
    }

    /** A dispute about the last narrowing ended for the holder: it holds again what it held. The resource is locked first. */
    Uni<Grant> restore(Mutiny.Session session, Grant grant, String reasons, Actor actor) {
        String before = grant.heldBefore;
        if (before == null) {
            throw new IllegalStateException("a grant that was narrowed knows what it held");
        }
        Instant now = clock.instant();
        move(grant, Command.RESTORE, now);
        Holding held = Holding.read(before);
        grant.heldBefore = null;
        grant.narrowedAt = null;
        grant.narrowedByAuthority = false;
        grant.narrowedPerson = null;
        grant.narrowingReasons = null;
        grant.narrowingBasis = null;
        return hold(session, grant, held, now)
                .chain(() -> GrantStops.gaveBack(session, grant.id, now))
                .chain(() -> told(
                        session,
                        grant,
                        GrantStep.RESTORED,
                        reasons,
                        actor,
                        new GrantRestored(
                                grant.id,
                                grant.entryId,
                                grant.resourceId,
                                grant.provider,
                                grant.consumer,
                                grant.revision,
                                now,
                                held.items(),
                                held.rowFilter(),
                                GrantView.masks(grant),
                                held.validUntil(),
                                held.rowsPerDay(),
                                reasons,
                                actor)));
    }

    Uni<Grant> revoke(Mutiny.Session session, UUID id, String reasons) {
        return undisputed(session, id).chain(grant -> {
            Actor actor = byProviderOrAuthority(grant);
            grant.endedByAuthority = actor.role().equals(Roles.AUTHORITY_REVIEWER);
            grant.endedPerson = actor.person();
            return end(session, grant, Command.REVOKE, GrantEnd.REVOKED, reasons, actor);
        });
    }

    Uni<Grant> relinquish(Mutiny.Session session, UUID id, String reasons) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        return open(session, id).chain(grant -> {
            caller.requireUnit(grant.consumer);
            return end(session, grant, Command.RELINQUISH, GrantEnd.RELINQUISHED, reasons, actor);
        });
    }

    private Uni<Grant> end(
            Mutiny.Session session, Grant grant, Command command, GrantEnd end, String reasons, Actor actor) {
        Instant now = clock.instant();
        move(grant, command, now);
        return Deadlines.clear(session, DeadlineKind.GRANT_END, grant.id)
                .chain(() -> end == GrantEnd.REVOKED
                        ? GrantStops.took(session, grant, now)
                        : Uni.createFrom().voidItem())
                .chain(() -> grants.end(session, grant, end, now, reasons, actor))
                .replaceWith(grant);
    }

    Uni<Grant> report(Mutiny.Session session, UUID id, DestructionReport report) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR);
        return open(session, id).chain(grant -> {
            caller.requireUnit(grant.consumer);
            if (!grant.state.isOver()) {
                throw new RefusedException(NOT_OVER);
            }
            if (grant.dataFate != null) {
                throw new RefusedException(REPORTED);
            }
            List<Violation> violations = GrantRules.broken(report);
            if (!violations.isEmpty()) {
                throw RefusedException.invalid(violations);
            }
            Instant now = clock.instant();
            if (grant.reportDueAt == null) {
                // It was over before reports were asked for.
                grant.reportDueAt = now;
            }
            grant.dataFate = report.fate();
            grant.fateMethod = report.method();
            grant.fateBasis = report.basis() == null
                    ? null
                    : EventJson.write(report.basis().asBasis());
            grant.reportedAt = now;
            grant.reportedBy = actor.person();
            return Deadlines.clear(session, DeadlineKind.DESTRUCTION_REPORT, grant.id)
                    .chain(() -> outbox.publish(
                            session,
                            grant.id.toString(),
                            new DestructionReported(
                                    grant.id,
                                    grant.entryId,
                                    grant.resourceId,
                                    grant.provider,
                                    grant.consumer,
                                    report.fate(),
                                    report.method(),
                                    report.basis() == null
                                            ? null
                                            : report.basis().asBasis(),
                                    now,
                                    grant.reportOverdue,
                                    actor)))
                    .replaceWith(grant);
        });
    }

    private Uni<Grant> told(
            Mutiny.Session session, Grant grant, GrantStep step, String reasons, Actor actor, MeshEvent event) {
        return outbox.publish(session, grant.id.toString(), event)
                .chain(() -> LiveGrants.apply(session, event))
                .chain(() -> grants.tell(session, grant, step, reasons, actor))
                .replaceWith(grant);
    }

    /** The grant, locked; no other one is made beside it without knowing of what is done to it. */
    private Uni<Grant> open(Mutiny.Session session, UUID id) {
        return session.find(Grant.class, id)
                .map(this::visible)
                .call(grant -> GrantStops.settle(session, grant.consumer, grant.entryId))
                .call(grant -> session.refresh(grant, LockModeType.PESSIMISTIC_WRITE));
    }

    private Uni<Grant> undisputed(Mutiny.Session session, UUID id) {
        return open(session, id).call(grant -> requireUndisputed(session, grant));
    }

    /** A provider does not take the matter of a dispute away by another step; the authority may. */
    private Uni<Void> requireUndisputed(Mutiny.Session session, Grant grant) {
        if (caller.has(Roles.AUTHORITY_REVIEWER) || !grant.provider.equals(caller.unit())) {
            return Uni.createFrom().voidItem();
        }
        return Disputed.isOpen(session, grant.id)
                .invoke(open -> {
                    if (open) {
                        throw new RefusedException(DISPUTED);
                    }
                })
                .replaceWithVoid();
    }

    /** The grant, where the caller is of its consumer, its provider or the authority, or an auditor. */
    Grant visible(@Nullable Grant grant) {
        if (grant == null
                || !(Oversight.of(caller)
                        || List.of(grant.consumer, grant.provider).contains(caller.unit()))) {
            throw RefusedException.notFound("grant");
        }
        return grant;
    }

    private Actor byProviderOrAuthority(Grant grant) {
        if (caller.has(Roles.AUTHORITY_REVIEWER)) {
            return caller.as(Roles.AUTHORITY_REVIEWER);
        }
        caller.requireUnit(grant.provider);
        if (grant.overruled) {
            throw new RefusedException(OVERRULED);
        }
        return caller.as(Roles.DATA_SUPERVISOR);
    }

    /** The state after the command. A term that is over is over, also before its deadline has been swept. */
    private static void move(Grant grant, Command command, Instant now) {
        GrantState state = !grant.state.isOver() && !now.isBefore(grant.validUntil) ? GrantState.EXPIRED : grant.state;
        grant.state = state.after(command)
                .orElseThrow(() -> new RefusedException(Refusal.of(
                        409,
                        "grant-in-another-state",
                        "The grant is " + EventJson.kebab(state) + ".",
                        EventJson.kebab(state))));
        grant.revision++;
    }
}
