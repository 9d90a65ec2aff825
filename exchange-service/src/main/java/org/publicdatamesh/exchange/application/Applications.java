package org.publicdatamesh.exchange.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.application.ApplicationState.Command;
import org.publicdatamesh.exchange.deadline.DeadlineKind;
import org.publicdatamesh.exchange.deadline.Deadlines;
import org.publicdatamesh.exchange.deadline.NewDeadline;
import org.publicdatamesh.exchange.gate.FilterRules;
import org.publicdatamesh.exchange.grant.GrantAnew;
import org.publicdatamesh.exchange.grant.GrantStops;
import org.publicdatamesh.exchange.grant.GrantView;
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
import org.publicdatamesh.kit.event.exchange.ApplicationSubmitted;
import org.publicdatamesh.kit.event.exchange.ApplicationWithdrawn;
import org.publicdatamesh.kit.event.exchange.ComplianceCheck;
import org.publicdatamesh.kit.event.exchange.ComplianceCheck.Finding;
import org.publicdatamesh.kit.event.exchange.OfferAccepted;
import org.publicdatamesh.kit.event.exchange.OfferMade;
import org.publicdatamesh.kit.event.exchange.RefusalOverruled;
import org.publicdatamesh.kit.event.exchange.RefusalSentBack;
import org.publicdatamesh.kit.event.exchange.RefusalUpheld;
import org.publicdatamesh.kit.event.exchange.Replacement;
import org.publicdatamesh.kit.event.exchange.RowCondition;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
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
public class Applications implements GrantAnew {
    private static final Refusal FROM_BELOW = Refusal.of(
            409, "from-below", "It was applied for on a level below, which takes no lesser offer: agree or refuse.");
    private static final Refusal SAME_PERSON =
            Refusal.of(403, "same-person", "Who took one step of an application does not take another one (Art. 8).");
    private static final Refusal REPLACED_OVER = Refusal.of(
            409, "replaced-grant-over", "The grant is over; an application for a grant of its own is needed.");
    private static final Refusal REPLACEMENT_OPEN =
            Refusal.of(409, "replacement-open", "Another application to renew or change the grant is under way.");
    private static final Refusal TERM_OVER =
            Refusal.of(409, "term-over", "The term that was applied for is over; a new application is needed.");
    private static final Refusal ENTRY_CHANGED = Refusal.of(
            409, "entry-changed", "The entry no longer is what was applied for; a new application is needed.");

    private static final Violation UNKNOWN_RESOURCE =
            Violation.at("/resourceId", "unknown-resource", "There is no such resource.");

    private final Grants grants;
    private final GrantStops stops;
    private final Outbox outbox;
    private final PolicyEditions policies;
    private final WorkingDays days;
    private final InstantSource clock;
    private final Caller caller;

    Applications(
            Grants grants,
            GrantStops stops,
            Outbox outbox,
            PolicyEditions policies,
            WorkingDays days,
            InstantSource clock,
            Caller caller) {
        this.grants = grants;
        this.stops = stops;
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
                .chain(() -> submit(session, asked, Outbox.newId(), List.of(), below, filed, application -> {
                    requirePassed(application);
                    if (authors(application).contains(passed.person())) {
                        throw new RefusedException(SAME_PERSON);
                    }
                }))
                .chain(application -> agreed(session, application, application.shareType, passed)
                        .onFailure(RefusedException.class)
                        .transform(late -> new IllegalStateException("refused after it was written down", late)))
                .map(application -> application.id);
    }

    private Uni<Application> submit(
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
                    .chain(() -> check(session, application, resource))
                    .invoke(checked -> {
                        requireNotStopped(checked);
                        takeAllSteps(checked);
                    })
                    .invoke(rule)
                    .chain(() -> session.persist(application))
                    .chain(session::flush)
                    .chain(() -> publish(
                            session,
                            application,
                            new ApplicationSubmitted(
                                    application.id,
                                    application.entryId,
                                    application.resourceId,
                                    application.consumer,
                                    application.provider,
                                    names(application),
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
                return ground(session, grant)
                        .map(ground -> new Replaced(
                                ApplicationRules.broken(asked, replaces, grant, ground),
                                replaces.kind() == Replacement.Kind.RENEWAL ? grant.rowFilter() : List.of()));
            });
        });
    }

    /** The duty or law that was named when a grant was applied for; null where none was. */
    private static Uni<@Nullable String> ground(Mutiny.Session session, GrantView grant) {
        return SessionSql.select(
                        session,
                        "select legal_ground from application where id = $1",
                        columns -> Optional.ofNullable((String) columns[0]),
                        grant.applicationId())
                .map(found -> found.isEmpty() ? null : found.getFirst().orElse(null));
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
                    .chain(check -> before(session, unit, resource, now)
                            .map(found -> ApplicationRules.with(ApplicationRules.with(check, found), refused)));
        });
    }

    /** What was done to the unit's grants of a resource's entry, as findings. */
    private Uni<List<Finding>> before(Mutiny.Session session, String unit, SharedResource resource, Instant now) {
        return stops.standing(session, unit, resource.entryId(), resource.id(), now)
                .chain(standing -> GrantStops.takenFrom(session, unit, resource.entryId(), now)
                        .map(taken -> {
                            List<Finding> found = new ArrayList<>(ApplicationRules.stopped(standing));
                            if (taken != null) {
                                found.add(ApplicationRules.takenBefore(taken));
                            }
                            return found;
                        }));
    }

    /** Looks at an application before anyone decides on it, and keeps what is found with it (Art. 40). */
    private Uni<Application> check(Mutiny.Session session, Application application) {
        return SharedResource.find(session, application.resourceId)
                .chain(resource ->
                        resource == null ? Uni.createFrom().item(application) : check(session, application, resource));
    }

    private Uni<Application> check(Mutiny.Session session, Application application, SharedResource resource) {
        UUID replaced = application.replacesGrantId;
        Uni<Void> compared = replaced == null
                ? Uni.createFrom().voidItem()
                : Grants.look(session, replaced, clock.instant()).chain(grant -> {
                    Replacement replaces = application.replaces();
                    return grant == null || replaces == null
                            ? Uni.createFrom().voidItem()
                            : ground(session, grant)
                                    .invoke(ground -> application.difference = EventJson.write(
                                            Difference.of(replaces, grant, ground, holding(application), application)))
                                    .replaceWithVoid();
                });
        return compared.chain(() -> look(session, application, resource, holding(application)))
                .map(check -> {
                    application.checkedAt = check.checkedAt();
                    application.compliance = EventJson.write(check);
                    return application;
                });
    }

    private Uni<ComplianceCheck> look(
            Mutiny.Session session, Application application, SharedResource resource, Holding holding) {
        Instant now = clock.instant();
        return Compliance.look(
                        session,
                        new Compliance.Asked(
                                holding.items(),
                                application.purpose,
                                application.scenario,
                                application.legalGround,
                                holding.validUntil()),
                        resource,
                        application.consumer,
                        application.replacesGrantId,
                        policies.kept(application.policyEdition, application.submittedAt),
                        now)
                .chain(check -> before(session, application.consumer, resource, now)
                        .map(found -> ApplicationRules.with(check, found)))
                .chain(check ->
                        renewed(session, application, holding, now).map(found -> ApplicationRules.with(check, found)));
    }

    /** What a renewal that has not been granted asks for and its grant does not hold any more. */
    private static Uni<List<Finding>> renewed(
            Mutiny.Session session, Application application, Holding holding, Instant now) {
        UUID renewed = application.replacesGrantId;
        if (renewed == null || application.replacementKind != Replacement.Kind.RENEWAL || application.grantId != null) {
            return Uni.createFrom().item(List.of());
        }
        return Grants.look(session, renewed, now)
                .chain(grant -> grant == null || grant.state().isOver()
                        ? Uni.createFrom().item(List.of())
                        : ground(session, grant)
                                .map(ground -> ApplicationRules.findings(ApplicationRules.renewing(
                                        new ApplicationRules.Renewed(
                                                holding.items(),
                                                holding.rowFilter(),
                                                holding.rowsPerDay(),
                                                application.purpose,
                                                application.legalGround,
                                                application.scenario,
                                                application.delivery),
                                        grant,
                                        ground))));
    }

    /** The application, locked and checked, for a decision: what is decided for its unit at the same time is seen. */
    private Uni<Application> toDecide(Mutiny.Session session, UUID id) {
        return alone(session, id).chain(application -> check(session, application));
    }

    /** The application, locked, and what its unit is granted. */
    private Uni<Application> alone(Mutiny.Session session, UUID id) {
        return open(session, id).call(application -> Grants.alone(session, application.consumer));
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

    Uni<Application> endorse(Mutiny.Session session, UUID id, Decisions.Endorsement endorsement) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        return alone(session, id).chain(application -> {
            caller.requireUnit(application.consumer);
            return switch (endorsement.decision()) {
                // Looked at once the resource is held: what was done while it was waited for is seen.
                case AGREE ->
                    signed(session, application, endorsement.signature())
                            .chain(() -> shared(session, application))
                            .call(resource -> check(session, application, resource))
                            .chain(resource -> agreed(session, application, resource.shareType(), actor));
                case DECLINE ->
                    check(session, application)
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
        takeAllSteps(application);
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
        return (unconditional ? told.chain(() -> grant(session, application, application.changedAt, actor)) : told)
                .replaceWith(application);
    }

    /** The resource as it is now, locked; refused where it ended, or its entry was retired or is not shared any more. */
    private static Uni<SharedResource> shared(Mutiny.Session session, Application application) {
        return SharedResource.lock(session, application.resourceId).map(resource -> {
            if (resource == null) {
                throw RefusedException.notFound("resource");
            }
            ApplicationRules.requireNone(ApplicationRules.unshared(resource));
            return resource;
        });
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
                return grant(session, application, application.changedAt, actor).replaceWith(application);
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
                        case OVERRULE -> grant(session, application, application.changedAt, actor, true);
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
        return shared(session, application).chain(resource -> {
            Holding asked = holding(application);
            List<Violation> violations = asked.broken(narrowing, resource, clock.instant());
            if (!violations.isEmpty()) {
                throw RefusedException.invalid(
                        violations.stream().map(one -> one.under("/narrowing")).toList());
            }
            application.offer = EventJson.write(narrowing);
            Holding left = asked.narrowedBy(narrowing);
            return look(session, application, resource, left)
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

    private static Holding holding(Application application) {
        return new Holding(
                names(application),
                ApplicationView.filter(application),
                application.validUntil,
                application.rowsPerDay);
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
            Holding left = holding(application).narrowedBy(ApplicationView.offer(offer));
            application.items = EventJson.write(ApplicationView.items(application).stream()
                    .filter(item -> left.items().contains(item.name()))
                    .toList());
            application.rowFilter = EventJson.write(left.rowFilter());
            application.validUntil = left.validUntil();
            application.rowsPerDay = left.rowsPerDay();
            Uni<Application> told = check(session, application)
                    .invoke(checked -> requirePassed(checked))
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
                    ? told.call(() -> grant(session, application, offeredAt, actor))
                    : told;
        });
    }

    private static void requirePassed(Application application) {
        ComplianceCheck check = ApplicationView.check(application);
        if (check == null) {
            throw new IllegalStateException("nobody decides on an application that was not checked before");
        }
        ApplicationRules.requirePassed(check);
    }

    /** Where something was taken from the unit of the entry before, as its check has found. */
    private static void takeAllSteps(Application application) {
        ComplianceCheck check = ApplicationView.check(application);
        if (check != null && ApplicationRules.isTakenBefore(check)) {
            application.shareType = ShareType.CONDITIONAL;
        }
    }

    private static void requireNotStopped(Application application) {
        ComplianceCheck check = ApplicationView.check(application);
        if (check != null) {
            ApplicationRules.requireNotStopped(check);
        }
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
     * Makes the grant, by what the entry is now. Where it was retired meanwhile, is not shared any more, does not keep the grading
     * rules or hides more than it did, none is made; grants that were made before run on.
     *
     * @param decidedAt when whoever decides that it be granted did so
     */
    private Uni<Void> grant(Mutiny.Session session, Application application, Instant decidedAt, Actor actor) {
        return grant(session, application, decidedAt, actor, false);
    }

    private Uni<Void> grant(
            Mutiny.Session session, Application application, Instant decidedAt, Actor actor, boolean overruled) {
        return grant(session, application, holding(application), application.shareType, decidedAt, actor, overruled);
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
                            application.policyEdition,
                            application.replacementKind == Replacement.Kind.RENEWAL,
                            decidedAt,
                            way == ShareType.CONDITIONAL,
                            overruled);
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
                .chain(() -> requireNoOther(session, application))
                .chain(() -> check(session, application))
                .invoke(() -> {
                    move(application, Command.GRANT_AFTER_DISPUTE, actor, List.of());
                    application.reviewReasons = reasons;
                })
                .chain(() -> grant(session, application, decidedAt, actor, overruled))
                .chain(() -> publish(session, application, reviewed(application, Command.OVERRULE, reasons, actor)))
                .replaceWithVoid();
    }

    /** The units agreed by themselves to the share whose refusal the authority upheld: it is the authority's to review again. */
    Uni<Void> agreeAfterDispute(Mutiny.Session session, Application application, Actor actor) {
        return requireNoOther(session, application)
                .chain(() -> check(session, application))
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

    /** What replaces a grant does not come back while another application for its place is under way. */
    private static Uni<Void> requireNoOther(Mutiny.Session session, Application application) {
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
                                : look(session, application, resource, holding)
                                        .invoke(ApplicationRules::requirePassed)
                                        .replaceWithVoid()))
                // Its filter may be of the provider's narrowings, which may name items that are not held.
                .chain(application ->
                        grant(session, application, holding, ShareType.CONDITIONAL, decidedAt, actor, overruled));
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
            requirePassed(application);
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

    static List<String> names(Application application) {
        return ApplicationView.items(application).stream()
                .map(NewApplication.NeededItem::name)
                .toList();
    }

    private Uni<Application> publish(Mutiny.Session session, Application application, MeshEvent event) {
        return outbox.publish(session, application.id.toString(), event).replaceWith(application);
    }
}
