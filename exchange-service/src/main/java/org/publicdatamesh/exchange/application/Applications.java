package org.publicdatamesh.exchange.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.application.ApplicationState.Command;
import org.publicdatamesh.exchange.deadline.DeadlineKind;
import org.publicdatamesh.exchange.deadline.Deadlines;
import org.publicdatamesh.exchange.deadline.NewDeadline;
import org.publicdatamesh.exchange.grant.GrantStops;
import org.publicdatamesh.exchange.grant.Grants;
import org.publicdatamesh.exchange.grant.Holding;
import org.publicdatamesh.exchange.grant.Narrowing;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.exchange.ApplicationAgreed;
import org.publicdatamesh.kit.event.exchange.ApplicationDeclined;
import org.publicdatamesh.kit.event.exchange.ApplicationEndorsed;
import org.publicdatamesh.kit.event.exchange.ApplicationRefused;
import org.publicdatamesh.kit.event.exchange.ApplicationRejected;
import org.publicdatamesh.kit.event.exchange.ApplicationWithdrawn;
import org.publicdatamesh.kit.event.exchange.OfferAccepted;
import org.publicdatamesh.kit.event.exchange.OfferMade;
import org.publicdatamesh.kit.event.exchange.RefusalOverruled;
import org.publicdatamesh.kit.event.exchange.RefusalSentBack;
import org.publicdatamesh.kit.event.exchange.RefusalUpheld;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Oversight;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.policy.PolicyEdition;
import org.publicdatamesh.kit.policy.PolicyEditions;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.sql.SessionSql;
import org.publicdatamesh.kit.time.WorkingDays;

/**
 * Applications from need to grant: own supervisor, provider within the policy's working days, authority (Art. 25, 26).
 * Each step and its event commit together; the same person is never on two sides of one application (Art. 8).
 */
@ApplicationScoped
public class Applications {
    private static final Refusal FROM_BELOW = Refusal.of(
            409, "from-below", "It was applied for on a level below, which takes no lesser offer: agree or refuse.");
    private static final Refusal SAME_PERSON =
            Refusal.of(403, "same-person", "Who took one step of an application does not take another one (Art. 8).");

    private final Submissions submissions;
    private final ApplicationChecks checks;
    private final ApplicationGrants granting;
    private final Outbox outbox;
    private final PolicyEditions policies;
    private final WorkingDays days;
    private final InstantSource clock;
    private final Caller caller;

    Applications(
            Submissions submissions,
            ApplicationChecks checks,
            ApplicationGrants granting,
            Outbox outbox,
            PolicyEditions policies,
            WorkingDays days,
            InstantSource clock,
            Caller caller) {
        this.submissions = submissions;
        this.checks = checks;
        this.granting = granting;
        this.outbox = outbox;
        this.policies = policies;
        this.days = days;
        this.clock = clock;
        this.caller = caller;
    }

    /** Whether an application is of a unit of a level below, which takes no offer and is told of no dispute here. */
    static Uni<Boolean> isFromBelow(Mutiny.Session session, UUID id) {
        return SessionSql.select(session, "select 1 from backflow where application_id = $1", columns -> columns[0], id)
                .map(found -> !found.isEmpty());
    }

    /**
     * An application for a unit of a level below that was agreed to there: it goes on to the provider, or is granted where sharing
     * is unconditional (Art. 4).
     *
     * @param below the unit that stands for that level on this one; it is the one that will hold the grant
     * @param filed who filed it there
     * @param passed who agreed to it there
     * @return the application's id; where it is refused, nothing has been written
     */
    public Uni<UUID> applyFromBelow(
            Mutiny.Session session, String below, NewApplication asked, Actor filed, Actor passed) {
        return Grants.alone(session, below)
                .chain(() -> SharedResource.lock(session, asked.resourceId()))
                .chain(resource -> resource == null
                        ? Uni.createFrom().voidItem()
                        : GrantStops.settle(session, below, resource.entryId()))
                .chain(() ->
                        submissions.submit(session, asked, Outbox.newId(), List.of(), below, filed, application -> {
                            ApplicationChecks.requirePassed(application);
                            if (authors(application).contains(passed.person())) {
                                throw new RefusedException(SAME_PERSON);
                            }
                        }))
                .chain(application -> agreed(session, application, application.shareType, passed)
                        .onFailure(RefusedException.class)
                        .transform(late -> new IllegalStateException("refused after it was written down", late)))
                .map(application -> application.id);
    }

    /** The application, locked and checked, for a decision: what is decided for its unit at the same time is seen. */
    private Uni<Application> toDecide(Mutiny.Session session, UUID id) {
        return alone(session, id).chain(application -> checks.check(session, application));
    }

    /** The application, locked, and what its unit is granted. */
    private Uni<Application> alone(Mutiny.Session session, UUID id) {
        return open(session, id).call(application -> Grants.alone(session, application.consumer));
    }

    Uni<Application> endorse(Mutiny.Session session, UUID id, Decisions.Endorsement endorsement) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        return alone(session, id).chain(application -> {
            caller.requireUnit(application.consumer);
            return switch (endorsement.decision()) {
                // Looked at once resource and grants are held: what was done while they were waited for is seen.
                case AGREE ->
                    signed(session, application, endorsement.signature())
                            .chain(() -> ApplicationGrants.shared(session, application))
                            .call(() -> GrantStops.settle(session, application.consumer, application.entryId))
                            .call(resource -> checks.check(session, application, resource))
                            .chain(resource -> agreed(session, application, resource.shareType(), actor));
                case DECLINE ->
                    checks.check(session, application)
                            .chain(() -> declined(session, application, reasons(endorsement.reasons()), actor));
            };
        });
    }

    private Uni<Application> declined(Mutiny.Session session, Application application, String reasons, Actor actor) {
        move(application, Command.DECLINE, actor, authors(application));
        application.endorsedBy = actor.person();
        application.refusalReasons = reasons;
        return publish(
                session,
                application,
                new ApplicationDeclined(
                        application.id,
                        application.entryId,
                        application.resourceId,
                        application.consumer,
                        application.provider,
                        reasons,
                        actor));
    }

    /** Keeps the commitments as they are signed; refused where the edition demands a signature and there is none (Art. 25). */
    private Uni<Void> signed(Mutiny.Session session, Application application, @Nullable String signature) {
        if (signature != null) {
            String text = CommitmentText.of(application);
            return SigningKeys.current(session, application.consumer)
                    .invoke(key -> {
                        application.commitment = EventJson.write(SigningKeys.signed(text, key, signature));
                        application.commitmentText = text;
                    })
                    .replaceWithVoid();
        }
        if (policies.kept(application.policyEdition, application.submittedAt).signedCommitments()) {
            throw RefusedException.invalid(List.of(
                    Violation.at("/signature", "signature-missing", "The unit signs its commitments (Art. 25).")));
        }
        return Uni.createFrom().voidItem();
    }

    /** The commitments of an application: as they were signed, or as they are to be. */
    static String commitment(Application application) {
        String signed = application.commitmentText;
        return signed == null ? CommitmentText.of(application) : signed;
    }

    /**
     * On, the way of the share type that the entry has now: what became conditional since it was applied for goes to the
     * provider. What became unconditional goes the way that it was begun on. A unit from which something was taken of the entry
     * does not get it back by itself: that goes to the provider too.
     */
    private Uni<Application> agreed(Mutiny.Session session, Application application, ShareType now, Actor actor) {
        if (now == ShareType.CONDITIONAL) {
            application.shareType = now;
        }
        ApplicationChecks.takeAllSteps(application);
        boolean unconditional = application.shareType == ShareType.UNCONDITIONAL;
        move(application, unconditional ? Command.ENDORSE_UNCONDITIONAL : Command.ENDORSE, actor, authors(application));
        application.endorsedBy = actor.person();
        Uni<Void> due = unconditional ? Uni.createFrom().voidItem() : due(session, application);
        Uni<Void> told = due.chain(() -> publish(
                        session,
                        application,
                        new ApplicationEndorsed(
                                application.id,
                                application.entryId,
                                application.resourceId,
                                application.consumer,
                                application.provider,
                                application.providerDueAt,
                                ApplicationView.commitment(application),
                                actor))
                .replaceWithVoid());
        return (unconditional
                        ? told.chain(() -> granting.grant(session, application, application.changedAt, actor))
                        : told)
                .replaceWith(application);
    }

    /** The provider's time runs from now, in the working days of the edition that the matter keeps. */
    Uni<Void> due(Mutiny.Session session, Application application) {
        PolicyEdition policy = policies.byId(application.policyEdition);
        NewDeadline deadline = NewDeadline.in(
                DeadlineKind.PROVIDER_DECISION,
                application.id,
                application.provider,
                clock.instant(),
                policy.providerDecisionDays(),
                policy,
                days);
        application.providerDueAt = deadline.dueAt();
        application.providerDueProvisional = deadline.provisional();
        application.overdue = false;
        return Deadlines.set(session, deadline);
    }

    Uni<Application> decide(Mutiny.Session session, UUID id, Decisions.ProviderDecision decision) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        return toDecide(session, id).chain(application -> {
            caller.requireUnit(application.provider);
            List<String> others = others(application, application.endorsedBy);
            Uni<Application> told =
                    switch (decision.decision()) {
                        case AGREE -> {
                            move(application, Command.AGREE, actor, others);
                            application.refusalReasons = null;
                            application.refusalBasis = null;
                            yield publish(
                                    session,
                                    application,
                                    new ApplicationAgreed(
                                            application.id,
                                            application.entryId,
                                            application.resourceId,
                                            application.consumer,
                                            application.provider,
                                            actor));
                        }
                        case OFFER -> {
                            Narrowing narrowing = narrowing(decision.narrowing());
                            move(application, Command.OFFER, actor, others);
                            yield offer(session, application, narrowing, actor);
                        }
                        case REFUSE -> {
                            move(application, Command.REFUSE, actor, others);
                            yield refuse(session, application, decision, actor);
                        }
                    };
            application.decidedBy = actor.person();
            application.decidedAt = clock.instant();
            return Deadlines.clear(session, DeadlineKind.PROVIDER_DECISION, application.id)
                    .chain(() -> told);
        });
    }

    /** Refuses with reasons and with documents that the provider uploaded for the application, as they are there (Art. 26). */
    private Uni<Application> refuse(
            Mutiny.Session session, Application application, Decisions.ProviderDecision decision, Actor actor) {
        return Documents.of(session, application.id, application.provider).chain(documents -> {
            Map<UUID, DocumentView> uploaded =
                    documents.stream().collect(Collectors.toMap(DocumentView::id, Function.identity()));
            List<Violation> violations = new ArrayList<>(ApplicationRules.reasons(decision.reasons()));
            violations.addAll(ApplicationRules.basis(decision.given(), uploaded.keySet()));
            if (!violations.isEmpty()) {
                throw RefusedException.invalid(violations);
            }
            String reasons = reasons(decision.reasons());
            List<RefusalBasis> basis = decision.given().stream()
                    .map(one -> basis(one, uploaded.get(one.document())))
                    .toList();
            application.refusalReasons = reasons;
            application.refusalBasis = EventJson.write(basis);
            return publish(
                    session,
                    application,
                    new ApplicationRefused(
                            application.id,
                            application.entryId,
                            application.resourceId,
                            application.consumer,
                            application.provider,
                            reasons,
                            basis.stream().map(RefusalBasis::told).toList(),
                            actor));
        });
    }

    private static RefusalBasis basis(Decisions.GivenBasis given, @Nullable DocumentView document) {
        if (document == null) {
            throw new IllegalStateException("a basis without its document");
        }
        return new RefusalBasis(given.title(), given.article(), document.name(), document.sm3(), document.id());
    }

    Uni<Application> review(Mutiny.Session session, UUID id, Decisions.AuthorityReview review) {
        Actor actor = caller.as(Roles.AUTHORITY_REVIEWER);
        return toDecide(session, id).chain(application -> {
            List<String> others = others(application, application.endorsedBy, application.decidedBy);
            if (review.decision() == Decisions.AuthorityKind.APPROVE) {
                move(application, Command.APPROVE, actor, others);
                application.reviewedBy = actor.person();
                application.reviewReasons = review.reasons();
                return granting.grant(session, application, application.changedAt, actor)
                        .replaceWith(application);
            }
            if (review.decision() == Decisions.AuthorityKind.OFFER) {
                Narrowing narrowing = narrowing(review.narrowing());
                move(application, Command.APPROVE_LESS, actor, others);
                application.reviewedBy = actor.person();
                return offer(session, application, narrowing, actor);
            }
            String reasons = reasons(review.reasons());
            Command command =
                    switch (review.decision()) {
                        case RETURN -> Command.RETURN;
                        case UPHOLD -> Command.UPHOLD;
                        case SEND_BACK -> Command.SEND_BACK;
                        case OVERRULE -> Command.OVERRULE;
                        case APPROVE, OFFER -> throw new IllegalStateException("handled above");
                    };
            move(application, command, actor, others);
            application.reviewedBy = actor.person();
            application.reviewReasons = reasons;
            Uni<Void> follows =
                    switch (command) {
                        case SEND_BACK -> due(session, application);
                        case OVERRULE -> granting.grant(session, application, application.changedAt, actor, true);
                        default -> Uni.createFrom().voidItem();
                    };
            return follows.chain(() -> publish(session, application, reviewed(application, command, reasons, actor)));
        });
    }

    private static Narrowing narrowing(@Nullable Narrowing narrowing) {
        if (narrowing == null) {
            throw RefusedException.invalid(
                    List.of(Violation.at("/narrowing", "missing", "An offer says what it takes away.")));
        }
        return narrowing;
    }

    /** Offers less than was applied for: the application keeps what it asks for until the offer is accepted. */
    private Uni<Application> offer(Mutiny.Session session, Application application, Narrowing narrowing, Actor actor) {
        return isFromBelow(session, application.id).chain(below -> {
            if (below) {
                throw new RefusedException(FROM_BELOW);
            }
            return offered(session, application, narrowing, actor);
        });
    }

    private Uni<Application> offered(
            Mutiny.Session session, Application application, Narrowing narrowing, Actor actor) {
        return ApplicationGrants.shared(session, application).chain(resource -> {
            Holding asked = ApplicationView.holding(application);
            List<Violation> violations = asked.broken(narrowing, resource, clock.instant());
            if (!violations.isEmpty()) {
                throw RefusedException.invalid(
                        violations.stream().map(one -> one.under("/narrowing")).toList());
            }
            application.offer = EventJson.write(narrowing);
            Holding left = asked.narrowedBy(narrowing);
            return checks.look(session, application, resource, left)
                    .invoke(ApplicationRules::requirePassed)
                    .chain(() -> publish(
                            session,
                            application,
                            new OfferMade(
                                    application.id,
                                    application.entryId,
                                    application.resourceId,
                                    application.consumer,
                                    application.provider,
                                    left.items(),
                                    left.rowFilter(),
                                    left.validUntil(),
                                    left.rowsPerDay(),
                                    narrowing.reasons(),
                                    narrowing.bases(),
                                    actor)));
        });
    }

    /** The applicant takes the lesser share: it is what it applies for from now on. */
    Uni<Application> accept(Mutiny.Session session, UUID id) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        return toDecide(session, id).chain(application -> {
            caller.requireUnit(application.consumer);
            // Since then nothing was done to it: the offer was made then.
            Instant offeredAt = application.changedAt;
            move(
                    application,
                    Command.ACCEPT,
                    actor,
                    others(application, application.decidedBy, application.reviewedBy));
            String offer = application.offer;
            if (offer == null) {
                throw new IllegalStateException("an application that waits for its acceptance has an offer");
            }
            Holding left = ApplicationView.holding(application).narrowedBy(ApplicationView.offer(offer));
            application.items = EventJson.write(ApplicationView.items(application).stream()
                    .filter(item -> left.items().contains(item.name()))
                    .toList());
            application.rowFilter = EventJson.write(left.rowFilter());
            application.validUntil = left.validUntil();
            application.rowsPerDay = left.rowsPerDay();
            Uni<Application> told = checks.check(session, application)
                    .invoke(checked -> ApplicationChecks.requirePassed(checked))
                    .chain(() -> publish(
                            session,
                            application,
                            new OfferAccepted(
                                    application.id,
                                    application.entryId,
                                    application.resourceId,
                                    application.consumer,
                                    application.provider,
                                    actor)));
            return application.state == ApplicationState.APPROVED
                    ? told.call(() -> granting.grant(session, application, offeredAt, actor))
                    : told;
        });
    }

    /** The applicant takes its application back, while nothing has been decided for good. */
    Uni<Application> withdraw(Mutiny.Session session, UUID id, String reasons) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR);
        return open(session, id).chain(application -> {
            caller.requireUnit(application.consumer);
            move(application, Command.WITHDRAW, actor, List.of());
            return Deadlines.clear(session, DeadlineKind.PROVIDER_DECISION, application.id)
                    .chain(() -> publish(
                            session,
                            application,
                            new ApplicationWithdrawn(
                                    application.id,
                                    application.entryId,
                                    application.resourceId,
                                    application.consumer,
                                    application.provider,
                                    reasons,
                                    actor)));
        });
    }

    private static MeshEvent reviewed(Application application, Command command, String reasons, Actor actor) {
        return switch (command) {
            case RETURN ->
                new ApplicationRejected(
                        application.id,
                        application.entryId,
                        application.resourceId,
                        application.consumer,
                        application.provider,
                        reasons,
                        actor);
            case UPHOLD ->
                new RefusalUpheld(
                        application.id,
                        application.entryId,
                        application.resourceId,
                        application.consumer,
                        application.provider,
                        reasons,
                        actor);
            case SEND_BACK ->
                new RefusalSentBack(
                        application.id,
                        application.entryId,
                        application.resourceId,
                        application.consumer,
                        application.provider,
                        reasons,
                        dueOf(application),
                        actor);
            case OVERRULE ->
                new RefusalOverruled(
                        application.id,
                        application.entryId,
                        application.resourceId,
                        application.consumer,
                        application.provider,
                        reasons,
                        actor);
            default -> throw new IllegalArgumentException("not a review: " + command);
        };
    }

    static Instant dueOf(Application application) {
        Instant due = application.providerDueAt;
        if (due == null) {
            throw new IllegalStateException("an application with the provider has a due time");
        }
        return due;
    }

    /**
     * A dispute about an upheld refusal ended so that the share is granted. The application is locked.
     *
     * @param decidedAt when whoever decides that it be granted did so
     * @param overruled whether the government decided it against the provider
     */
    Uni<Void> grantAfterDispute(
            Mutiny.Session session,
            Application application,
            String reasons,
            Instant decidedAt,
            boolean overruled,
            Actor actor) {
        return Grants.alone(session, application.consumer)
                .chain(() -> Submissions.requireNoOther(session, application))
                .chain(() -> checks.check(session, application))
                .invoke(() -> {
                    move(application, Command.GRANT_AFTER_DISPUTE, actor, List.of());
                    application.reviewReasons = reasons;
                })
                .chain(() -> granting.grant(session, application, decidedAt, actor, overruled))
                .chain(() -> publish(session, application, reviewed(application, Command.OVERRULE, reasons, actor)))
                .replaceWithVoid();
    }

    /** The units agreed by themselves to the share whose refusal the authority upheld: it is the authority's to review again. */
    Uni<Void> agreeAfterDispute(Mutiny.Session session, Application application, Actor actor) {
        return Submissions.requireNoOther(session, application)
                .chain(() -> checks.check(session, application))
                .invoke(() -> {
                    move(application, Command.AGREE_AFTER_DISPUTE, actor, List.of());
                    application.refusalReasons = null;
                    application.refusalBasis = null;
                    application.reviewReasons = null;
                })
                .chain(() -> publish(
                        session,
                        application,
                        new ApplicationAgreed(
                                application.id,
                                application.entryId,
                                application.resourceId,
                                application.consumer,
                                application.provider,
                                actor)))
                .replaceWithVoid();
    }

    /** The application, locked, where the caller sees it. */
    Uni<Application> open(Mutiny.Session session, UUID id) {
        return session.find(Application.class, id, LockModeType.PESSIMISTIC_WRITE)
                .map(this::visible);
    }

    /** The application, where the caller is of its consumer, its provider or the authority, or an auditor. */
    Application visible(@Nullable Application application) {
        if (application == null
                || !(Oversight.of(caller)
                        || List.of(application.consumer, application.provider).contains(caller.unit()))) {
            throw RefusedException.notFound("application");
        }
        return application;
    }

    private void move(Application application, Command command, Actor actor, List<String> others) {
        ApplicationState after = application.state.after(command).orElseThrow(() -> notInThisState(application));
        if (others.contains(actor.person())) {
            throw new RefusedException(SAME_PERSON);
        }
        if (command.agreesToAll()) {
            ApplicationChecks.requirePassed(application);
        }
        application.state = after;
        application.changedAt = clock.instant();
    }

    /** Refuses what is not for the state in which an application is. */
    static RefusedException notInThisState(Application application) {
        String state = EventJson.kebab(application.state);
        return new RefusedException(Refusal.of(409, "not-in-this-state", "The application is " + state + ".", state));
    }

    private static String reasons(@Nullable String reasons) {
        List<Violation> missing = ApplicationRules.reasons(reasons);
        if (reasons == null || !missing.isEmpty()) {
            throw RefusedException.invalid(missing);
        }
        return reasons;
    }

    /** Who wrote and submitted it. */
    private static List<String> authors(Application application) {
        return others(application);
    }

    private static List<String> others(Application application, @Nullable String... persons) {
        List<String> others = new ArrayList<>(List.of(application.draftedBy));
        others.add(application.submittedBy);
        for (String person : persons) {
            if (person != null) {
                others.add(person);
            }
        }
        return others;
    }

    private Uni<Application> publish(Mutiny.Session session, Application application, MeshEvent event) {
        return outbox.publish(session, application.id.toString(), event).replaceWith(application);
    }
}
