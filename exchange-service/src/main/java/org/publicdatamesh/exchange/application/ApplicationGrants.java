package org.publicdatamesh.exchange.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.exchange.gate.FilterRules;
import org.publicdatamesh.exchange.grant.GrantAnew;
import org.publicdatamesh.exchange.grant.Grants;
import org.publicdatamesh.exchange.grant.Holding;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.exchange.Replacement;
import org.publicdatamesh.kit.event.exchange.RowCondition;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/**
 * Makes the grant of an application that was decided on, by what its entry is then.
 */
@ApplicationScoped
class ApplicationGrants implements GrantAnew {
    private static final Refusal TERM_OVER =
            Refusal.of(409, "term-over", "The term that was applied for is over; a new application is needed.");
    private static final Refusal ENTRY_CHANGED = Refusal.of(
            409, "entry-changed", "The entry no longer is what was applied for; a new application is needed.");

    private final Grants grants;
    private final ApplicationChecks checks;
    private final InstantSource clock;

    ApplicationGrants(Grants grants, ApplicationChecks checks, InstantSource clock) {
        this.grants = grants;
        this.checks = checks;
        this.clock = clock;
    }

    /**
     * Makes the grant, by what the entry is now. Where it was retired meanwhile, is not shared any more, does not keep the grading
     * rules or hides more than it did, none is made; grants that were made before run on.
     *
     * @param decidedAt when whoever decides that it be granted did so
     */
    Uni<Void> grant(Mutiny.Session session, Application application, Instant decidedAt, Actor actor) {
        return grant(session, application, decidedAt, actor, false);
    }

    Uni<Void> grant(
            Mutiny.Session session, Application application, Instant decidedAt, Actor actor, boolean overruled) {
        return grant(
                session,
                application,
                ApplicationView.holding(application),
                application.shareType,
                decidedAt,
                actor,
                overruled);
    }

    private Uni<Void> grant(
            Mutiny.Session session,
            Application application,
            Holding holding,
            ShareType way,
            Instant decidedAt,
            Actor actor,
            boolean overruled) {
        return shared(session, application)
                .chain(resource -> renewedFilter(session, application).chain(renewed -> {
                    // Not before the resource is locked: what was corrected meanwhile was corrected before.
                    Instant now = clock.instant();
                    if (!holding.validUntil().isAfter(now)) {
                        throw new RefusedException(TERM_OVER);
                    }
                    ApplicationRules.requireNone(ApplicationRules.toMend(resource));
                    List<String> items = holding.items();
                    List<RowCondition> filter = holding.rowFilter();
                    List<Violation> changed = new ArrayList<>(ApplicationRules.gone(items, resource));
                    changed.addAll(FilterRules.broken(filter, resource));
                    changed.addAll(FilterRules.hidden(filter, Set.copyOf(items), renewed, way, resource));
                    if (!changed.isEmpty()) {
                        throw new RefusedException(ENTRY_CHANGED, changed);
                    }
                    // What is granted anew after a dispute replaces nothing: that was done when it was granted first.
                    UUID replaced = application.grantId == null ? application.replacesGrantId : null;
                    application.grantId = Outbox.newId();
                    return grants.make(
                            session,
                            resource,
                            new ShareApproved(
                                    application.grantId,
                                    application.id,
                                    application.entryId,
                                    application.resourceId,
                                    application.provider,
                                    application.consumer,
                                    items,
                                    filter,
                                    ApplicationRules.masks(items, resource),
                                    application.purpose,
                                    now,
                                    holding.validUntil(),
                                    holding.rowsPerDay(),
                                    application.scenario,
                                    application.expectedRows,
                                    application.delivery,
                                    replaced,
                                    actor),
                            new Grants.Decided(
                                    decidedAt,
                                    application.policyEdition,
                                    application.replacementKind == Replacement.Kind.RENEWAL,
                                    way == ShareType.CONDITIONAL,
                                    overruled));
                }));
    }

    /** The rows of the grant that an application renews; none where it renews none. */
    private Uni<List<RowCondition>> renewedFilter(Mutiny.Session session, Application application) {
        UUID renewed = application.replacesGrantId;
        if (renewed == null || application.replacementKind != Replacement.Kind.RENEWAL) {
            return Uni.createFrom().item(List.of());
        }
        return Grants.look(session, renewed, clock.instant())
                .map(grant -> grant == null ? List.of() : grant.rowFilter());
    }

    @Override
    public Uni<Void> grantAnew(
            Mutiny.Session session,
            UUID id,
            UUID over,
            Holding holding,
            Instant decidedAt,
            boolean overruled,
            Actor actor) {
        return session.find(Application.class, id)
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException("a grant without its application"))
                .call(application -> SharedResource.find(session, application.resourceId)
                        .chain(resource -> resource == null
                                ? Uni.createFrom().voidItem()
                                : checks.look(session, application, resource, holding)
                                        .invoke(ApplicationRules::requirePassed)
                                        .replaceWithVoid()))
                // Its filter may be of the provider's narrowings, which may name items that are not held.
                .chain(application ->
                        grant(session, application, holding, ShareType.CONDITIONAL, decidedAt, actor, overruled));
    }

    /** The resource as it is now, locked; refused where it ended, or its entry was retired or is not shared any more. */
    static Uni<SharedResource> shared(Mutiny.Session session, Application application) {
        return SharedResource.lock(session, application.resourceId).map(resource -> {
            if (resource == null) {
                throw RefusedException.notFound("resource");
            }
            ApplicationRules.requireNone(ApplicationRules.unshared(resource));
            return resource;
        });
    }
}
