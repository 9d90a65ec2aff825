package org.publicdatamesh.catalog.collection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.element.Known.Datum;
import org.publicdatamesh.catalog.element.Known.Kind;
import org.publicdatamesh.catalog.element.KnownData;
import org.publicdatamesh.catalog.element.RegisterLock;
import org.publicdatamesh.catalog.element.Source;
import org.publicdatamesh.catalog.element.Sources;
import org.publicdatamesh.catalog.element.StatedStandards;
import org.publicdatamesh.catalog.unit.PublishingUnits;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.catalog.CollectionPlanConfirmed;
import org.publicdatamesh.kit.event.catalog.CollectionPlanDivided;
import org.publicdatamesh.kit.event.catalog.CollectionPlanEnded;
import org.publicdatamesh.kit.event.catalog.CollectionPlanRefused;
import org.publicdatamesh.kit.event.catalog.CollectionPlanRegistered;
import org.publicdatamesh.kit.event.catalog.CollectionPlanReturned;
import org.publicdatamesh.kit.event.catalog.CollectionPlanSubmitted;
import org.publicdatamesh.kit.event.catalog.CollectionPlanWithdrawn;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Oversight;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.rest.IfMatch;

/** Plans to collect from draft to end (Art. 14, 15). Each step and its event commit together. */
@ApplicationScoped
class Plans {
    /** Code of the refusal by the check, after which a plan stays a draft. */
    static final String REFUSED = "plan-refused";

    private static final Refusal BY_CHECK = Refusal.of(
            422,
            "plan-refused",
            "What can be had by sharing is not collected again, and nobody is made to be verified again; each place is"
                    + " listed, and the plan stays as it is (Art. 14, 15).");
    private static final Refusal SAME_PERSON = Refusal.of(
            403, "same-person", "The one who drafted, proposed or reviewed a matter does not decide it too (Art. 8).");
    private static final Refusal UNCONFIRMED =
            Refusal.of(409, "confirmation-missing", "A unit of the joint collection has not taken its duties.");
    private static final Refusal NOT_JOINT =
            Refusal.of(409, "not-joint", "The unit collects alone: there are no duties to divide.");
    private static final Refusal TERM_OVER =
            Refusal.of(409, "term-over", "The term that was applied for is over; a new application is needed.");

    private final Sources sources;
    private final KnownData known;
    private final SharedUse sharedUse;
    private final PublishingUnits units;
    private final Outbox outbox;
    private final Caller caller;
    private final InstantSource clock;

    Plans(
            Sources sources,
            KnownData known,
            SharedUse sharedUse,
            PublishingUnits units,
            Outbox outbox,
            Caller caller,
            InstantSource clock) {
        this.sources = sources;
        this.known = known;
        this.sharedUse = sharedUse;
        this.units = units;
        this.outbox = outbox;
        this.caller = caller;
        this.clock = clock;
    }

    Uni<Plan> draft(Mutiny.Session session, PlanContent content) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST);
        return wellFormed(session, content, actor.unit()).chain(() -> {
            Plan plan = Plan.drafted(Outbox.newId(), actor.unit(), clock.instant());
            plan.state(content, actor.person());
            return session.persist(plan).chain(session::flush).replaceWith(plan);
        });
    }

    Uni<Plan> edit(Mutiny.Session session, UUID id, @Nullable String ifMatch, PlanContent content) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST);
        return owned(session, id).chain(plan -> {
            IfMatch.require(ifMatch, plan.lockVersion);
            move(plan, PlanState.Command.EDIT);
            return wellFormed(session, content, plan.unit)
                    .invoke(() -> plan.state(content, actor.person()))
                    .chain(session::flush)
                    .replaceWith(plan);
        });
    }

    /** Its unit gives it up while it is a draft. */
    Uni<Plan> withdraw(Mutiny.Session session, UUID id) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST);
        return owned(session, id).chain(plan -> {
            move(plan, PlanState.Command.WITHDRAW);
            plan.endedAt = clock.instant();
            return publish(session, plan, new CollectionPlanWithdrawn(plan.id, plan.title, plan.unit, actor));
        });
    }

    private Uni<Void> wellFormed(Mutiny.Session session, PlanContent content, String unit) {
        return known(session, content.joint())
                .invoke(named -> refuse(PlanRules.broken(content, unit, named, clock.instant())))
                .replaceWithVoid();
    }

    private Uni<Set<String>> known(Mutiny.Session session, @Nullable JointCollection joint) {
        return joint == null
                ? Uni.createFrom().item(Set.of())
                : units.named(session, joint.units()).map(Map::keySet);
    }

    /** What the check found, with every rule that is broken. */
    record Findings(PlanCheck check, List<Violation> broken) {}

    /** Holds a plan against what is had already. */
    Uni<Findings> check(Mutiny.Session session, Plan plan) {
        PlanContent content = plan.content();
        return sources.of(
                        session,
                        content.items().stream().map(PlannedItem::wording).toList(),
                        List.of(Kind.ELEMENT, Kind.ITEM, Kind.PLAN),
                        plan.unit)
                .chain(items -> sources.of(
                                session,
                                content.verified().stream()
                                        .map(PlanRules::wording)
                                        .toList(),
                                List.of(Kind.VERIFICATION),
                                null)
                        .chain(verified -> again(session, plan, verified))
                        .chain(verified -> sharedUse
                                .of(session, plan.unit, content)
                                .map(applications -> findings(content, items, verified, applications))));
    }

    /**
     * Of the unit's own verifications those that make somebody be verified again: compulsory, in a term that meets the plan's. A plan
     * for the time after is no repetition.
     */
    private Uni<List<List<Source>>> again(Mutiny.Session session, Plan plan, List<List<Source>> verified) {
        List<UUID> own = verified.stream()
                .flatMap(List::stream)
                .filter(source -> source.unit().equals(plan.unit))
                .map(Source::planId)
                .distinct()
                .toList();
        if (own.isEmpty()) {
            return Uni.createFrom().item(verified);
        }
        return session.createQuery("from Plan where id in :ids", Plan.class)
                .setParameter("ids", own)
                .getResultList()
                .map(plans -> plans.stream()
                        .filter(other -> meets(plan, other))
                        .collect(Collectors.toMap(other -> other.id, Plans::compulsory)))
                .map(names -> verified.stream()
                        .map(ofOne -> ofOne.stream()
                                .filter(source -> !source.unit().equals(plan.unit)
                                        || names.getOrDefault(source.planId(), Set.of())
                                                .contains(source.name()))
                                .toList())
                        .toList());
    }

    /** Whether there is a time at which both are in force, where the plan is registered now. */
    private boolean meets(Plan plan, Plan other) {
        Instant from = plan.validFrom == null ? clock.instant() : plan.validFrom;
        return !other.id.equals(plan.id)
                && from.isBefore(other.validUntil)
                && (other.validFrom == null || other.validFrom.isBefore(plan.validUntil));
    }

    private static Set<String> compulsory(Plan plan) {
        return plan.content().verified().stream()
                .filter(PlannedVerification::compulsory)
                .map(PlannedVerification::verifies)
                .collect(Collectors.toSet());
    }

    private static Findings findings(
            PlanContent content, List<List<Source>> items, List<List<Source>> verified, Map<UUID, UUID> applications) {
        List<Violation> broken = Stream.concat(
                        PlanRules.collectedElsewhere(content, items, applications).stream(),
                        PlanRules.verifiedAgain(content.verified(), verified).stream())
                .toList();
        List<PlanCheck.Checked> checkedItems = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            checkedItems.add(
                    PlanCheck.checked("/items/" + i, content.items().get(i).name(), items.get(i)));
        }
        List<PlanCheck.Checked> checkedVerifications = new ArrayList<>();
        for (int i = 0; i < verified.size(); i++) {
            checkedVerifications.add(PlanCheck.checked(
                    "/verifications/" + i, content.verified().get(i).verifies(), verified.get(i)));
        }
        return new Findings(PlanCheck.of(broken, checkedItems, checkedVerifications), broken);
    }

    /** The unit's supervisor submits it, if the check passes. */
    Uni<Plan> submit(Mutiny.Session session, UUID id) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        return owned(session, id).chain(plan -> {
            refuseSame(actor, plan.draftedBy);
            move(plan, PlanState.Command.SUBMIT);
            PlanContent content = plan.content();
            return wellFormed(session, content, plan.unit)
                    .chain(() -> check(session, plan))
                    .invoke(Plans::refuse)
                    .chain(() -> divided(session, plan, content.joint(), true))
                    .chain(() -> {
                        plan.submittedBy = actor.person();
                        plan.submittedAt = clock.instant();
                        plan.refusedAt = null;
                        plan.returnReasons = null;
                        return publish(
                                session,
                                plan,
                                new CollectionPlanSubmitted(
                                        plan.id,
                                        plan.title,
                                        plan.unit,
                                        content.collectedNames(),
                                        content.joint() == null
                                                ? List.of()
                                                : content.joint().units(),
                                        actor));
                    });
        });
    }

    private static void refuse(Findings findings) {
        if (!findings.broken().isEmpty()) {
            throw new RefusedException(BY_CHECK, findings.broken());
        }
    }

    /**
     * Tells that the check refused a plan; in a transaction of its own, for the submission's is rolled back. Of one that was given up,
     * erased or registered in between there is nothing to tell any more.
     */
    Uni<Void> refused(Mutiny.Session session, UUID id, RefusedException refusal) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER);
        return session.find(Plan.class, id, LockModeType.PESSIMISTIC_WRITE).chain(plan -> {
            if (plan == null || !plan.state.refusable()) {
                return Uni.createFrom().voidItem();
            }
            plan.refusedAt = clock.instant();
            return publish(
                            session,
                            plan,
                            new CollectionPlanRefused(
                                    plan.id,
                                    plan.title,
                                    plan.unit,
                                    refusal.violations().stream()
                                            .map(Violation::code)
                                            .distinct()
                                            .sorted()
                                            .toList(),
                                    actor))
                    .replaceWithVoid();
        });
    }

    /**
     * Writes the parties as they are divided now.
     *
     * @param anew whether all are asked anew, but for the unit that plans, which submits them; else those whose duties change
     */
    private static Uni<Void> divided(Mutiny.Session session, Plan plan, @Nullable JointCollection joint, boolean anew) {
        return parties(session, plan.id)
                .chain(before -> {
                    Map<String, Party> gone = new HashMap<>();
                    before.forEach(party -> gone.put(party.unit, party));
                    List<Party> added = new ArrayList<>();
                    for (JointCollection.Party each :
                            joint == null ? List.<JointCollection.Party>of() : joint.parties()) {
                        Party party = gone.remove(each.unit());
                        if (party == null) {
                            party = new Party(plan.id, each.unit(), each.duties());
                            added.add(party);
                        }
                        if (anew || !party.duties.equals(each.duties())) {
                            party.duties = each.duties();
                            party.agrees = anew && each.unit().equals(plan.unit) ? Boolean.TRUE : null;
                            party.reasons = null;
                        }
                    }
                    return session.removeAll(gone.values().toArray()).chain(() -> session.persistAll(added.toArray()));
                })
                .chain(session::flush);
    }

    static Uni<List<Party>> parties(Mutiny.Session session, UUID plan) {
        return session.createQuery("from Party where planId = :plan order by unit", Party.class)
                .setParameter("plan", plan)
                .getResultList();
    }

    /**
     * A unit says whether it takes its duties, as it has read them.
     *
     * @param ifMatch the plan's version that it read; each answer of a party makes another one
     */
    Uni<Plan> confirm(Mutiny.Session session, UUID id, @Nullable String ifMatch, Confirmation confirmation) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        return found(session, id).chain(plan -> parties(session, id).chain(parties -> {
            Party party = parties.stream()
                    .filter(one -> one.unit.equals(actor.unit()))
                    .findFirst()
                    .orElse(null);
            if (party == null) {
                if (!plan.unit.equals(actor.unit()) && plan.registeredAt == null) {
                    throw RefusedException.notFound("collection plan");
                }
                caller.requireOneOf(parties.stream().map(one -> one.unit).toList());
                throw RefusedException.notFound("party");
            }
            IfMatch.require(ifMatch, plan.lockVersion);
            refuse(confirmation.violations());
            move(plan, PlanState.Command.CONFIRM);
            plan.answers++;
            boolean agrees = confirmation.decision() == Confirmation.Choice.CONFIRM;
            party.agrees = agrees;
            party.reasons = agrees ? null : confirmation.reasons();
            return publish(
                    session,
                    plan,
                    new CollectionPlanConfirmed(
                            plan.id, plan.title, plan.unit, party.unit, agrees, party.reasons, actor));
        }));
    }

    /** The authority divides the duties; units whose duties change say anew whether they take them. */
    Uni<Plan> divide(Mutiny.Session session, UUID id, JointCollection joint) {
        Actor actor = caller.as(Roles.AUTHORITY_REVIEWER);
        return found(session, id).chain(plan -> {
            move(plan, PlanState.Command.DIVIDE);
            PlanContent content = plan.content();
            if (content.joint() == null) {
                throw new RefusedException(NOT_JOINT);
            }
            return known(session, joint)
                    .invoke(named -> refuse(PlanRules.broken(joint, plan.unit, named).stream()
                            .map(Plans::ofDivision)
                            .toList()))
                    .invoke(() -> plan.content(content.with(joint)))
                    .chain(() -> divided(session, plan, joint, false))
                    .chain(() -> publish(
                            session,
                            plan,
                            new CollectionPlanDivided(
                                    plan.id, plan.title, plan.unit, joint.lead(), joint.duties(), actor)));
        });
    }

    private static Violation ofDivision(Violation violation) {
        return violation.moved(String.valueOf(violation.pointer()).replaceFirst("^/joint", ""));
    }

    /** The authority registers it, or returns it. */
    Uni<Plan> decide(Mutiny.Session session, UUID id, Registration registration) {
        Actor actor = caller.as(Roles.AUTHORITY_REVIEWER);
        return found(session, id).chain(plan -> {
            refuse(registration.violations());
            refuseSame(actor, plan.draftedBy, plan.submittedBy);
            if (registration.decision() == Registration.Choice.RETURN) {
                move(plan, PlanState.Command.RETURN);
                plan.returnReasons = registration.reasons();
                return publish(
                        session,
                        plan,
                        new CollectionPlanReturned(
                                plan.id, plan.title, plan.unit, String.valueOf(registration.reasons()), actor));
            }
            move(plan, PlanState.Command.REGISTER);
            return registered(session, plan, actor);
        });
    }

    private Uni<Plan> registered(Mutiny.Session session, Plan plan, Actor actor) {
        Instant now = clock.instant();
        PlanContent content = plan.content();
        if (!plan.validUntil.isAfter(now)) {
            throw new RefusedException(TERM_OVER);
        }
        return RegisterLock.of(session)
                .chain(() -> parties(session, plan.id))
                .invoke(parties -> {
                    if (parties.stream().anyMatch(party -> !Boolean.TRUE.equals(party.agrees))) {
                        throw new RefusedException(UNCONFIRMED);
                    }
                })
                .chain(() -> check(session, plan))
                .invoke(Plans::refuse)
                .chain(() -> {
                    plan.registeredBy = actor.person();
                    plan.registeredAt = now;
                    plan.validFrom = plan.validFrom == null || plan.validFrom.isBefore(now) ? now : plan.validFrom;
                    return session.flush();
                })
                .chain(() -> keep(session, plan, content))
                .chain(() -> publish(
                        session,
                        plan,
                        new CollectionPlanRegistered(
                                plan.id,
                                plan.title,
                                plan.unit,
                                plan.validFrom == null ? now : plan.validFrom,
                                plan.validUntil,
                                content.collectedNames(),
                                content.joint() == null
                                        ? List.of()
                                        : content.joint().duties(),
                                actor)));
    }

    /** From now on what it collects is known, and nobody else plans to collect it. */
    private Uni<Void> keep(Mutiny.Session session, Plan plan, PlanContent content) {
        List<Datum> items = content.items().stream()
                .filter(PlannedItem::collected)
                .map(item -> new Datum(
                        item.name(),
                        plan.unit,
                        item.name(),
                        item.wording(),
                        item.standard() == null ? null : StatedStandards.text(item.standard())))
                .toList();
        List<Datum> verifications = content.verified().stream()
                .map(one -> new Datum(one.verifies(), plan.unit, one.verifies(), PlanRules.wording(one), null))
                .toList();
        return known.put(session, Kind.PLAN, plan.id, items, plan.validUntil)
                .chain(() -> known.put(session, Kind.VERIFICATION, plan.id, verifications, plan.validUntil));
    }

    /** The authority, or the unit's supervisor, ends it before its term. */
    Uni<Plan> end(Mutiny.Session session, UUID id, PlanEnd end) {
        Actor actor = caller.as(Roles.AUTHORITY_REVIEWER, Roles.DATA_SUPERVISOR);
        return found(session, id).chain(plan -> {
            if (!actor.role().equals(Roles.AUTHORITY_REVIEWER)) {
                if (plan.registeredAt == null && !plan.unit.equals(actor.unit())) {
                    throw RefusedException.notFound("collection plan");
                }
                caller.requireUnit(plan.unit);
            }
            return ended(session, plan, end.reasons(), actor);
        });
    }

    Uni<Plan> ended(Mutiny.Session session, Plan plan, @Nullable String reasons, @Nullable Actor actor) {
        move(plan, PlanState.Command.END);
        plan.endedAt = clock.instant();
        plan.endReasons = reasons;
        List<UUID> ids = List.of(plan.id);
        return known.remove(session, Kind.PLAN, ids)
                .chain(() -> known.remove(session, Kind.VERIFICATION, ids))
                .chain(() -> publish(
                        session,
                        plan,
                        new CollectionPlanEnded(plan.id, plan.title, plan.unit, actor == null, reasons, actor)));
    }

    private static void move(Plan plan, PlanState.Command command) {
        plan.state = plan.state
                .after(command)
                .orElseThrow(() -> new RefusedException(Refusal.of(
                        409,
                        "not-in-this-state",
                        "The plan is " + EventJson.kebab(plan.state) + ".",
                        EventJson.kebab(plan.state))));
    }

    private static void refuseSame(Actor actor, @Nullable String... persons) {
        for (String person : persons) {
            if (actor.person().equals(person)) {
                throw new RefusedException(SAME_PERSON);
            }
        }
    }

    /** Whether the caller may see it: what was registered is for all, the rest for its units, the authority and auditors. */
    boolean visible(Plan plan, List<Party> parties) {
        return plan.registeredAt != null
                || plan.unit.equals(caller.unit())
                || parties.stream().anyMatch(party -> party.unit.equals(caller.unit()))
                || Oversight.of(caller);
    }

    private Uni<Plan> owned(Mutiny.Session session, UUID id) {
        return found(session, id).chain(plan -> parties(session, id).map(parties -> {
            if (!visible(plan, parties)) {
                throw RefusedException.notFound("collection plan");
            }
            caller.requireUnit(plan.unit);
            return plan;
        }));
    }

    private static Uni<Plan> found(Mutiny.Session session, UUID id) {
        return session.find(Plan.class, id, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> RefusedException.notFound("collection plan"));
    }

    private static void refuse(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw RefusedException.invalid(violations);
        }
    }

    private Uni<Plan> publish(Mutiny.Session session, Plan plan, MeshEvent event) {
        return outbox.publish(session, plan.id.toString(), event).replaceWith(plan);
    }
}
