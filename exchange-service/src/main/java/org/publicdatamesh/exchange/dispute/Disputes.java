package org.publicdatamesh.exchange.dispute;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.deadline.DeadlineHandler;
import org.publicdatamesh.exchange.deadline.DeadlineKind;
import org.publicdatamesh.exchange.deadline.Deadlines;
import org.publicdatamesh.exchange.deadline.NewDeadline;
import org.publicdatamesh.exchange.dispute.DisputeState.Command;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.exchange.DisputeEnded;
import org.publicdatamesh.kit.event.exchange.DisputeFiled;
import org.publicdatamesh.kit.event.exchange.DisputeMatter;
import org.publicdatamesh.kit.event.exchange.DisputeOutcome;
import org.publicdatamesh.kit.event.exchange.DisputeParty;
import org.publicdatamesh.kit.event.exchange.DisputeStepMoved;
import org.publicdatamesh.kit.event.exchange.DisputeStepOverdue;
import org.publicdatamesh.kit.event.exchange.DisputeStepTaken;
import org.publicdatamesh.kit.event.exchange.DisputeWay;
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
 * Disputes from filing to what becomes of their matter (Art. 27). Each step has its party and its time in working days; where
 * that passes, it is recorded and the dispute goes on without an agreement. A step, its line of the record, its event and what
 * it does to the matter commit together; the same person never acts for two parties (Art. 8).
 */
@ApplicationScoped
class Disputes implements DeadlineHandler {
    private static final Refusal SAME_PERSON = Refusal.of(
            403, "same-person", "Who acts for one party of a dispute does not act for another one (Art. 8).");
    private static final Refusal NOT_AWAITED =
            Refusal.of(409, "not-awaited", "It is not this unit's turn; the other party is to act.");
    private static final Refusal NOT_DISPUTABLE =
            Refusal.of(409, "not-disputable", "There is no such matter, or no step on it that this unit can dispute.");
    private static final Violation AUTHORITYS_STEP = Violation.at(
            "/matterId",
            "authoritys-step",
            "The step, or a suspension of the grant before it, was the authority's; a unit disputes steps of another unit (Art. 27).");
    private static final Refusal OPEN = Refusal.of(409, "dispute-open", "The matter is being disputed.");
    private static final Refusal DISPUTED_BEFORE =
            Refusal.of(409, "disputed-before", "A dispute about this step has been settled or decided.");
    private static final Refusal PLACE_UNKNOWN = Refusal.of(
            409, "unit-place-unknown", "The level and division of the units, or the authority, are not known yet.");
    private static final Refusal NO_COMMON_AUTHORITY = Refusal.of(
            409,
            "no-common-authority",
            "The authority of this platform is not above both units; the dispute is for one that is.");
    private static final Refusal OFFER_LATE =
            Refusal.of(409, "offer-late", "The time of the negotiation has passed; the last offer can be taken.");
    private static final Refusal OWN_DISPUTE =
            Refusal.of(403, "own-dispute", "A unit of the dispute does not mediate or decide it (Art. 8).");
    private static final Refusal RECORD_FULL = Refusal.of(
            409, "record-full", "So many offers were made that only an agreement or its failure can follow.");

    /** Lines of a record after which no offer is made any more. */
    private static final int MOST_LINES = 100;

    private final Outbox outbox;
    private final PolicyEditions policies;
    private final WorkingDays days;
    private final InstantSource clock;
    private final Caller caller;
    private final Map<DisputeMatter, Disputed> rooms = new EnumMap<>(DisputeMatter.class);

    Disputes(
            Outbox outbox,
            PolicyEditions policies,
            WorkingDays days,
            InstantSource clock,
            Caller caller,
            @Any Instance<Disputed> rooms) {
        this.outbox = outbox;
        this.policies = policies;
        this.days = days;
        this.clock = clock;
        this.caller = caller;
        rooms.forEach(room -> this.rooms.put(room.kind(), room));
    }

    private Disputed room(DisputeMatter matter) {
        Disputed room = rooms.get(matter);
        if (room == null) {
            throw new IllegalStateException("no room has disputes about " + matter);
        }
        return room;
    }

    Uni<Dispute> file(Mutiny.Session session, DisputeRequests.Filing filing) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        return room(filing.matter()).standing(session, filing.matterId()).chain(found -> {
            Disputed.Standing standing = involved(found);
            Instant since = standing.since();
            caller.requireUnit(standing.unit());
            if (since == null) {
                throw new RefusedException(
                        NOT_DISPUTABLE, standing.byAuthority() ? List.of(AUTHORITYS_STEP) : List.of());
            }
            return requireFirst(session, filing, since)
                    .chain(() -> Units.known(session, standing.unit(), standing.other()))
                    .chain(units -> file(session, filing, standing, since, units, actor));
        });
    }

    /** Whoever is not of the matter does not learn that it is there. */
    private Disputed.Standing involved(Disputed.@Nullable Standing standing) {
        if (standing == null || !List.of(standing.unit(), standing.other()).contains(caller.unit())) {
            throw new RefusedException(NOT_DISPUTABLE);
        }
        return standing;
    }

    /** A matter has one open dispute; a step is disputed once, unless the dispute was withdrawn. */
    private static Uni<Void> requireFirst(Mutiny.Session session, DisputeRequests.Filing filing, Instant since) {
        return session.createQuery(
                        "from Dispute where matterId = :id and matter = :matter and (state <> :withdrawn or withdrawnLate = true)"
                                + " and (endedAt is null or matterSince = :since)",
                        Dispute.class)
                .setParameter("id", filing.matterId())
                .setParameter("matter", filing.matter())
                .setParameter("withdrawn", DisputeState.WITHDRAWN)
                .setParameter("since", since)
                .setMaxResults(2)
                .getResultList()
                .invoke(before -> {
                    if (!before.isEmpty()) {
                        throw new RefusedException(
                                before.stream().allMatch(one -> one.state.isOver()) ? DISPUTED_BEFORE : OPEN);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Dispute> file(
            Mutiny.Session session,
            DisputeRequests.Filing filing,
            Disputed.Standing standing,
            Instant since,
            Map<String, Units.Known> units,
            Actor actor) {
        Units.Known one = units.get(standing.unit());
        Units.Known other = units.get(standing.other());
        Map.Entry<String, Units.Known> authority = units.entrySet().stream()
                .filter(entry -> entry.getValue().authority())
                .findFirst()
                .orElseThrow(() -> new RefusedException(PLACE_UNKNOWN));
        if (one == null || other == null) {
            throw new RefusedException(PLACE_UNKNOWN);
        }
        DisputeWay way = Place.way(
                        one.place(), other.place(), authority.getValue().place())
                .orElseThrow(() -> new RefusedException(NO_COMMON_AUTHORITY));
        PolicyEdition policy = policies.inForceAt(clock.instant());
        Dispute dispute = new Dispute();
        dispute.id = Outbox.newId();
        dispute.matter = filing.matter();
        dispute.matterId = filing.matterId();
        dispute.matterSince = since;
        dispute.unit = standing.unit();
        dispute.other = standing.other();
        dispute.authority = authority.getKey();
        dispute.way = way;
        dispute.mediated = !one.authority() && !other.authority();
        dispute.demand = filing.demand();
        dispute.about = standing.about();
        dispute.persons = EventJson.write(persons(standing.acted()));
        dispute.policyEdition = policy.id();
        dispute.filedAt = clock.instant();
        act(dispute, actor, DisputeParty.UNIT);
        if (way == DisputeWay.ACROSS) {
            // What is demanded is the first offer.
            dispute.outcome = DisputeOutcome.CHANGED;
            dispute.terms = filing.demand();
            dispute.termsAt = dispute.filedAt;
        }
        NewDeadline deadline = begin(
                dispute,
                way == DisputeWay.ACROSS
                        ? DisputeState.NEGOTIATING
                        : dispute.mediated ? DisputeState.MEDIATING : DisputeState.DECIDING,
                DisputeParty.OTHER);
        return session.persist(dispute)
                .chain(session::flush)
                .chain(() -> Deadlines.set(session, deadline))
                .chain(() -> line(session, dispute, "file", DisputeParty.UNIT, actor, null, filing.demand()))
                .chain(() -> publish(
                        session,
                        dispute,
                        new DisputeFiled(
                                dispute.id,
                                dispute.matter,
                                dispute.matterId,
                                dispute.unit,
                                dispute.other,
                                dispute.way,
                                dispute.demand,
                                EventJson.kebab(dispute.state),
                                deadline.dueAt(),
                                deadline.provisional(),
                                dispute.policyEdition,
                                actor)));
    }

    Uni<Dispute> offer(Mutiny.Session session, UUID id, DisputeRequests.Terms terms) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        return open(session, id).chain(dispute -> {
            DisputeParty party = side(dispute);
            DisputeState after = after(dispute, Command.OFFER);
            requireAwaited(dispute, party);
            if (dispute.lines >= MOST_LINES) {
                throw new RefusedException(RECORD_FULL);
            }
            if (isLate(dispute)) {
                throw new RefusedException(OFFER_LATE);
            }
            act(dispute, actor, party);
            dispute.outcome = terms.outcome();
            dispute.terms = terms.words();
            dispute.termsAt = clock.instant();
            return taken(
                    session,
                    dispute,
                    Command.OFFER,
                    after,
                    facing(party),
                    party,
                    actor,
                    terms.outcome(),
                    terms.words());
        });
    }

    /** Takes what was offered in a negotiation, or what the authority proposed. */
    Uni<Dispute> accept(Mutiny.Session session, UUID id) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        return open(session, id).chain(dispute -> {
            DisputeParty party = side(dispute);
            Command command = dispute.state == DisputeState.NEGOTIATING ? Command.AGREE : Command.ACCEPT;
            DisputeState after = after(dispute, command);
            requireAwaited(dispute, party);
            act(dispute, actor, party);
            return after.isOver()
                    ? ended(session, dispute, command, after, party, actor, said(dispute.terms))
                    : taken(session, dispute, command, after, facing(party), party, actor, null, null);
        });
    }

    /** Holds the negotiation for failed, which either unit may at any time, or does not take what the authority proposed. */
    Uni<Dispute> refuse(Mutiny.Session session, UUID id, String words) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        return open(session, id).chain(dispute -> {
            DisputeParty party = side(dispute);
            boolean negotiating = dispute.state == DisputeState.NEGOTIATING;
            Command command = negotiating ? Command.BREAK_OFF : Command.DECLINE;
            DisputeState after = after(dispute, command);
            if (!negotiating) {
                requireAwaited(dispute, party);
            }
            act(dispute, actor, party);
            return taken(session, dispute, command, after, null, party, actor, null, words);
        });
    }

    Uni<Dispute> propose(Mutiny.Session session, UUID id, DisputeRequests.Terms terms) {
        Actor actor = caller.as(Roles.AUTHORITY_REVIEWER);
        return open(session, id).chain(dispute -> {
            DisputeState after = after(dispute, Command.PROPOSE);
            requireThird(dispute);
            act(dispute, actor, DisputeParty.AUTHORITY);
            dispute.outcome = terms.outcome();
            dispute.terms = terms.words();
            dispute.termsAt = clock.instant();
            return taken(
                    session,
                    dispute,
                    Command.PROPOSE,
                    after,
                    null,
                    DisputeParty.AUTHORITY,
                    actor,
                    terms.outcome(),
                    terms.words());
        });
    }

    Uni<Dispute> decide(Mutiny.Session session, UUID id, DisputeRequests.Terms terms) {
        Actor actor = caller.as(Roles.GOVERNMENT_ARBITER);
        return open(session, id).chain(dispute -> {
            DisputeState after = after(dispute, Command.DECIDE);
            // The government's posts are kept by the authority, also where that is one of the units.
            if (!dispute.authority.equals(caller.unit())) {
                requireThird(dispute);
            }
            act(dispute, actor, DisputeParty.GOVERNMENT);
            dispute.outcome = terms.outcome();
            dispute.terms = terms.words();
            dispute.termsAt = clock.instant();
            return ended(session, dispute, Command.DECIDE, after, DisputeParty.GOVERNMENT, actor, terms.words());
        });
    }

    Uni<Dispute> withdraw(Mutiny.Session session, UUID id, String words) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        return open(session, id).chain(dispute -> {
            caller.requireUnit(dispute.unit);
            DisputeState after = after(dispute, Command.WITHDRAW);
            act(dispute, actor, DisputeParty.UNIT);
            dispute.withdrawnLate =
                    dispute.state != DisputeState.NEGOTIATING && dispute.state != DisputeState.MEDIATING;
            dispute.outcome = null;
            dispute.terms = null;
            dispute.termsAt = null;
            return ended(session, dispute, Command.WITHDRAW, after, DisputeParty.UNIT, actor, words);
        });
    }

    /** A step that does not end the dispute. */
    private Uni<Dispute> taken(
            Mutiny.Session session,
            Dispute dispute,
            Command command,
            DisputeState after,
            @Nullable DisputeParty next,
            @Nullable DisputeParty party,
            @Nullable Actor actor,
            @Nullable DisputeOutcome outcome,
            @Nullable String words) {
        List<Outbox.Keyed> late = command == Command.LAPSE ? List.of() : late(dispute);
        NewDeadline begun = after == dispute.state ? null : begin(dispute, after, next);
        awaits(dispute, next);
        Instant dueAt = dispute.dueAt;
        if (dueAt == null) {
            throw new IllegalStateException("an open dispute has a due time");
        }
        return outbox.publishAll(session, late)
                .chain(() -> begun == null
                        ? Deadlines.handOn(
                                session,
                                DeadlineKind.DISPUTE_STEP,
                                dispute.id,
                                dispute.unitOf(dispute.awaited().getLast()))
                        : Deadlines.set(session, begun))
                .chain(() -> line(session, dispute, EventJson.kebab(command), party, actor, outcome, words))
                .chain(() -> publish(
                        session,
                        dispute,
                        new DisputeStepTaken(
                                dispute.id,
                                dispute.unit,
                                dispute.other,
                                EventJson.kebab(command),
                                party,
                                outcome,
                                words,
                                EventJson.kebab(after),
                                dueAt,
                                dispute.dueProvisional,
                                actor)));
    }

    private Uni<Dispute> ended(
            Mutiny.Session session,
            Dispute dispute,
            Command command,
            DisputeState after,
            DisputeParty party,
            Actor actor,
            String words) {
        if (dispute.outcome != DisputeOutcome.CHANGED) {
            return over(session, dispute, command, after, party, actor, words);
        }
        Disputed room = room(dispute.matter);
        return room.standing(session, dispute.matterId).chain(standing -> {
            if (standing == null || !dispute.matterSince.equals(standing.since())) {
                dispute.outcome = null;
                return over(session, dispute, command, after(dispute, Command.VOID), party, actor, words);
            }
            return room.change(
                            session,
                            new Disputed.Ruling(
                                    dispute.matterId,
                                    words,
                                    after == DisputeState.DECIDED,
                                    decidedAt(dispute, command, party),
                                    command == Command.AGREE,
                                    actor))
                    .chain(() -> over(session, dispute, command, after, party, actor, words));
        });
    }

    /**
     * When whoever decided what is done to the matter did so; the government decides now, and so does who takes what the unit demands:
     * once the matter is locked, so that no step on it is under way.
     */
    private Instant decidedAt(Dispute dispute, Command command, DisputeParty party) {
        if (command == Command.DECIDE || command == Command.AGREE && party == DisputeParty.OTHER) {
            return clock.instant();
        }
        Instant said = dispute.termsAt;
        if (said == null) {
            throw new IllegalStateException("what is agreed or decided was said at some time");
        }
        return said;
    }

    private Uni<Dispute> over(
            Mutiny.Session session,
            Dispute dispute,
            Command command,
            DisputeState after,
            DisputeParty party,
            Actor actor,
            String words) {
        List<Outbox.Keyed> late = late(dispute);
        dispute.state = after;
        dispute.awaitsUnit = false;
        dispute.awaitsOther = false;
        dispute.dueAt = null;
        dispute.dueProvisional = false;
        dispute.endedAt = clock.instant();
        return outbox.publishAll(session, late)
                .chain(() -> Deadlines.clear(session, DeadlineKind.DISPUTE_STEP, dispute.id))
                .chain(() -> line(session, dispute, EventJson.kebab(command), party, actor, dispute.outcome, words))
                .chain(() -> publish(
                        session,
                        dispute,
                        new DisputeEnded(
                                dispute.id,
                                dispute.matter,
                                dispute.matterId,
                                dispute.unit,
                                dispute.other,
                                EventJson.kebab(after),
                                dispute.outcome,
                                words,
                                clock.instant(),
                                actor)));
    }

    private boolean isLate(Dispute dispute) {
        Instant dueAt = dispute.dueAt;
        return dueAt != null && !clock.instant().isBefore(dueAt);
    }

    /** What is recorded of a step that is taken after its time, where its deadline has not been swept. */
    private List<Outbox.Keyed> late(Dispute dispute) {
        Instant dueAt = dispute.dueAt;
        return dueAt == null || dispute.overdue || !isLate(dispute) ? List.of() : overdue(dispute, dueAt);
    }

    /** Who was to act is late; in a negotiation, whose time is that of both units, nobody. */
    private static List<Outbox.Keyed> overdue(Dispute dispute, Instant dueAt) {
        return dispute.state == DisputeState.NEGOTIATING
                ? List.of()
                : dispute.awaited().stream()
                        .map(party -> new Outbox.Keyed(
                                dispute.id.toString(),
                                new DisputeStepOverdue(
                                        dispute.id,
                                        EventJson.kebab(dispute.state),
                                        party,
                                        dispute.unitOf(party),
                                        dueAt)))
                        .toList();
    }

    /** Begins a step; where only one of the units is to act, it is that one. */
    private NewDeadline begin(Dispute dispute, DisputeState state, @Nullable DisputeParty next) {
        dispute.state = state;
        dispute.stepBegunAt = clock.instant();
        dispute.overdue = false;
        awaits(dispute, next);
        PolicyEdition policy = policies.kept(dispute.policyEdition, dispute.filedAt);
        List<DisputeParty> awaited = dispute.awaited();
        NewDeadline deadline = NewDeadline.in(
                DeadlineKind.DISPUTE_STEP,
                dispute.id,
                dispute.unitOf(awaited.getLast()),
                dispute.stepBegunAt,
                policy.disputeStepDays(),
                policy,
                days);
        if (awaited.size() > 1) {
            deadline = deadline.alsoOf(dispute.unitOf(awaited.getFirst()));
        }
        dispute.dueAt = deadline.dueAt();
        dispute.dueProvisional = deadline.provisional();
        return deadline;
    }

    /** Who is to act now. The time of the step is no longer for a turn, and no shorter where it is paused. */
    private static void awaits(Dispute dispute, @Nullable DisputeParty next) {
        boolean both = dispute.state == DisputeState.PROPOSED;
        boolean one = dispute.state == DisputeState.NEGOTIATING || dispute.state == DisputeState.HALF_ACCEPTED;
        dispute.awaitsUnit = both || one && next == DisputeParty.UNIT;
        dispute.awaitsOther = both || one && next == DisputeParty.OTHER;
    }

    private static DisputeParty facing(DisputeParty party) {
        return party == DisputeParty.UNIT ? DisputeParty.OTHER : DisputeParty.UNIT;
    }

    private DisputeState after(Dispute dispute, Command command) {
        return dispute.state
                .after(command, dispute.mediated)
                .orElseThrow(() -> new RefusedException(Refusal.of(
                        409,
                        "dispute-in-another-state",
                        "The dispute is " + EventJson.kebab(dispute.state) + ".",
                        EventJson.kebab(dispute.state))));
    }

    private static Map<String, DisputeParty> persons(List<Disputed.Acted> acted) {
        Map<String, DisputeParty> persons = new LinkedHashMap<>();
        for (Disputed.Acted one : acted) {
            String person = one.person();
            if (person != null) {
                persons.put(person, one.party());
            }
        }
        return persons;
    }

    /** Notes for whom the person acts; refused where it has acted for another party. */
    private static void act(Dispute dispute, Actor actor, DisputeParty party) {
        try {
            Map<String, DisputeParty> persons = EventJson.MAPPER.readValue(dispute.persons, new TypeReference<>() {});
            DisputeParty before = persons.put(actor.person(), party);
            if (before != null && before != party) {
                throw new RefusedException(SAME_PERSON);
            }
            dispute.persons = EventJson.write(persons);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored dispute cannot be read", e);
        }
    }

    private DisputeParty side(Dispute dispute) {
        if (dispute.unit.equals(caller.unit())) {
            return DisputeParty.UNIT;
        }
        caller.requireUnit(dispute.other);
        return DisputeParty.OTHER;
    }

    private void requireThird(Dispute dispute) {
        if (List.of(dispute.unit, dispute.other).contains(caller.unit())) {
            throw new RefusedException(OWN_DISPUTE);
        }
    }

    private static void requireAwaited(Dispute dispute, DisputeParty party) {
        if (!dispute.awaited().contains(party)) {
            throw new RefusedException(NOT_AWAITED);
        }
    }

    private static String said(@Nullable String terms) {
        if (terms == null) {
            throw new IllegalStateException("what is accepted was said");
        }
        return terms;
    }

    private Uni<Dispute> open(Mutiny.Session session, UUID id) {
        return session.find(Dispute.class, id, LockModeType.PESSIMISTIC_WRITE).map(this::visible);
    }

    /** The dispute, where the caller is of one of its units, the authority or the government, or an auditor. */
    Dispute visible(@Nullable Dispute dispute) {
        if (dispute == null || !(sees() || List.of(dispute.unit, dispute.other).contains(caller.unit()))) {
            throw RefusedException.notFound("dispute");
        }
        return dispute;
    }

    /** Whether the caller sees all disputes. */
    boolean sees() {
        return Oversight.of(caller) || caller.has(Roles.GOVERNMENT_ARBITER);
    }

    private Uni<Void> line(
            Mutiny.Session session,
            Dispute dispute,
            String said,
            @Nullable DisputeParty party,
            @Nullable Actor actor,
            @Nullable DisputeOutcome outcome,
            @Nullable String words) {
        dispute.lines++;
        return SessionSql.update(
                        session,
                        "insert into dispute_line (dispute_id, nr, at, said, party, unit, person, outcome, words)"
                                + " values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                        dispute.id,
                        dispute.lines,
                        clock.instant().atOffset(ZoneOffset.UTC),
                        said,
                        party == null ? null : party.name(),
                        actor == null ? null : actor.unit(),
                        actor == null ? null : actor.person(),
                        outcome == null ? null : outcome.name(),
                        words)
                .replaceWithVoid();
    }

    /** The record of a dispute, in order. */
    static Uni<List<DisputeView.Line>> lines(Mutiny.Session session, UUID dispute) {
        return SessionSql.select(
                session,
                "select at, said, party, unit, person, outcome, words from dispute_line where dispute_id = $1 order by nr"
                        + " limit 200",
                columns -> new DisputeView.Line(
                        ((OffsetDateTime) columns[0]).toInstant(),
                        (String) columns[1],
                        columns[2] == null ? null : DisputeParty.valueOf((String) columns[2]),
                        (String) columns[3],
                        (String) columns[4],
                        columns[5] == null ? null : DisputeOutcome.valueOf((String) columns[5]),
                        (String) columns[6]),
                dispute);
    }

    private Uni<Dispute> publish(Mutiny.Session session, Dispute dispute, MeshEvent event) {
        return outbox.publish(session, dispute.id.toString(), event).replaceWith(dispute);
    }

    @Override
    public DeadlineKind kind() {
        return DeadlineKind.DISPUTE_STEP;
    }

    @Override
    public Class<?> matter() {
        return Dispute.class;
    }

    @Override
    public Uni<Void> moved(Mutiny.Session session, UUID subject, WorkingDays.Due due) {
        return session.find(Dispute.class, subject).chain(dispute -> {
            dispute.dueAt = due.at();
            dispute.dueProvisional = due.provisional();
            return publish(
                            session,
                            dispute,
                            new DisputeStepMoved(
                                    dispute.id, EventJson.kebab(dispute.state), due.at(), due.provisional()))
                    .replaceWithVoid();
        });
    }

    /** Who was to act is late. Without an agreement in time the dispute goes on; the government's decision stays awaited. */
    @Override
    public Uni<Void> due(Mutiny.Session session, UUID subject) {
        return session.find(Dispute.class, subject).chain(dispute -> {
            Instant dueAt = dispute.dueAt;
            DisputeState after =
                    dispute.state.after(Command.LAPSE, dispute.mediated).orElse(null);
            if (dueAt == null || after == null) {
                return Uni.createFrom().voidItem();
            }
            Uni<Void> late = outbox.publishAll(session, overdue(dispute, dueAt));
            if (after == dispute.state) {
                dispute.overdue = true;
                return late;
            }
            return late.chain(() -> taken(session, dispute, Command.LAPSE, after, null, null, null, null, null))
                    .replaceWithVoid();
        });
    }
}
