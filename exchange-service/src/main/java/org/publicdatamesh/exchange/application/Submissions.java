package org.publicdatamesh.exchange.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.grant.GrantView;
import org.publicdatamesh.exchange.grant.Grants;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.exchange.ApplicationSubmitted;
import org.publicdatamesh.kit.event.exchange.ComplianceCheck;
import org.publicdatamesh.kit.event.exchange.ComplianceCheck.Finding;
import org.publicdatamesh.kit.event.exchange.Replacement;
import org.publicdatamesh.kit.event.exchange.RowCondition;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.policy.PolicyEdition;
import org.publicdatamesh.kit.policy.PolicyEditions;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/**
 * Takes applications in: what is written, the grant that it is to replace, and the first look at it (Art. 25).
 */
@ApplicationScoped
class Submissions {
    private static final Refusal REPLACED_OVER = Refusal.of(
            409, "replaced-grant-over", "The grant is over; an application for a grant of its own is needed.");
    private static final Refusal REPLACEMENT_OPEN =
            Refusal.of(409, "replacement-open", "Another application to renew or change the grant is under way.");
    private static final Violation UNKNOWN_RESOURCE =
            Violation.at("/resourceId", "unknown-resource", "There is no such resource.");

    private final ApplicationChecks checks;
    private final Outbox outbox;
    private final PolicyEditions policies;
    private final InstantSource clock;
    private final Caller caller;

    Submissions(ApplicationChecks checks, Outbox outbox, PolicyEditions policies, InstantSource clock, Caller caller) {
        this.checks = checks;
        this.outbox = outbox;
        this.policies = policies;
        this.clock = clock;
        this.caller = caller;
    }

    Uni<Application> submit(Mutiny.Session session, NewApplication asked) {
        return submit(session, asked, Outbox.newId(), List.of());
    }

    /**
     * Submits an application.
     *
     * @param id its id
     * @param authors all who wrote at its draft
     */
    Uni<Application> submit(Mutiny.Session session, NewApplication asked, UUID id, List<String> authors) {
        return submit(session, asked, id, authors, caller.unit(), caller.as(Roles.DATA_SPECIALIST), application -> {});
    }

    Uni<Application> submit(
            Mutiny.Session session,
            NewApplication asked,
            UUID id,
            List<String> authors,
            String unit,
            Actor actor,
            Consumer<Application> rule) {
        Instant now = clock.instant();
        PolicyEdition policy = policies.inForceAt(now);
        return SharedResource.find(session, asked.resourceId()).chain(resource -> {
            if (resource == null) {
                throw RefusedException.invalid(List.of(UNKNOWN_RESOURCE));
            }
            ApplicationRules.requireNone(ApplicationRules.refusals(resource, unit));
            DraftContent content = asked.content();
            Application application = application(asked, id, resource, policy, unit, actor, now);
            application.draftedBy = authors.toArray(String[]::new);
            return replaceable(session, content, unit, Grants::lock, now)
                    .invoke(replaced -> {
                        List<Violation> violations =
                                ApplicationRules.broken(content, resource, replaced.rowFilter(), policy, now);
                        violations.addAll(replaced.violations());
                        if (!violations.isEmpty()) {
                            throw RefusedException.invalid(violations);
                        }
                    })
                    .chain(() -> checks.check(session, application, resource))
                    .invoke(checked -> {
                        ApplicationChecks.requireNotStopped(checked);
                        ApplicationChecks.takeAllSteps(checked);
                    })
                    .invoke(rule)
                    .chain(() -> session.persist(application))
                    .chain(session::flush)
                    .chain(() -> outbox.publish(
                            session,
                            application.id.toString(),
                            new ApplicationSubmitted(
                                    application.id,
                                    application.entryId,
                                    application.resourceId,
                                    application.consumer,
                                    application.provider,
                                    ApplicationView.names(application),
                                    application.purpose,
                                    application.validUntil,
                                    application.policyEdition,
                                    application.scenario,
                                    application.expectedRows,
                                    application.delivery,
                                    application.replaces(),
                                    ApplicationView.check(application),
                                    actor)))
                    .replaceWith(application);
        });
    }

    private Application application(
            NewApplication asked,
            UUID id,
            SharedResource resource,
            PolicyEdition policy,
            String unit,
            Actor actor,
            Instant now) {
        Application application = new Application();
        application.id = id;
        application.entryId = resource.entryId();
        application.resourceId = resource.id();
        application.consumer = unit;
        application.provider = resource.unit();
        application.items = EventJson.write(asked.items());
        application.rowFilter = EventJson.write(asked.filter());
        application.purpose = asked.purpose();
        application.legalGround = asked.legalGround();
        application.validUntil = asked.validUntil();
        application.rowsPerDay = asked.rowsPerDay();
        application.scenario = asked.scenario();
        application.expectedRows = asked.expectedRows();
        application.delivery = asked.delivery();
        Replacement replaces = asked.replaces();
        application.replacesGrantId = replaces == null ? null : replaces.grantId();
        application.replacementKind = replaces == null ? null : replaces.kind();
        application.shareType = resource.shareType();
        application.state = ApplicationState.SUBMITTED;
        application.policyEdition = policy.id();
        application.submittedBy = actor.person();
        application.submittedAt = now;
        application.changedAt = now;
        return application;
    }

    /** Finds a grant as it is at a time. */
    private interface Finder {
        Uni<@Nullable GrantView> find(Mutiny.Session session, UUID grant, Instant now);
    }

    /**
     * An application against the grant in whose place it asks for another one.
     *
     * @param violations every rule that it breaks
     * @param rowFilter the rows of the grant that it renews; none where it renews none
     */
    private record Replaced(List<Violation> violations, List<RowCondition> rowFilter) {
        static final Replaced NONE = new Replaced(List.of(), List.of());
    }

    /** An application against the grant that it replaces; a grant that is locked is kept from other such applications. */
    private static Uni<Replaced> replaceable(
            Mutiny.Session session, DraftContent asked, String unit, Finder finder, Instant now) {
        Replacement replaces = asked.replaces();
        if (replaces == null) {
            return Uni.createFrom().item(Replaced.NONE);
        }
        return finder.find(session, replaces.grantId(), now).chain(grant -> {
            if (grant == null || !grant.consumer().equals(unit)) {
                return Uni.createFrom()
                        .item(new Replaced(
                                List.of(Violation.at(
                                        ApplicationRules.at(replaces), "unknown-grant", "The unit has no such grant.")),
                                List.of()));
            }
            if (grant.state().isOver()) {
                throw new RefusedException(REPLACED_OVER);
            }
            return replacing(session, grant.id()).chain(open -> {
                if (open > 0) {
                    throw new RefusedException(REPLACEMENT_OPEN);
                }
                return ApplicationChecks.ground(session, grant)
                        .map(ground -> new Replaced(
                                ApplicationRules.broken(asked, replaces, grant, ground),
                                replaces.kind() == Replacement.Kind.RENEWAL ? grant.rowFilter() : List.of()));
            });
        });
    }

    /** What replaces a grant does not come back while another application for its place is under way. */
    static Uni<Void> requireNoOther(Mutiny.Session session, Application application) {
        UUID replaced = application.replacesGrantId;
        return replaced == null
                ? Uni.createFrom().voidItem()
                : replacing(session, replaced)
                        .invoke(open -> {
                            if (open > 0) {
                                throw new RefusedException(REPLACEMENT_OPEN);
                            }
                        })
                        .replaceWithVoid();
    }

    /** How many applications for the place of a grant are under way. */
    private static Uni<Long> replacing(Mutiny.Session session, UUID grant) {
        return session.createQuery(
                        "select count(*) from Application where replacesGrantId = :grant and state in :open",
                        Long.class)
                .setParameter("grant", grant)
                .setParameter("open", ApplicationState.OPEN)
                .getSingleResult();
    }

    /**
     * A look at an application that is still written: what a look at it finds once it is submitted, and all for which a submission
     * would be refused now.
     *
     * @param unread what keeps it from being read as an application
     */
    Uni<ComplianceCheck> look(Mutiny.Session session, DraftContent content, String unit, List<Violation> unread) {
        Instant now = clock.instant();
        PolicyEdition policy = policies.inForceAt(now);
        Replacement replaces = content.replaces();
        return SharedResource.find(session, content.resourceId()).chain(resource -> {
            if (resource == null) {
                return Uni.createFrom()
                        .item(ApplicationRules.with(
                                new ComplianceCheck(now, true, List.of()),
                                ApplicationRules.findings(List.of(UNKNOWN_RESOURCE))));
            }
            List<Finding> refused = new ArrayList<>();
            for (RefusedException refusal : ApplicationRules.refusals(resource, unit)) {
                refused.addAll(ApplicationRules.findings(refusal, "/resourceId"));
            }
            refused.addAll(ApplicationRules.findings(unread));
            List<Finding> replacing = new ArrayList<>();
            return replaceable(session, content, unit, Grants::look, now)
                    .invoke(replaced -> replacing.addAll(ApplicationRules.findings(replaced.violations())))
                    .onFailure(RefusedException.class)
                    .recoverWithItem(failure -> {
                        if (failure instanceof RefusedException refusal && replaces != null) {
                            replacing.addAll(ApplicationRules.findings(refusal, ApplicationRules.at(replaces)));
                        }
                        return Replaced.NONE;
                    })
                    .invoke(replaced -> {
                        refused.addAll(ApplicationRules.findings(
                                ApplicationRules.broken(content, resource, replaced.rowFilter(), policy, now)));
                        refused.addAll(replacing);
                    })
                    .chain(() -> Compliance.look(
                            session,
                            content.asked(now),
                            resource,
                            unit,
                            replaces == null ? null : replaces.grantId(),
                            policy,
                            now))
                    .chain(check -> checks.before(session, unit, resource, now)
                            .map(found -> ApplicationRules.with(ApplicationRules.with(check, found), refused)));
        });
    }
}
