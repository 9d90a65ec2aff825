package org.publicdatamesh.exchange.offline;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.grant.GrantState;
import org.publicdatamesh.exchange.grant.GrantView;
import org.publicdatamesh.exchange.grant.Grants;
import org.publicdatamesh.exchange.offline.OfflineState.Command;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.exchange.DeliveryWay;
import org.publicdatamesh.kit.event.exchange.MediumFault;
import org.publicdatamesh.kit.event.exchange.OfflineShareCancelled;
import org.publicdatamesh.kit.event.exchange.OfflineShareDestroyed;
import org.publicdatamesh.kit.event.exchange.OfflineShareFailed;
import org.publicdatamesh.kit.event.exchange.OfflineShareFiled;
import org.publicdatamesh.kit.event.exchange.OfflineShareHandedOver;
import org.publicdatamesh.kit.event.exchange.OfflineShareReceived;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Containment;
import org.publicdatamesh.kit.identity.Oversight;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/** Sharing by a medium: only what a grant that is alive holds, and each step with its record (Art. 24, 40). */
@ApplicationScoped
class OfflineShares {
    private static final Refusal NOT_ALIVE =
            Refusal.of(409, "grant-not-alive", "Data are handed over only under a grant that is alive.");
    private static final Refusal NOT_BY_MEDIUM =
            Refusal.of(409, "not-by-medium", "The grant is for rows that are read; no medium is handed over under it.");
    private static final Refusal NARROWED =
            Refusal.of(409, "grant-narrowed", "The grant holds less than when this was filed; file what it holds now.");
    private static final Refusal CONTAINED =
            Refusal.of(403, "contained", "Access to these data is stopped by a containment order (Art. 42).");
    private static final Refusal SAME_PERSON =
            Refusal.of(403, "same-person", "Who took one step of a matter does not take another one (Art. 8).");

    private final Outbox outbox;
    private final InstantSource clock;
    private final Caller caller;
    private final Containment containment;

    OfflineShares(Outbox outbox, InstantSource clock, Caller caller, Containment containment) {
        this.outbox = outbox;
        this.clock = clock;
        this.caller = caller;
        this.containment = containment;
    }

    Uni<OfflineShare> file(Mutiny.Session session, OfflineRequests.Filing filing) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST);
        Instant now = clock.instant();
        return Grants.hold(session, filing.grantId(), now).chain(grant -> {
            if (grant == null || !List.of(grant.consumer(), grant.provider()).contains(caller.unit())) {
                throw new RefusedException(NOT_ALIVE);
            }
            caller.requireUnit(grant.provider());
            requireAlive(grant);
            if (grant.delivery() == DeliveryWay.ROWS) {
                throw new RefusedException(NOT_BY_MEDIUM);
            }
            List<String> items = items(filing, grant);
            OfflineShare share = new OfflineShare();
            share.id = Outbox.newId();
            share.grantId = grant.id();
            share.entryId = grant.entryId();
            share.resourceId = grant.resourceId();
            share.provider = grant.provider();
            share.consumer = grant.consumer();
            share.items = EventJson.write(items);
            share.rowFilter = EventJson.write(grant.rowFilter());
            share.medium = filing.medium();
            share.reasons = filing.reasons();
            share.state = OfflineState.FILED;
            share.filedBy = actor.person();
            share.filedAt = now;
            return session.persist(share)
                    .chain(session::flush)
                    .chain(() -> publish(
                            session,
                            share,
                            new OfflineShareFiled(
                                    share.id,
                                    share.grantId,
                                    share.entryId,
                                    share.resourceId,
                                    share.provider,
                                    share.consumer,
                                    items,
                                    share.medium,
                                    share.reasons,
                                    actor)));
        });
    }

    private static List<String> items(OfflineRequests.Filing filing, GrantView grant) {
        List<String> wanted = filing.items();
        if (wanted == null) {
            return grant.items();
        }
        List<Violation> violations = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < wanted.size(); i++) {
            if (!grant.items().contains(wanted.get(i))) {
                violations.add(Violation.at("/items/" + i, "item-not-held", "It does not hold this item."));
            } else if (!seen.add(wanted.get(i))) {
                violations.add(Violation.at("/items/" + i, "repeated-item", "The item stands twice."));
            }
        }
        if (!violations.isEmpty()) {
            throw RefusedException.invalid(violations);
        }
        return wanted;
    }

    /** Handed over by the provider's supervisor, under a grant that is alive and still holds what the medium does. */
    Uni<OfflineShare> handOver(Mutiny.Session session, UUID id, OfflineRequests.HandOver record) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        Instant now = clock.instant();
        return open(session, id).chain(share -> {
            caller.requireUnit(share.provider);
            if (actor.person().equals(share.filedBy)) {
                throw new RefusedException(SAME_PERSON);
            }
            move(share, Command.HAND_OVER);
            return Grants.hold(session, share.grantId, now).chain(grant -> {
                if (grant == null) {
                    throw new RefusedException(NOT_ALIVE);
                }
                requireAlive(grant);
                if (!grant.items().containsAll(OfflineShareView.of(share).items())
                        || !EventJson.write(grant.rowFilter()).equals(share.rowFilter)) {
                    throw new RefusedException(NARROWED);
                }
                share.mediumId = record.mediumId();
                share.rows = record.rows();
                share.sm3 = record.sm3();
                share.handedOverBy = actor.person();
                share.handedOverAt = now;
                return publish(
                        session,
                        share,
                        new OfflineShareHandedOver(
                                share.id,
                                share.grantId,
                                share.entryId,
                                share.resourceId,
                                share.provider,
                                share.consumer,
                                record.mediumId(),
                                record.rows(),
                                record.sm3(),
                                actor));
            });
        });
    }

    /** Received by the consumer, whose digest is that of the hand-over. */
    Uni<OfflineShare> receive(Mutiny.Session session, UUID id, OfflineRequests.Receipt record) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR);
        return open(session, id).chain(share -> {
            caller.requireUnit(share.consumer);
            move(share, Command.RECEIVE);
            if (!record.sm3().equals(share.sm3)) {
                throw RefusedException.invalid(List.of(
                        Violation.at("/sm3", "another-digest", "What is on the medium is not what was handed over.")));
            }
            share.receivedAt = clock.instant();
            return publish(
                    session,
                    share,
                    new OfflineShareReceived(
                            share.id,
                            share.grantId,
                            share.entryId,
                            share.resourceId,
                            share.provider,
                            share.consumer,
                            actor));
        });
    }

    Uni<OfflineShare> destroy(Mutiny.Session session, UUID id, OfflineRequests.Destruction record) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR);
        return open(session, id).chain(share -> {
            caller.requireUnit(share.consumer);
            move(share, Command.DESTROY);
            share.destroyedAt = clock.instant();
            share.method = record.method();
            return publish(
                    session,
                    share,
                    new OfflineShareDestroyed(
                            share.id,
                            share.grantId,
                            share.entryId,
                            share.resourceId,
                            share.provider,
                            share.consumer,
                            record.method(),
                            actor));
        });
    }

    Uni<OfflineShare> cancel(Mutiny.Session session, UUID id, String reasons) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR);
        return open(session, id).chain(share -> {
            caller.requireUnit(share.provider);
            move(share, Command.CANCEL);
            share.endReasons = reasons;
            return publish(
                    session,
                    share,
                    new OfflineShareCancelled(
                            share.id,
                            share.grantId,
                            share.entryId,
                            share.resourceId,
                            share.provider,
                            share.consumer,
                            reasons,
                            actor));
        });
    }

    /** Either side says what happened to the medium: nothing follows on this share, and the audit finds it. */
    Uni<OfflineShare> fail(Mutiny.Session session, UUID id, OfflineRequests.Failure record) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR);
        return open(session, id).chain(share -> {
            caller.requireOneOf(List.of(share.provider, share.consumer));
            boolean received = share.state == OfflineState.RECEIVED;
            if (received) {
                caller.requireUnit(share.consumer);
                if (record.fault() != MediumFault.LOST) {
                    throw RefusedException.invalid(List.of(Violation.at(
                            "/fault", "not-allowed", "What is on a medium that was received was found to be right.")));
                }
            }
            String answerable = received ? share.consumer : share.provider;
            move(share, Command.FAIL);
            share.fault = record.fault();
            share.endReasons = record.reasons();
            return publish(
                    session,
                    share,
                    new OfflineShareFailed(
                            share.id,
                            share.grantId,
                            share.entryId,
                            share.resourceId,
                            share.provider,
                            share.consumer,
                            answerable,
                            record.fault(),
                            record.reasons(),
                            actor));
        });
    }

    private Uni<OfflineShare> open(Mutiny.Session session, UUID id) {
        return session.find(OfflineShare.class, id, LockModeType.PESSIMISTIC_WRITE)
                .map(this::visible);
    }

    /** The offline share, where the caller is of its consumer, its provider or the authority, or an auditor. */
    OfflineShare visible(@Nullable OfflineShare share) {
        if (share == null
                || !(Oversight.of(caller)
                        || List.of(share.consumer, share.provider).contains(caller.unit()))) {
            throw RefusedException.notFound("offline-share");
        }
        return share;
    }

    private void requireAlive(GrantView grant) {
        if (grant.state() != GrantState.ALIVE) {
            throw new RefusedException(NOT_ALIVE);
        }
        if (containment.stopped(grant.id(), grant.resourceId())) {
            throw new RefusedException(CONTAINED);
        }
    }

    private static void move(OfflineShare share, Command command) {
        OfflineState before = share.state;
        share.state = before.after(command)
                .orElseThrow(() -> new RefusedException(Refusal.of(
                        409,
                        "offline-share-in-another-state",
                        "The offline share is " + EventJson.kebab(before) + ".",
                        EventJson.kebab(before))));
    }

    private Uni<OfflineShare> publish(Mutiny.Session session, OfflineShare share, MeshEvent event) {
        return outbox.publish(session, share.id.toString(), event).replaceWith(share);
    }
}
