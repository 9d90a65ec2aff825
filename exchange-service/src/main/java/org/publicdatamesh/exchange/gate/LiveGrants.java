package org.publicdatamesh.exchange.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.pool.PoolTable;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.exchange.GrantEnded;
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

    /** A grant with the items of its resource as they were when it began. */
    public record Held(ShareApproved grant, SharedResource resource, boolean ended) {
        /** Whether it is alive at that time: from its first to before its last instant. */
        public boolean alive(Instant now) {
            return !ended && !now.isBefore(grant.validFrom()) && now.isBefore(grant.validUntil());
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

    /** Hears of grants whose end another replica took from the topic. */
    @Scheduled(every = "1s", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> hear() {
        return sessions.withSession(session -> session.<UUID>createNativeQuery(
                                "select grant_id from live_grant where ended and valid_until > :now")
                        .setParameter("now", clock.instant())
                        .getResultList())
                .invoke(ended -> ended.forEach(this::end))
                .replaceWithVoid();
    }

    private Uni<Void> read(Mutiny.Session session, String where, Map<String, UUID> parameters) {
        Mutiny.SelectionQuery<Object[]> query =
                session.createNativeQuery("select data, ended from live_grant" + where, Object[].class);
        parameters.forEach(query::setParameter);
        return query.getResultList().chain(rows -> {
            Uni<Void> chain = Uni.createFrom().voidItem();
            for (Object[] row : rows) {
                ShareApproved grant = read((String) row[0]);
                chain = chain.chain(() -> SharedResource.find(session, grant.resourceId())
                        .invoke(resource -> {
                            if (resource != null) {
                                remember(new Held(grant, resource, (Boolean) row[1]));
                            }
                        })
                        .replaceWithVoid());
            }
            return chain;
        });
    }

    void remember(Held held) {
        grants.merge(
                held.grant().grantId(),
                held,
                (old, fresh) -> new Held(fresh.grant(), fresh.resource(), old.ended() || fresh.ended()));
    }

    void end(UUID id) {
        grants.computeIfPresent(id, (key, held) -> new Held(held.grant(), held.resource(), true));
    }

    /** Grants on a resource that are alive at that time; call with the resource locked. */
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
                        + " and not ended and valid_until > :now")
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
                    grants.remember(new Held(event.data(), resource, false));
                }
            }
        }
    }

    /** A grant that ended. */
    @ApplicationScoped
    static class Ended implements EventHandler<GrantEnded> {
        private final LiveGrants grants;

        Ended(LiveGrants grants) {
            this.grants = grants;
        }

        @Override
        public Class<GrantEnded> event() {
            return GrantEnded.class;
        }

        @Override
        public Uni<Void> handle(Mutiny.Session session, Envelope<GrantEnded> event) {
            return session.createNativeQuery("update live_grant set ended = true where grant_id = :id")
                    .setParameter("id", event.data().grantId())
                    .executeUpdate()
                    .replaceWithVoid();
        }

        @Override
        public void committed(List<Envelope<GrantEnded>> events) {
            events.forEach(event -> grants.end(event.data().grantId()));
        }
    }
}
