package org.publicdatamesh.exchange.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.pool.PoolTable;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.catalog.Mask;
import org.publicdatamesh.kit.event.exchange.GrantEnded;
import org.publicdatamesh.kit.event.exchange.GrantNarrowed;
import org.publicdatamesh.kit.event.exchange.GrantResumed;
import org.publicdatamesh.kit.event.exchange.GrantSuspended;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
import org.publicdatamesh.kit.inbox.EventHandler;

/**
 * Grants as the gate knows them, in memory, so that it decides without a round trip to the database. Fed by the grants'
 * events, of which each replica gets a part; the table behind it, which all of them write, has what the others got, and
 * tells corrections who holds what.
 */
@ApplicationScoped
public class LiveGrants {
    private final Map<UUID, Held> grants = new ConcurrentHashMap<>();
    private final Mutiny.SessionFactory sessions;
    private final InstantSource clock;

    /**
     * A grant with the items of its resource as they were when it began.
     *
     * @param grant what it holds now
     * @param resource its resource
     * @param ended whether it was ended
     * @param suspended whether nothing is read under it for the time being
     * @param revision how often it was changed; a greater one is newer
     */
    public record Held(ShareApproved grant, SharedResource resource, boolean ended, boolean suspended, long revision) {
        /** Whether it is alive at that time: from its first to before its last instant. */
        public boolean alive(Instant now) {
            return !ended && !suspended && !now.isBefore(grant.validFrom()) && now.isBefore(grant.validUntil());
        }
    }

    LiveGrants(Mutiny.SessionFactory sessions, InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    void load(@Observes @Priority(10) StartupEvent event) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> sessions.withSession(session -> read(session, "", Map.of())));
    }

    /**
     * The grant; null where there is none. One that this replica has not heard of may be one that another replica took from
     * the topic: it is looked for in the table, and remembered.
     */
    public Uni<@Nullable Held> find(UUID id) {
        Held known = grants.get(id);
        return known != null
                ? Uni.createFrom().item(known)
                : sessions.withSession(session -> read(session, " where grant_id = :id", Map.of("id", id)))
                        .map(read -> grants.get(id));
    }

    /** What this replica knows of a grant, without looking for it. */
    @Nullable
    Held known(UUID id) {
        return grants.get(id);
    }

    /** Reads anew what is known of a grant; call after a step on it has committed. */
    public Uni<Void> refresh(UUID id) {
        return sessions.withSession(session -> read(session, " where grant_id = :id", Map.of("id", id)));
    }

    /** Hears of grants that another replica changed. */
    @Scheduled(every = "1s", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> hear() {
        return sessions.withSession(session -> session.createNativeQuery(
                        "select grant_id, ended, revision from live_grant where (ended or revision > 0)"
                                + " and valid_until > :now",
                        Object[].class)
                .setParameter("now", clock.instant())
                .getResultList()
                .chain(changed -> {
                    Uni<Void> chain = Uni.createFrom().voidItem();
                    for (Object[] row : changed) {
                        UUID id = (UUID) row[0];
                        Held held = grants.get(id);
                        if (held != null && ((Boolean) row[1] && !held.ended() || (Long) row[2] > held.revision())) {
                            chain = chain.chain(() -> read(session, " where grant_id = :id", Map.of("id", id)));
                        }
                    }
                    return chain;
                }));
    }

    private Uni<Void> read(Mutiny.Session session, String where, Map<String, UUID> parameters) {
        Mutiny.SelectionQuery<Object[]> query = session.createNativeQuery(
                "select data, ended, suspended, revision from live_grant" + where, Object[].class);
        parameters.forEach(query::setParameter);
        return query.getResultList().chain(rows -> {
            Uni<Void> chain = Uni.createFrom().voidItem();
            for (Object[] row : rows) {
                ShareApproved grant = read((String) row[0]);
                chain = chain.chain(() -> SharedResource.find(session, grant.resourceId())
                        .invoke(resource -> {
                            if (resource != null) {
                                remember(new Held(grant, resource, (Boolean) row[1], (Boolean) row[2], (Long) row[3]));
                            }
                        })
                        .replaceWithVoid());
            }
            return chain;
        });
    }

    /** Keeps what is newer; an end stays. */
    void remember(Held held) {
        grants.merge(held.grant().grantId(), held, (old, fresh) -> {
            Held newer = fresh.revision() >= old.revision() ? fresh : old;
            return new Held(
                    newer.grant(), newer.resource(), old.ended() || fresh.ended(), newer.suspended(), newer.revision());
        });
    }

    /** A step that this replica took from the topic. One that does not go on from what it knows is left to {@link #hear}. */
    private void told(MeshEvent step) {
        switch (step) {
            case GrantSuspended suspended ->
                next(suspended.grantId(), suspended.revision(), held -> changed(held, held.grant(), true));
            case GrantResumed resumed ->
                next(resumed.grantId(), resumed.revision(), held -> changed(held, held.grant(), false));
            case GrantNarrowed narrowed ->
                next(
                        narrowed.grantId(),
                        narrowed.revision(),
                        held -> changed(held, narrowed(held.grant(), narrowed), held.suspended()));
            case GrantEnded ended ->
                grants.computeIfPresent(
                        ended.grantId(),
                        (id, held) -> new Held(held.grant(), held.resource(), true, held.suspended(), held.revision()));
            default -> throw new IllegalArgumentException("not a step on a grant: " + step);
        }
    }

    private void next(UUID id, long revision, UnaryOperator<Held> change) {
        grants.computeIfPresent(id, (key, held) -> revision == held.revision() + 1 ? change.apply(held) : held);
    }

    private static Held changed(Held held, ShareApproved grant, boolean suspended) {
        return new Held(grant, held.resource(), held.ended(), suspended, held.revision() + 1);
    }

    /**
     * Writes down what a step on a grant changes, in the transaction of the step: the gate of no replica is later than a
     * second, also while the broker is away. Where the grant is not written down yet, its event comes after the grant's.
     *
     * @param step {@link GrantSuspended}, {@link GrantResumed}, {@link GrantNarrowed} or {@link GrantEnded}
     */
    public static Uni<Void> apply(Mutiny.Session session, MeshEvent step) {
        return switch (step) {
            case GrantSuspended suspended -> suspend(session, suspended.grantId(), true, suspended.revision());
            case GrantResumed resumed -> suspend(session, resumed.grantId(), false, resumed.revision());
            case GrantNarrowed narrowed -> narrow(session, narrowed);
            case GrantEnded ended ->
                session.createNativeQuery("update live_grant set ended = true where grant_id = :id")
                        .setParameter("id", ended.grantId())
                        .executeUpdate()
                        .replaceWithVoid();
            default -> throw new IllegalArgumentException("not a step on a grant: " + step);
        };
    }

    private static Uni<Void> suspend(Mutiny.Session session, UUID id, boolean suspended, long revision) {
        return session.createNativeQuery("update live_grant set suspended = :suspended, revision = :revision"
                        + " where grant_id = :id and revision < :revision")
                .setParameter("suspended", suspended)
                .setParameter("revision", revision)
                .setParameter("id", id)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Uni<Void> narrow(Mutiny.Session session, GrantNarrowed narrowed) {
        return session.<String>createNativeQuery(
                        "select data from live_grant where grant_id = :id and revision < :revision for update")
                .setParameter("id", narrowed.grantId())
                .setParameter("revision", narrowed.revision())
                .getResultList()
                .chain(rows -> rows.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : session.createNativeQuery("update live_grant set data = :data, valid_until = :until,"
                                        + " revision = :revision where grant_id = :id")
                                .setParameter("data", EventJson.write(narrowed(read(rows.getFirst()), narrowed)))
                                .setParameter("until", narrowed.validUntil())
                                .setParameter("revision", narrowed.revision())
                                .setParameter("id", narrowed.grantId())
                                .executeUpdate()
                                .replaceWithVoid());
    }

    private static ShareApproved narrowed(ShareApproved grant, GrantNarrowed narrowed) {
        Map<String, Mask> masks = new LinkedHashMap<>(grant.masks());
        masks.keySet().retainAll(narrowed.items());
        return new ShareApproved(
                grant.grantId(),
                grant.applicationId(),
                grant.entryId(),
                grant.resourceId(),
                grant.provider(),
                grant.consumer(),
                narrowed.items(),
                narrowed.rowFilter(),
                masks,
                grant.purpose(),
                grant.validFrom(),
                narrowed.validUntil(),
                narrowed.rowsPerDay(),
                grant.actor());
    }

    /**
     * Grants on a resource whose term runs at that time, suspended ones too: whoever has data is told that they were wrong.
     * Call with the resource locked.
     */
    public static Uni<List<ShareApproved>> holders(Mutiny.Session session, UUID resource, Instant now) {
        return session.<String>createNativeQuery(
                        "select data from live_grant where resource_id = :resource and not ended and valid_until > :now"
                                + " order by grant_id")
                .setParameter("resource", resource)
                .setParameter("now", now)
                .getResultList()
                .map(rows -> rows.stream().map(LiveGrants::read).toList());
    }

    /** Which of some grants are alive at that time. */
    public static Uni<Set<UUID>> alive(Mutiny.Session session, Set<UUID> grants, Instant now) {
        if (grants.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return session.<UUID>createNativeQuery("select grant_id from live_grant where grant_id in (:grants)"
                        + " and not ended and not suspended and valid_until > :now")
                .setParameter("grants", List.copyOf(grants))
                .setParameter("now", now)
                .getResultList()
                .map(Set::copyOf);
    }

    private static ShareApproved read(String json) {
        try {
            return EventJson.MAPPER.readValue(json, ShareApproved.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored grant cannot be read", e);
        }
    }

    /** A new grant: recorded with the resource locked, so that each correction either precedes it or is pushed to it. */
    @ApplicationScoped
    static class Approved implements EventHandler<ShareApproved> {
        private final LiveGrants grants;
        private final Map<UUID, SharedResource> found = new ConcurrentHashMap<>();

        Approved(LiveGrants grants) {
            this.grants = grants;
        }

        @Override
        public Class<ShareApproved> event() {
            return ShareApproved.class;
        }

        @Override
        public Uni<Void> handle(Mutiny.Session session, Envelope<ShareApproved> event) {
            ShareApproved grant = event.data();
            return SharedResource.lock(session, grant.resourceId())
                    .onItem()
                    .ifNull()
                    .failWith(
                            () -> new IllegalStateException("a grant on a resource that the catalogue has not told of"))
                    .invoke(resource -> found.put(grant.grantId(), resource))
                    .call(resource -> new PoolTable(resource).create(session))
                    .chain(resource -> session.createNativeQuery(
                                    "insert into live_grant (grant_id, resource_id, consumer, valid_until, data)"
                                            + " values (:id, :resource, :consumer, :until, :data) on conflict do nothing")
                            .setParameter("id", grant.grantId())
                            .setParameter("resource", grant.resourceId())
                            .setParameter("consumer", grant.consumer())
                            .setParameter("until", grant.validUntil())
                            .setParameter("data", EventJson.write(grant))
                            .executeUpdate())
                    .replaceWithVoid();
        }

        @Override
        public void committed(List<Envelope<ShareApproved>> events) {
            for (Envelope<ShareApproved> event : events) {
                SharedResource resource = found.remove(event.data().grantId());
                if (resource != null) {
                    grants.remember(new Held(event.data(), resource, false, false, 0));
                }
            }
        }
    }

    /** A step on a grant: written down again, for it may have been taken before the grant was written down. */
    private abstract static class Step<E extends MeshEvent> implements EventHandler<E> {
        private final LiveGrants grants;
        private final Class<E> event;

        Step(LiveGrants grants, Class<E> event) {
            this.grants = grants;
            this.event = event;
        }

        @Override
        public Class<E> event() {
            return event;
        }

        @Override
        public Uni<Void> handle(Mutiny.Session session, Envelope<E> step) {
            return apply(session, step.data());
        }

        @Override
        public void committed(List<Envelope<E>> steps) {
            steps.forEach(step -> grants.told(step.data()));
        }
    }

    @Singleton
    static class Ended extends Step<GrantEnded> {
        Ended(LiveGrants grants) {
            super(grants, GrantEnded.class);
        }
    }

    @Singleton
    static class Suspended extends Step<GrantSuspended> {
        Suspended(LiveGrants grants) {
            super(grants, GrantSuspended.class);
        }
    }

    @Singleton
    static class Resumed extends Step<GrantResumed> {
        Resumed(LiveGrants grants) {
            super(grants, GrantResumed.class);
        }
    }

    @Singleton
    static class Narrowed extends Step<GrantNarrowed> {
        Narrowed(LiveGrants grants) {
            super(grants, GrantNarrowed.class);
        }
    }
}
