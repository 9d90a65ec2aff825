package org.publicdatamesh.catalog.rights;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.EntryFollower;
import org.publicdatamesh.catalog.entry.PublishedEntries;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.catalog.unit.PublishingUnits;
import org.publicdatamesh.kit.crypto.Sm;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.catalog.RightApplied;
import org.publicdatamesh.kit.event.catalog.RightDeclined;
import org.publicdatamesh.kit.event.catalog.RightEnded;
import org.publicdatamesh.kit.event.catalog.RightKind;
import org.publicdatamesh.kit.event.catalog.RightRegistered;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.time.WorkingDays;

/**
 * Rights from application to end (Art. 34). Each step and its event commit together. Processing and operation end with the holding
 * that they follow from, and all rights with their entry.
 */
@ApplicationScoped
class Rights implements EntryFollower {
    private static final String HOLDING = "from Right where entryId = :entry and kind = RightKind.HOLDING"
            + " and state in (RightState.APPLIED, RightState.REGISTERED)";
    private static final Refusal SAME_PERSON = Refusal.of(
            403, "same-person", "The one who drafted, proposed or reviewed a matter does not decide it too (Art. 8).");
    private static final Refusal HELD =
            Refusal.of(409, "already-held", "The holding of this entry's resource is registered or applied for.");
    private static final Refusal NOT_HELD = Refusal.of(
            409, "holding-not-registered", "Processing and operation follow from a holding that is registered.");
    private static final Refusal ENTRY_RETIRED =
            Refusal.of(409, "entry-not-published", "The entry is not published any more.");
    private static final Refusal TERM_OVER =
            Refusal.of(409, "term-over", "The term that was applied for is over; a new application is needed.");

    private static final Refusal BEYOND_HOLDING =
            Refusal.of(409, "beyond-holding", "The right would stand longer than the holding that it follows from.");

    private final Register register;
    private final PublishingUnits units;
    private final Outbox outbox;
    private final Caller caller;
    private final InstantSource clock;

    Rights(Register register, PublishingUnits units, Outbox outbox, Caller caller, InstantSource clock) {
        this.register = register;
        this.units = units;
        this.outbox = outbox;
        this.caller = caller;
        this.clock = clock;
    }

    /** The entry's unit applies. */
    Uni<Right> apply(Mutiny.Session session, UUID entryId, RightApplication asked) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST);
        Instant now = clock.instant();
        return PublishedEntries.one(session, entryId).chain(entry -> {
            if (entry == null) {
                throw RefusedException.notFound("entry");
            }
            caller.requireUnit(entry.unit());
            return known(session, asked)
                    .invoke(known -> refuse(RightRules.broken(asked, entry, known, now)))
                    .chain(() -> holding(session, entryId))
                    .chain(holding -> {
                        if (asked.kind() == RightKind.HOLDING) {
                            if (holding != null) {
                                throw new RefusedException(HELD);
                            }
                        } else if (holding == null || !holding.inForce(now)) {
                            throw new RefusedException(NOT_HELD);
                        } else {
                            refuse(RightRules.beyond(asked, holding.validUntil));
                        }
                        Right right = right(entry, asked, actor, now);
                        return session.persist(right)
                                .chain(session::flush)
                                .chain(() -> publish(
                                        session,
                                        right,
                                        new RightApplied(
                                                right.id,
                                                right.entryId,
                                                right.unit,
                                                right.kind,
                                                right.holder(),
                                                actor)));
                    });
        });
    }

    private Uni<Set<String>> known(Mutiny.Session session, RightApplication asked) {
        String unit = asked.holder() == null ? null : asked.holder().unit();
        return unit == null
                ? Uni.createFrom().item(Set.of())
                : units.named(session, List.of(unit)).map(Map::keySet);
    }

    /** The holding of an entry's resource that is registered or applied for; null where there is none. */
    private static Uni<@Nullable Right> holding(Mutiny.Session session, UUID entryId) {
        return session.createQuery(HOLDING, Right.class)
                .setParameter("entry", entryId)
                .getSingleResultOrNull();
    }

    /** The same, which nobody ends or registers until this transaction is over: what follows from it is registered or ended, not both. */
    private static Uni<@Nullable Right> lockedHolding(Mutiny.Session session, UUID entryId) {
        return session.createQuery(HOLDING, Right.class)
                .setParameter("entry", entryId)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getSingleResultOrNull();
    }

    private static Right right(PublishedEntry entry, RightApplication asked, Actor actor, Instant now) {
        Right right = Right.applied(Outbox.newId(), now, actor.person());
        right.entryId = entry.id();
        right.entryVersion = entry.version();
        right.unit = entry.unit();
        right.kind = asked.kind();
        RightApplication.Holder holder = asked.holder();
        if (holder == null) {
            right.holderUnit = entry.unit();
        } else {
            right.holderUnit = holder.unit();
            right.holderName = holder.name();
            right.holderCode = holder.creditCode();
        }
        right.scope = asked.scope();
        right.legalBasis = EventJson.write(asked.legalBasis());
        right.validFrom = asked.validFrom() == null ? now : asked.validFrom();
        right.validUntil = asked.validUntil();
        return right;
    }

    /** The authority registers the right and issues its certificate, or does not. */
    Uni<Right> decide(Mutiny.Session session, UUID id, RightDecision decision) {
        Actor actor = caller.as(Roles.AUTHORITY_REVIEWER);
        Instant now = clock.instant();
        return found(session, id).chain(right -> {
            refuse(decision.violations());
            boolean registers = decision.decision() == RightDecision.Choice.REGISTER;
            right.state = after(right, registers ? RightState.Command.REGISTER : RightState.Command.DECLINE);
            if (right.appliedBy.equals(actor.person())) {
                throw new RefusedException(SAME_PERSON);
            }
            right.decidedBy = actor.person();
            right.decidedAt = now;
            right.decisionReasons = decision.reasons();
            return registers
                    ? registered(session, right, actor, now)
                    : publish(
                            session,
                            right,
                            new RightDeclined(
                                    right.id,
                                    right.entryId,
                                    right.unit,
                                    right.kind,
                                    right.holder(),
                                    String.valueOf(decision.reasons()),
                                    actor));
        });
    }

    private Uni<Right> registered(Mutiny.Session session, Right right, Actor actor, Instant now) {
        if (right.validUntil != null && !right.validUntil.isAfter(now)) {
            throw new RefusedException(TERM_OVER);
        }
        return PublishedEntries.one(session, right.entryId).chain(entry -> {
            if (entry == null) {
                throw new RefusedException(ENTRY_RETIRED);
            }
            return (right.kind == RightKind.HOLDING
                            ? Uni.createFrom().voidItem()
                            : lockedHolding(session, right.entryId)
                                    .invoke(holding -> refuseUnheld(right, holding, now))
                                    .replaceWithVoid())
                    .chain(() -> number(session, now))
                    .invoke(number -> right.number = number)
                    .chain(() -> holderName(session, right))
                    .map(name -> register.sign(Certificate.text(register.name(), right, entry, name, now)))
                    .invoke(certificate -> right.certificate = certificate)
                    .chain(certificate -> publish(
                            session,
                            right,
                            new RightRegistered(
                                    right.id,
                                    right.entryId,
                                    right.unit,
                                    right.kind,
                                    right.holder(),
                                    String.valueOf(right.number),
                                    right.validFrom,
                                    right.validUntil,
                                    Sm.sm3Hex(certificate.getBytes(StandardCharsets.UTF_8)),
                                    actor)));
        });
    }

    private static void refuseUnheld(Right right, @Nullable Right holding, Instant now) {
        if (holding == null || !holding.inForce(now)) {
            throw new RefusedException(NOT_HELD);
        }
        if (RightRules.beyond(right.validUntil, holding.validUntil)) {
            throw new RefusedException(BEYOND_HOLDING);
        }
    }

    private static Uni<String> number(Mutiny.Session session, Instant now) {
        return session.<Long>createNativeQuery("select nextval('right_number')")
                .getSingleResult()
                .map(serial -> String.format(
                        Locale.ROOT, "%d-%08d", now.atZone(WorkingDays.ZONE).getYear(), serial));
    }

    private Uni<String> holderName(Mutiny.Session session, Right right) {
        String unit = right.holderUnit;
        if (unit == null) {
            return Uni.createFrom().item(String.valueOf(right.holderName));
        }
        return units.named(session, List.of(unit))
                .map(known -> known.containsKey(unit) ? known.get(unit).name().zh() : unit);
    }

    /** The authority, or the unit whose data it is, ends a right before its term; with a holding ends what follows from it. */
    Uni<Right> end(Mutiny.Session session, UUID id, RightEnd end) {
        Actor actor = caller.as(Roles.AUTHORITY_REVIEWER, Roles.DATA_SUPERVISOR);
        return found(session, id).chain(right -> {
            if (!actor.role().equals(Roles.AUTHORITY_REVIEWER)) {
                caller.requireUnit(right.unit);
            }
            return ended(session, right, end.reasons(), actor)
                    .chain(() -> right.kind == RightKind.HOLDING
                            ? endFollowing(
                                    session,
                                    right.entryId,
                                    "数据资源持有权登记 " + right.number + " 已终止：" + end.reasons(),
                                    actor)
                            : Uni.createFrom().voidItem())
                    .replaceWith(right);
        });
    }

    private Uni<Right> ended(Mutiny.Session session, Right right, String reasons, Actor actor) {
        right.state = after(right, RightState.Command.END);
        right.endedAt = clock.instant();
        right.endReasons = reasons;
        return publish(
                session,
                right,
                new RightEnded(
                        right.id,
                        right.entryId,
                        right.unit,
                        right.kind,
                        right.holder(),
                        String.valueOf(right.number),
                        reasons,
                        actor));
    }

    /** Ends the rights of processing and operation of an entry's data; after its holding is locked. */
    private Uni<Void> endFollowing(Mutiny.Session session, UUID entryId, String reasons, Actor actor) {
        return session.createQuery(
                        "from Right where entryId = :entry and kind <> RightKind.HOLDING"
                                + " and state = RightState.REGISTERED order by id",
                        Right.class)
                .setParameter("entry", entryId)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .chain(following -> {
                    Uni<Void> all = Uni.createFrom().voidItem();
                    for (Right right : following) {
                        all = all.chain(() -> ended(session, right, reasons, actor))
                                .replaceWithVoid();
                    }
                    return all;
                });
    }

    @Override
    public Uni<Void> published(Mutiny.Session session, UUID entryId, int version, Actor actor) {
        return Uni.createFrom().voidItem();
    }

    /** No right stands in what the catalogue has no more. */
    @Override
    public Uni<Void> retired(Mutiny.Session session, UUID entryId, int version, Actor actor) {
        String reasons = "目录条目已退出目录";
        return lockedHolding(session, entryId)
                .chain(holding -> holding != null && holding.state == RightState.REGISTERED
                        ? ended(session, holding, reasons, actor).replaceWithVoid()
                        : Uni.createFrom().voidItem())
                .chain(() -> endFollowing(session, entryId, reasons, actor));
    }

    private static RightState after(Right right, RightState.Command command) {
        return right.state
                .after(command)
                .orElseThrow(() -> new RefusedException(Refusal.of(
                        409,
                        "not-in-this-state",
                        "The right is " + EventJson.kebab(right.state) + ".",
                        EventJson.kebab(right.state))));
    }

    private static Uni<Right> found(Mutiny.Session session, UUID id) {
        return session.find(Right.class, id, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> RefusedException.notFound("right"));
    }

    private static void refuse(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw RefusedException.invalid(violations);
        }
    }

    private Uni<Right> publish(Mutiny.Session session, Right right, MeshEvent event) {
        return outbox.publish(session, right.entryId.toString(), event).replaceWith(right);
    }
}
