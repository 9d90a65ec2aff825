package org.publicdatamesh.exchange.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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
import org.publicdatamesh.kit.event.exchange.GrantRestored;
import org.publicdatamesh.kit.event.exchange.GrantResumed;
import org.publicdatamesh.kit.event.exchange.GrantSuspended;
import org.publicdatamesh.kit.event.exchange.RowCondition;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
import org.publicdatamesh.kit.inbox.EventHandler;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Grants as the gate knows them, in memory, so that it decides without a round trip to the database. Fed by the grants'
 * events, of which each replica gets a part; the table behind it, which all of them write, has what the others got, and
 * tells corrections who holds what.
 */
@ApplicationScoped
public class LiveGrants {
    private final Map<UUID, Held> grants = new ConcurrentHashMap<>();
    private static final String SUSPENDED = "SUSPENDED";
    private static final Set<String> OPEN = Set.of("ALIVE", SUSPENDED);

    /** How long a step may take from its time to its commit. */
    private static final Duration UNDER_WAY = Duration.ofMinutes(1);

    private final Mutiny.SessionFactory sessions;
    private volatile OffsetDateTime heard = OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

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

    LiveGrants(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
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

    /**
     * Hears of grants that another replica changed: of all that were since it last looked, and a minute before, for a step that
     * took its time to commit.
     */
    @Scheduled(every = "1s", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> hear() {
        return sessions.withSession(session -> SessionSql.select(
                        session,
                        "select grant_id, ended, revision, clock_timestamp() from live_grant where changed_at > $1"
                                + " union all select null, false, 0, clock_timestamp()",
                        columns -> new Changed(
                                (UUID) columns[0],
                                (Boolean) columns[1],
                                ((Number) columns[2]).longValue(),
                                (OffsetDateTime) columns[3]),
                        heard)
                .chain(all -> {
                    Uni<Void> chain = Uni.createFrom().voidItem();
                    for (Changed changed : all) {
                        UUID id = changed.grantId();
                        Held held = id == null ? null : grants.get(id);
                        if (id != null && held != null && changed.isNewTo(held)) {
                            chain = chain.chain(() -> read(session, " where grant_id = :id", Map.of("id", id)));
                        }
                    }
                    return chain.invoke(() -> heard = all.getLast().at().minus(UNDER_WAY));
                }));
    }

    private record Changed(@Nullable UUID grantId, boolean ended, long revision, OffsetDateTime at) {
        boolean isNewTo(Held held) {
            return ended && !held.ended() || revision > held.revision();
        }
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

    /**
     * A step that this replica took from the topic. One that does not go on from what it knows is left to {@link #hear}. Not private:
     * it is called on the bean's proxy, which has no fields.
     */
    void told(MeshEvent step) {
        switch (step) {
            case GrantSuspended suspended ->
                next(suspended.grantId(), suspended.revision(), held -> changed(held, held.grant(), true));
            case GrantResumed resumed ->
                next(resumed.grantId(), resumed.revision(), held -> changed(held, held.grant(), false));
            case GrantNarrowed _, GrantRestored _ -> {
                // Read anew with its resource: it may be bound to an item that the resource had not when it was
                // remembered.
            }
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
     * @param step {@link GrantSuspended}, {@link GrantResumed}, {@link GrantNarrowed}, {@link GrantRestored} or {@link GrantEnded}
     */
    public static Uni<Void> apply(Mutiny.Session session, MeshEvent step) {
        return switch (step) {
            case GrantSuspended suspended -> suspend(session, suspended.grantId(), true, suspended.revision());
            case GrantResumed resumed -> suspend(session, resumed.grantId(), false, resumed.revision());
            case GrantNarrowed narrowed ->
                hold(
                        session,
                        narrowed.grantId(),
                        narrowed.revision(),
                        narrowed.at(),
                        before -> narrowed(
                                before,
                                narrowed.items(),
                                narrowed.rowFilter(),
                                narrowed.validUntil(),
                                narrowed.rowsPerDay()));
            case GrantRestored restored ->
                hold(
                        session,
                        restored.grantId(),
                        restored.revision(),
                        null,
                        before -> held(
                                before,
                                restored.items(),
                                restored.rowFilter(),
                                restored.masks(),
                                restored.validUntil(),
                                restored.rowsPerDay()));
            case GrantEnded ended ->
                session.createNativeQuery("update live_grant set ended = true,"
                                + " changed_at = clock_timestamp() where grant_id = :id and not ended")
                        .setParameter("id", ended.grantId())
                        .executeUpdate()
                        .replaceWithVoid();
            default -> throw new IllegalArgumentException("not a step on a grant: " + step);
        };
    }

    private static Uni<Void> suspend(Mutiny.Session session, UUID id, boolean suspended, long revision) {
        return session.createNativeQuery("update live_grant set suspended = :suspended, revision = :revision,"
                        + " changed_at = clock_timestamp()"
                        + " where grant_id = :id and revision < :revision")
                .setParameter("suspended", suspended)
                .setParameter("revision", revision)
                .setParameter("id", id)
                .executeUpdate()
                .replaceWithVoid();
    }

    /**
     * Writes down what a grant holds from now on.
     *
     * @param narrowedAt when it came to hold less; null where it holds more
     */
    private static Uni<Void> hold(
            Mutiny.Session session,
            UUID id,
            long revision,
            @Nullable Instant narrowedAt,
            UnaryOperator<ShareApproved> change) {
        return session.<String>createNativeQuery(
                        "select data from live_grant where grant_id = :id and revision < :revision for update")
                .setParameter("id", id)
                .setParameter("revision", revision)
                .getResultList()
                .chain(rows -> {
                    if (rows.isEmpty()) {
                        return Uni.createFrom().voidItem();
                    }
                    ShareApproved before = read(rows.getFirst());
                    ShareApproved after = change.apply(before);
                    boolean seesOther = !after.items().equals(before.items())
                            || !after.rowFilter().equals(before.rowFilter());
                    return SessionSql.update(
                                    session,
                                    "update live_grant set data = $2, valid_until = $3, revision = $4,"
                                            + " changed_at = clock_timestamp(), narrowed_at = case when $5 then"
                                            + " coalesce($6::timestamptz, narrowed_at) else narrowed_at end,"
                                            + " seen_revision = seen_revision + case when $7 then 1 else 0 end"
                                            + " where grant_id = $1",
                                    id,
                                    EventJson.write(after),
                                    after.validUntil().atOffset(ZoneOffset.UTC),
                                    revision,
                                    seesOther,
                                    narrowedAt == null ? null : narrowedAt.atOffset(ZoneOffset.UTC),
                                    seesOther || !Objects.equals(after.rowsPerDay(), before.rowsPerDay()))
                            .replaceWithVoid();
                });
    }

    private static ShareApproved narrowed(
            ShareApproved grant,
            List<String> items,
            List<RowCondition> rowFilter,
            Instant validUntil,
            @Nullable Long rowsPerDay) {
        Map<String, Mask> masks = new LinkedHashMap<>(grant.masks());
        masks.keySet().retainAll(items);
        return held(grant, items, rowFilter, masks, validUntil, rowsPerDay);
    }

    private static ShareApproved held(
            ShareApproved grant,
            List<String> items,
            List<RowCondition> rowFilter,
            Map<String, Mask> masks,
            Instant validUntil,
            @Nullable Long rowsPerDay) {
        return new ShareApproved(
                grant.grantId(),
                grant.applicationId(),
                grant.entryId(),
                grant.resourceId(),
                grant.provider(),
                grant.consumer(),
                items,
                rowFilter,
                masks,
                grant.purpose(),
                grant.validFrom(),
                validUntil,
                rowsPerDay,
                grant.scenario(),
                grant.expectedRows(),
                grant.delivery(),
                grant.replaces(),
                grant.actor());
    }

    /**
     * Writes down a grant in the place of another one, in the transaction in which they change places: readings and corrections
     * find the one or the other. Call with the resource locked.
     *
     * @param seesLess whether the other held something that this one does not
     */
    public static Uni<Void> replace(
            Mutiny.Session session, SharedResource resource, UUID old, ShareApproved fresh, boolean seesLess) {
        return write(session, resource, fresh)
                .chain(() -> SessionSql.update(
                        session,
                        "update live_grant set narrowed_at = case when $2 then $3::timestamptz else"
                                + " (select narrowed_at from live_grant where grant_id = $4) end where grant_id = $1",
                        fresh.grantId(),
                        seesLess,
                        fresh.validFrom().atOffset(ZoneOffset.UTC),
                        old))
                .chain(() -> Quota.passOn(session, old, fresh.grantId()))
                .replaceWithVoid();
    }

    /**
     * Writes down a new grant, in the transaction that makes it: the first reading after its commit finds it, and so does each
     * correction. Call with the resource locked.
     */
    public static Uni<Void> write(Mutiny.Session session, SharedResource resource, ShareApproved fresh) {
        Uni<Void> table = resource.loaded() ? Uni.createFrom().voidItem() : new PoolTable(resource).create(session);
        return table.chain(() -> SessionSql.update(
                        session,
                        "insert into live_grant (grant_id, resource_id, consumer, valid_until, data)"
                                + " values ($1, $2, $3, $4, $5)",
                        fresh.grantId(),
                        fresh.resourceId(),
                        fresh.consumer(),
                        fresh.validUntil().atOffset(ZoneOffset.UTC),
                        EventJson.write(fresh)))
                .replaceWithVoid();
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

    /**
     * Which of some grants are alive at that time, each with the time since when it has shown what it shows now: what was taken
     * away before is not shown any more.
     */
    public static Uni<Map<UUID, Instant>> showing(Mutiny.Session session, Set<UUID> grants, Instant now) {
        if (grants.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return SessionSql.select(
                        session,
                        "select grant_id, narrowed_at from live_grant where grant_id = any($1) and not ended"
                                + " and not suspended and valid_until > $2",
                        columns -> Map.entry(
                                (UUID) columns[0],
                                columns[1] == null ? Instant.MIN : ((OffsetDateTime) columns[1]).toInstant()),
                        grants.toArray(UUID[]::new),
                        now.atOffset(ZoneOffset.UTC))
                .map(found -> found.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static ShareApproved read(String json) {
        try {
            return EventJson.MAPPER.readValue(json, ShareApproved.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored grant cannot be read", e);
        }
    }

    /**
     * A new grant that was not written down when it was made: recorded with the resource locked, so that each correction either
     * precedes it or is pushed to it; and as it stands by now, for steps may have been taken before its event came, or long before,
     * where it was a dead letter.
     */
    @ApplicationScoped
    static class Approved implements EventHandler<ShareApproved> {
        private final LiveGrants grants;
        private final Map<UUID, Held> found = new ConcurrentHashMap<>();

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
                    .call(resource -> new PoolTable(resource).create(session))
                    .chain(resource -> asItStands(session, grant, resource))
                    .invoke(held -> found.put(grant.grantId(), held))
                    .chain(held -> SessionSql.update(
                            session,
                            "insert into live_grant (grant_id, resource_id, consumer, valid_until, data, ended, suspended,"
                                    + " revision) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
                            grant.grantId(),
                            grant.resourceId(),
                            grant.consumer(),
                            held.grant().validUntil().atOffset(ZoneOffset.UTC),
                            EventJson.write(held.grant()),
                            held.ended(),
                            held.suspended(),
                            held.revision()))
                    .replaceWithVoid();
        }

        /** Waits for a step that is under way; a step that comes later finds the grant written down. */
        private static Uni<Held> asItStands(Mutiny.Session session, ShareApproved grant, SharedResource resource) {
            return SessionSql.select(
                            session,
                            "select state, revision, items, row_filter, valid_until, rows_per_day from share_grant"
                                    + " where id = $1 for share",
                            columns -> new Held(
                                    narrowed(
                                            grant,
                                            list(columns[2], new TypeReference<List<String>>() {}),
                                            list(columns[3], new TypeReference<List<RowCondition>>() {}),
                                            ((OffsetDateTime) columns[4]).toInstant(),
                                            (Long) columns[5]),
                                    resource,
                                    !OPEN.contains((String) columns[0]),
                                    SUSPENDED.equals(columns[0]),
                                    ((Number) columns[1]).longValue()),
                            grant.grantId())
                    .map(rows -> rows.isEmpty() ? new Held(grant, resource, false, false, 0) : rows.getFirst());
        }

        private static <T> List<T> list(Object json, TypeReference<List<T>> type) {
            try {
                return EventJson.MAPPER.readValue((String) json, type);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a stored grant cannot be read", e);
            }
        }

        @Override
        public void committed(List<Envelope<ShareApproved>> events) {
            for (Envelope<ShareApproved> event : events) {
                Held held = found.remove(event.data().grantId());
                if (held != null) {
                    grants.remember(held);
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

    @Singleton
    static class Restored extends Step<GrantRestored> {
        Restored(LiveGrants grants) {
            super(grants, GrantRestored.class);
        }
    }
}
