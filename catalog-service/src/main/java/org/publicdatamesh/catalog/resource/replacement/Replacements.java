package org.publicdatamesh.catalog.resource.replacement;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.resource.Replacement;
import org.publicdatamesh.catalog.resource.Resource;
import org.publicdatamesh.catalog.resource.ResourceState;
import org.publicdatamesh.catalog.resource.Resources;
import org.publicdatamesh.catalog.resource.check.SelfChecks;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.catalog.ResourceReplaced;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/** Puts one resource in another's place, in one transaction with the event that tells of it. */
@ApplicationScoped
class Replacements {
    private static final Refusal NOT_PROVEN = Refusal.of(
            409,
            "successor-not-proven",
            "The new resource has not passed its self-check: the old one stays (Art. 17).");

    private final Resources resources;
    private final SelfChecks checks;
    private final Outbox outbox;
    private final Caller caller;
    private final InstantSource clock;

    Replacements(Resources resources, SelfChecks checks, Outbox outbox, Caller caller, InstantSource clock) {
        this.resources = resources;
        this.checks = checks;
        this.outbox = outbox;
        this.caller = caller;
        this.clock = clock;
    }

    Uni<Resource> replace(Mutiny.Session session, UUID id, Replacement replacement) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        UUID successor = replacement.successor();
        return lockBoth(session, id, successor)
                .chain(() -> resources.own(session, id))
                .chain(old -> session.find(Resource.class, successor)
                        .map(found -> ofTheSameEntry(old, found))
                        .call(next -> proven(session, next, actor))
                        .chain(next -> replaced(session, old, next, replacement.reasons(), actor)));
    }

    /** In the order of their ids, so that two replacements never wait for each other. */
    private static Uni<Void> lockBoth(Mutiny.Session session, UUID one, UUID other) {
        boolean inOrder = one.toString().compareTo(other.toString()) < 0;
        return session.find(Resource.class, inOrder ? one : other, LockModeType.PESSIMISTIC_WRITE)
                .chain(() -> session.find(Resource.class, inOrder ? other : one, LockModeType.PESSIMISTIC_WRITE))
                .replaceWithVoid();
    }

    private static Resource ofTheSameEntry(Resource old, @Nullable Resource next) {
        if (next == null
                || next.id().equals(old.id())
                || !next.view().entryId().equals(old.view().entryId())) {
            throw RefusedException.invalid(List.of(Violation.at(
                    "/successor", "no-other-of-the-entry", "Another resource of the same entry is expected.")));
        }
        if (!next.state().standing()) {
            throw Resource.ended();
        }
        return next;
    }

    private Uni<Void> proven(Mutiny.Session session, Resource next, Actor actor) {
        return checks.last(session, next)
                .invoke(last -> {
                    if (next.state() != ResourceState.USABLE) {
                        throw new RefusedException(NOT_PROVEN, failed(last));
                    }
                    if (actor.person().equals(next.attachedBy())
                            || (last != null && actor.person().equals(last.by()))) {
                        throw new RefusedException(Resources.SAME_PERSON);
                    }
                })
                .replaceWithVoid();
    }

    private static List<Violation> failed(SelfChecks.@Nullable Last last) {
        if (last == null) {
            return List.of(Violation.at("/successor", "not-checked", "There was no self-check of it."));
        }
        return last.deviations().stream()
                .map(one -> {
                    String what = one.name() + (one.item() == null ? "" : " " + one.item());
                    return Violation.at(
                            "/successor", "check-failed", "Its self-check did not pass: " + what + ".", what);
                })
                .toList();
    }

    private Uni<Resource> replaced(Mutiny.Session session, Resource old, Resource next, String reasons, Actor actor) {
        old.replaced(next.id(), actor.person(), reasons, clock.instant());
        Resource.View before = old.view();
        Resource.View after = next.view();
        return outbox.publish(
                        session,
                        before.id().toString(),
                        new ResourceReplaced(
                                before.id(),
                                after.id(),
                                before.entryId(),
                                before.unit(),
                                before.kind(),
                                before.name(),
                                after.kind(),
                                after.name(),
                                reasons,
                                actor))
                .replaceWith(old);
    }
}
