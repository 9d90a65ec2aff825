package org.publicdatamesh.catalog.element;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.element.Known.Datum;
import org.publicdatamesh.catalog.element.Known.Kind;
import org.publicdatamesh.catalog.entry.PublishedEntries;
import org.publicdatamesh.catalog.unit.PublishingUnits;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.catalog.ElementAgreed;
import org.publicdatamesh.kit.event.catalog.ElementEnded;
import org.publicdatamesh.kit.event.catalog.ElementHandedOver;
import org.publicdatamesh.kit.event.catalog.ElementProposed;
import org.publicdatamesh.kit.event.catalog.ElementRegistered;
import org.publicdatamesh.kit.event.catalog.ElementReturned;
import org.publicdatamesh.kit.event.catalog.ElementWithdrawn;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Oversight;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.rest.IfMatch;
import org.publicdatamesh.kit.sql.SessionSql;

/** Data elements from proposal to end (Art. 14). Each step and its event commit together. */
@ApplicationScoped
class Elements {
    private static final Refusal SAME_PERSON = Refusal.of(
            403, "same-person", "The one who drafted, proposed or reviewed a matter does not decide it too (Art. 8).");
    private static final Refusal SAME_UNIT = Refusal.of(409, "same-unit", "The unit is the element's source already.");

    private final KnownData known;
    private final PublishingUnits units;
    private final Outbox outbox;
    private final Caller caller;
    private final InstantSource clock;

    Elements(KnownData known, PublishingUnits units, Outbox outbox, Caller caller, InstantSource clock) {
        this.known = known;
        this.units = units;
        this.outbox = outbox;
        this.caller = caller;
        this.clock = clock;
    }

    /** A unit proposes an element of which it is the source. */
    Uni<Element> propose(Mutiny.Session session, ElementContent content) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST);
        refuse(content.violations());
        Element element = Element.proposed(Outbox.newId(), actor.unit(), clock.instant());
        element.state(content, actor.person(), clock.instant());
        return sourced(session, element, element.source())
                .chain(() -> refuseExisting(session, element))
                .chain(() -> session.persist(element))
                .chain(() ->
                        publish(session, element, new ElementProposed(element.id, element.name, element.unit, actor)));
    }

    /** Changes what was proposed or returned. */
    Uni<Element> edit(Mutiny.Session session, UUID id, @Nullable String ifMatch, ElementContent content) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST);
        return owned(session, id).chain(element -> {
            IfMatch.require(ifMatch, element.lockVersion);
            refuse(content.violations());
            move(element, ElementState.Command.EDIT);
            element.state(content, actor.person(), clock.instant());
            element.reasons = null;
            return sourced(session, element, element.source())
                    .chain(() -> refuseExisting(session, element))
                    .chain(session::flush)
                    .chain(() -> publish(
                            session, element, new ElementProposed(element.id, element.name, element.unit, actor)));
        });
    }

    /** Its unit gives it up while it is proposed or returned. */
    Uni<Element> withdraw(Mutiny.Session session, UUID id) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST);
        return owned(session, id).chain(element -> {
            move(element, ElementState.Command.WITHDRAW);
            element.endedAt = element.changedAt;
            return publish(session, element, new ElementWithdrawn(element.id, element.name, element.unit, actor));
        });
    }

    /** The unit's supervisor agrees, or returns it. */
    Uni<Element> agree(Mutiny.Session session, UUID id, ElementAgreement agreement) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        return owned(session, id).chain(element -> {
            refuse(agreement.violations());
            refuseSame(actor, element.proposedBy);
            if (agreement.decision() == ElementAgreement.Choice.RETURN) {
                move(element, ElementState.Command.UNIT_RETURN);
                return returned(session, element, agreement.reasons(), actor);
            }
            move(element, ElementState.Command.AGREE);
            element.agreedBy = actor.person();
            return publish(session, element, new ElementAgreed(element.id, element.name, element.unit, actor));
        });
    }

    /** The authority registers it, or returns it. */
    Uni<Element> decide(Mutiny.Session session, UUID id, ElementDecision decision) {
        Actor actor = caller.as(Roles.AUTHORITY_REVIEWER);
        return found(session, id).chain(element -> {
            refuse(decision.violations());
            refuseSame(actor, element.proposedBy, element.agreedBy);
            boolean registers = decision.decision() == ElementDecision.Choice.REGISTER;
            move(element, registers ? ElementState.Command.REGISTER : ElementState.Command.AUTHORITY_RETURN);
            element.decidedBy = actor.person();
            return registers
                    ? registered(session, element, actor)
                    : returned(session, element, decision.reasons(), actor);
        });
    }

    private Uni<Element> registered(Mutiny.Session session, Element element, Actor actor) {
        Instant now = clock.instant();
        element.registeredAt = now;
        return RegisterLock.of(session)
                .chain(() -> sourced(session, element, element.source()))
                .chain(() -> refuseExisting(session, element))
                .chain(() -> session.persist(Tenure.of(element, now)))
                .chain(session::flush)
                .chain(() -> keep(session, element))
                .chain(() -> publish(
                        session,
                        element,
                        new ElementRegistered(
                                element.id,
                                element.name,
                                element.synonyms(),
                                element.meaning,
                                element.unit,
                                element.standard(),
                                element.sourceEntry,
                                element.sourceItem,
                                actor)));
    }

    private Uni<Void> keep(Mutiny.Session session, Element element) {
        return known.put(
                session,
                Kind.ELEMENT,
                element.id,
                List.of(new Datum(
                        "", element.unit, element.name, element.wording(), StatedStandards.text(element.standard()))),
                null);
    }

    private Uni<Element> returned(Mutiny.Session session, Element element, @Nullable String reasons, Actor actor) {
        element.reasons = reasons;
        return publish(
                session,
                element,
                new ElementReturned(element.id, element.name, element.unit, String.valueOf(reasons), actor));
    }

    /** The authority makes another unit the source. */
    Uni<Element> handOver(Mutiny.Session session, UUID id, HandOver handOver) {
        Actor actor = caller.as(Roles.AUTHORITY_REVIEWER);
        return found(session, id).chain(element -> {
            move(element, ElementState.Command.HAND_OVER);
            if (element.unit.equals(handOver.unit())) {
                throw new RefusedException(SAME_UNIT);
            }
            String before = element.unit;
            return units.named(session, List.of(handOver.unit()))
                    .invoke(named -> refuseUnknown(named, handOver.unit()))
                    .chain(() -> RegisterLock.of(session))
                    .chain(() -> held(session, element, handOver.reasons()))
                    .invoke(() -> {
                        element.unit = handOver.unit();
                        element.holds(handOver.source());
                        element.reasons = handOver.reasons();
                    })
                    .chain(() -> sourced(session, element, handOver.source()))
                    .chain(() -> session.persist(Tenure.of(element, clock.instant())))
                    .chain(session::flush)
                    .chain(() -> keep(session, element))
                    .chain(() -> publish(
                            session,
                            element,
                            new ElementHandedOver(
                                    element.id,
                                    element.name,
                                    before,
                                    element.unit,
                                    element.sourceEntry,
                                    element.sourceItem,
                                    handOver.reasons(),
                                    actor)));
        });
    }

    private static void refuseUnknown(Map<String, ?> named, String unit) {
        if (!named.containsKey(unit)) {
            throw RefusedException.invalid(List.of(Violation.at("/unit", "unknown-unit", "There is no such unit.")));
        }
    }

    /** The authority ends it. */
    Uni<Element> end(Mutiny.Session session, UUID id, ElementEnd end) {
        Actor actor = caller.as(Roles.AUTHORITY_REVIEWER);
        return found(session, id).chain(element -> {
            move(element, ElementState.Command.END);
            element.endedAt = clock.instant();
            element.reasons = end.reasons();
            return held(session, element, end.reasons())
                    .chain(() -> known.remove(session, Kind.ELEMENT, List.of(element.id)))
                    .chain(() -> publish(
                            session,
                            element,
                            new ElementEnded(element.id, element.name, element.unit, end.reasons(), actor)));
        });
    }

    /** The tenure that was, is over. */
    private Uni<Void> held(Mutiny.Session session, Element element, String reasons) {
        return session.createMutationQuery("update Tenure set heldUntil = :now, reasons = :reasons"
                        + " where elementId = :element and heldUntil is null")
                .setParameter("now", clock.instant())
                .setParameter("reasons", reasons)
                .setParameter("element", element.id)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** An item's unit declares that it carries the element. */
    Uni<Void> link(Mutiny.Session session, UUID id, SourcePlace place) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST);
        return found(session, id).chain(element -> {
            if (element.state != ElementState.REGISTERED) {
                throw notInThisState(element);
            }
            return PublishedEntries.one(session, place.entryId())
                    .invoke(entry -> {
                        if (entry != null) {
                            caller.requireUnit(entry.unit());
                        }
                        refuse(ElementContent.sourceViolations(place, entry, actor.unit(), null).stream()
                                .map(Elements::withoutSource)
                                .toList());
                    })
                    .chain(() -> SessionSql.update(
                            session,
                            "insert into element_link (element_id, entry_id, item, linked_by, linked_at)"
                                    + " values ($1, $2, $3, $4, $5) on conflict (entry_id, item)"
                                    + " do update set element_id = $1, linked_by = $4, linked_at = $5",
                            id,
                            place.entryId(),
                            place.item(),
                            actor.person(),
                            clock.instant().atOffset(ZoneOffset.UTC)))
                    .replaceWithVoid();
        });
    }

    private static Violation withoutSource(Violation violation) {
        return violation.moved(String.valueOf(violation.pointer()).replace("/source", ""));
    }

    /** An item's unit takes its declaration back. */
    Uni<Void> unlink(Mutiny.Session session, UUID id, UUID entry, String item) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST);
        return PublishedEntries.one(session, entry)
                .invoke(found -> {
                    if (found == null) {
                        throw RefusedException.notFound("link");
                    }
                    caller.requireUnit(found.unit());
                })
                .chain(() -> SessionSql.update(
                        session,
                        "delete from element_link where element_id = $1 and entry_id = $2 and item = $3",
                        id,
                        entry,
                        item))
                .invoke(removed -> {
                    if (removed == 0) {
                        throw RefusedException.notFound("link of " + actor.unit());
                    }
                })
                .replaceWithVoid();
    }

    /** Registered elements that an element is like. */
    Uni<List<Known>> resembling(Mutiny.Session session, Element element) {
        return known.like(session, element.wording(), List.of(Kind.ELEMENT), null)
                .map(found -> found.stream()
                        .filter(other -> !other.subject().equals(element.id))
                        .toList());
    }

    /** A second element for the same datum is refused, with the first one. */
    private Uni<Void> refuseExisting(Mutiny.Session session, Element element) {
        Wording wording = element.wording();
        return resembling(session, element)
                .invoke(found -> found.stream()
                        .filter(other -> Likeness.of(wording, other.wording()).excludes())
                        .findFirst()
                        .ifPresent(Elements::refuseFor))
                .replaceWithVoid();
    }

    private static void refuseFor(Known other) {
        String at = "/api/v1/elements/" + other.subject();
        throw new RefusedException(
                        Refusal.of(
                                409,
                                "element-exists",
                                "The element " + other.name() + " of unit " + other.unit() + " is the same datum: " + at
                                        + " (Art. 14).",
                                other.name(),
                                other.unit(),
                                at),
                        List.of(Violation.at(
                                "/name", "element-exists", "It is the element " + other.name() + ".", other.name())))
                .with(Map.of("Link", List.of("<" + at + ">; rel=\"canonical\"")));
    }

    private Uni<Void> sourced(Mutiny.Session session, Element element, @Nullable SourcePlace source) {
        if (source == null) {
            return Uni.createFrom().voidItem();
        }
        return PublishedEntries.one(session, source.entryId())
                .invoke(entry -> refuse(ElementContent.sourceViolations(
                        source, entry, element.unit, element.valueForm().type())))
                .replaceWithVoid();
    }

    private void move(Element element, ElementState.Command command) {
        element.state = element.state.after(command).orElseThrow(() -> notInThisState(element));
        element.changedAt = clock.instant();
    }

    private static RefusedException notInThisState(Element element) {
        return new RefusedException(Refusal.of(
                409,
                "not-in-this-state",
                "The element is " + EventJson.kebab(element.state) + ".",
                EventJson.kebab(element.state)));
    }

    private static void refuseSame(Actor actor, @Nullable String... persons) {
        for (String person : persons) {
            if (actor.person().equals(person)) {
                throw new RefusedException(SAME_PERSON);
            }
        }
    }

    /** Whether the caller may see it: what was registered is for all, the rest for its unit, the authority and auditors. */
    boolean visible(Element element) {
        return element.registeredAt != null || element.unit.equals(caller.unit()) || Oversight.of(caller);
    }

    private Uni<Element> owned(Mutiny.Session session, UUID id) {
        return found(session, id).invoke(element -> {
            if (!visible(element)) {
                throw RefusedException.notFound("element");
            }
            caller.requireUnit(element.unit);
        });
    }

    private static Uni<Element> found(Mutiny.Session session, UUID id) {
        return session.find(Element.class, id, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> RefusedException.notFound("element"));
    }

    private static void refuse(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw RefusedException.invalid(violations);
        }
    }

    private Uni<Element> publish(Mutiny.Session session, Element element, MeshEvent event) {
        return outbox.publish(session, element.id.toString(), event)
                .chain(session::flush)
                .replaceWith(element);
    }
}
