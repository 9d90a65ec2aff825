package org.publicdatamesh.catalog.resource;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.Entries;
import org.publicdatamesh.catalog.entry.PublishedEntries;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.catalog.unit.PublishingUnits;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.catalog.ResourceAttached;
import org.publicdatamesh.kit.event.catalog.ResourceSystemChanged;
import org.publicdatamesh.kit.event.catalog.ResourceWithdrawn;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Oversight;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/** What units do with their resources: attach, take back, keep the systems that they come from (Art. 11, 17). */
@ApplicationScoped
public class Resources {
    /** Who attached or checked something does not decide on it (Art. 8). */
    public static final Refusal SAME_PERSON = Refusal.of(
            403, "same-person", "The one who drafted, proposed or reviewed a matter does not decide it too (Art. 8).");

    /** Days are those of the platform. */
    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

    private final Entries entries;
    private final PublishingUnits units;
    private final Outbox outbox;
    private final Caller caller;
    private final InstantSource clock;

    Resources(Entries entries, PublishingUnits units, Outbox outbox, Caller caller, InstantSource clock) {
        this.entries = entries;
        this.units = units;
        this.outbox = outbox;
        this.caller = caller;
        this.clock = clock;
    }

    Uni<Resource> attach(Mutiny.Session session, UUID entryId, Attachment attachment) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST);
        return entries.attachable(session, entryId).chain(unit -> PublishedEntries.one(session, entryId)
                .call(entry -> refuseBroken(session, attachment, Objects.requireNonNull(entry)))
                .chain(entry -> persisted(session, entryId, unit, attachment, actor)));
    }

    private Uni<Void> refuseBroken(Mutiny.Session session, Attachment attachment, PublishedEntry entry) {
        List<Violation> violations =
                new ArrayList<>(attachment.violations(entry.content().items(), today()));
        ModelCard model = attachment.model();
        List<UUID> trainedOn = model == null ? List.of() : model.trainedOn();
        return PublishedEntries.some(session, trainedOn)
                .invoke(found -> {
                    Set<UUID> known = new HashSet<>();
                    found.forEach(one -> known.add(one.id()));
                    for (int i = 0; i < trainedOn.size(); i++) {
                        if (!known.contains(trainedOn.get(i))) {
                            violations.add(Violation.at(
                                    "/model/trainedOn/" + i,
                                    "no-published-entry",
                                    "There is no published entry with this id."));
                        }
                    }
                })
                .chain(() -> unknownUnit(session, attachment.responsibleUnit(), entry.unit(), violations))
                .invoke(() -> refuse(violations));
    }

    private Uni<Void> unknownUnit(
            Mutiny.Session session, @Nullable String unit, String provider, List<Violation> violations) {
        if (unit == null || unit.equals(provider)) {
            return Uni.createFrom().voidItem();
        }
        return units.named(session, List.of(unit))
                .invoke(named -> {
                    if (!named.containsKey(unit)) {
                        violations.add(Violation.at("/responsibleUnit", "unknown-unit", "There is no such unit."));
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Resource> persisted(
            Mutiny.Session session, UUID entryId, String unit, Attachment attachment, Actor actor) {
        Instant now = clock.instant();
        Resource resource = new Resource(Outbox.newId(), entryId, unit, attachment, actor.person(), now);
        DataSystem system = new DataSystem(
                Outbox.newId(),
                resource.id,
                attachment.informationSystem(),
                attachment.responsibleUnit() == null ? unit : attachment.responsibleUnit(),
                attachment.since() == null ? today() : attachment.since(),
                now);
        system.code = attachment.systemCode();
        system.recordedBy = actor.person();
        return session.persistAll(resource, system)
                .chain(() -> outbox.publish(
                        session,
                        resource.id.toString(),
                        new ResourceAttached(
                                resource.id,
                                entryId,
                                unit,
                                resource.kind,
                                resource.name,
                                resource.informationSystem,
                                actor)))
                .replaceWith(resource);
    }

    /** The resource comes from another system. */
    Uni<DataSystem> move(Mutiny.Session session, UUID id, SystemChange change) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST);
        return own(session, id).chain(resource -> session.createQuery(
                        "from DataSystem where resourceId = :resource and until is null", DataSystem.class)
                .setParameter("resource", id)
                .getSingleResult()
                .call(former -> refuseBroken(session, change, former, resource.unit))
                .chain(former -> moved(session, resource, former, change, actor)));
    }

    private Uni<Void> refuseBroken(Mutiny.Session session, SystemChange change, DataSystem former, String unit) {
        List<Violation> violations = new ArrayList<>();
        if (change.since().isBefore(former.since)) {
            violations.add(Violation.at(
                    "/since", "before-the-last", "A day not before that of the system until now is expected."));
        }
        if (change.since().isAfter(today())) {
            violations.add(Violation.at("/since", "in-the-future", "A day that is not in the future is expected."));
        }
        if (change.name().equals(former.name)
                && Objects.equals(change.code(), former.code)
                && Objects.requireNonNullElse(change.responsibleUnit(), unit).equals(former.responsibleUnit)) {
            violations.add(Violation.at("/name", "same-system", "The resource comes from this system already."));
        }
        return unknownUnit(session, change.responsibleUnit(), unit, violations).invoke(() -> refuse(violations));
    }

    private Uni<DataSystem> moved(
            Mutiny.Session session, Resource resource, DataSystem former, SystemChange change, Actor actor) {
        DataSystem system = new DataSystem(
                Outbox.newId(),
                resource.id,
                change.name(),
                Objects.requireNonNullElse(change.responsibleUnit(), resource.unit),
                change.since(),
                clock.instant());
        system.code = change.code();
        system.reasons = change.reasons();
        system.recordedBy = actor.person();
        former.until = change.since();
        resource.informationSystem = change.name();
        return session.flush()
                .chain(() -> session.persist(system))
                .chain(() -> outbox.publish(
                        session,
                        resource.id.toString(),
                        new ResourceSystemChanged(
                                resource.id,
                                resource.entryId,
                                resource.unit,
                                former.name,
                                system.name,
                                system.code,
                                system.responsibleUnit,
                                system.since.toString(),
                                change.reasons(),
                                actor)))
                .replaceWith(system);
    }

    Uni<Resource> withdraw(Mutiny.Session session, UUID id, ResourceWithdrawal withdrawal) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        return own(session, id).chain(resource -> {
            if (actor.person().equals(resource.attachedBy)) {
                throw new RefusedException(SAME_PERSON);
            }
            resource.withdrawn(actor.person(), withdrawal.reasons(), clock.instant());
            return outbox.publish(
                            session,
                            id.toString(),
                            new ResourceWithdrawn(
                                    id,
                                    resource.entryId,
                                    resource.unit,
                                    resource.kind,
                                    resource.name,
                                    withdrawal.reasons(),
                                    actor))
                    .replaceWith(resource);
        });
    }

    /** A resource of the caller's unit that has not ended, locked until the transaction ends. */
    public Uni<Resource> own(Mutiny.Session session, UUID id) {
        return session.find(Resource.class, id, LockModeType.PESSIMISTIC_WRITE).map(found -> {
            Resource resource = visible(found);
            caller.requireUnit(resource.unit);
            if (!resource.state.standing()) {
                throw Resource.ended();
            }
            return resource;
        });
    }

    /** The resource, where the caller may see it: others see one once it was offered (Art. 13). */
    public Resource visible(@Nullable Resource resource) {
        if (resource == null || !(resource.usableSince != null || seesAll(resource))) {
            throw RefusedException.notFound("resource");
        }
        return resource;
    }

    /** Whether the caller is of its unit, of the authority, or an auditor. */
    public boolean seesAll(Resource resource) {
        return Oversight.of(caller) || resource.unit.equals(caller.unit());
    }

    /** The resource as the caller sees it. */
    Resource.View seen(Resource resource) {
        return seesAll(resource) ? resource.view() : resource.view().withoutSource();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), BEIJING);
    }

    private static void refuse(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw RefusedException.invalid(violations);
        }
    }
}
