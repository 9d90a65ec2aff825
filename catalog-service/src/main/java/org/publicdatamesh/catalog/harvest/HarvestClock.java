package org.publicdatamesh.catalog.harvest;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Begins the runs that are due or were asked for. A run has its source by a lease that each page renews, so that one run is
 * under way at a time, however many replicas look; what a lost replica left is taken over when the lease has ended.
 */
@ApplicationScoped
class HarvestClock {
    private static final String DUE = "select s.id, s.title, s.address, s.unit, s.format, s.interval_seconds, s.token,"
            + " s.conditional, s.dated, s.read_whole_at, s.failures, s.failing_told, w.id, w.asked_by"
            + " from harvest_source s left join harvest_run w on w.source_id = s.id and w.state = 'WAITING'"
            + " where (s.lease_until is null or s.lease_until <= $1)"
            + " and (s.enabled and s.next_run_at <= $1 or w.id is not null)"
            + " order by w.id is null, s.next_run_at limit 1 for update of s skip locked";

    private final Mutiny.SessionFactory sessions;
    private final Harvesting harvesting;
    private final HarvestConfig config;
    private final InstantSource clock;
    private final AtomicInteger running = new AtomicInteger();

    HarvestClock(Mutiny.SessionFactory sessions, Harvesting harvesting, HarvestConfig config, InstantSource clock) {
        this.sessions = sessions;
        this.harvesting = harvesting;
        this.config = config;
        this.clock = clock;
    }

    /** Each look may become a run, and ends with it; others go on looking meanwhile. */
    @Scheduled(every = "{mesh.catalog.clocks.every}", delayed = "3s")
    Uni<Void> look() {
        if (running.incrementAndGet() > config.concurrent()) {
            running.decrementAndGet();
            return Uni.createFrom().voidItem();
        }
        return claim().chain(claim -> claim == null ? Uni.createFrom().voidItem() : harvesting.run(claim))
                .onFailure()
                .invoke(failure -> Log.errorf(failure, "A harvest goes on later."))
                .onFailure()
                .recoverWithNull()
                .onTermination()
                .invoke(running::decrementAndGet);
    }

    private Uni<@Nullable Claim> claim() {
        Instant now = clock.instant();
        return sessions.withTransaction(session -> SessionSql.select(
                        session, DUE, columns -> columns, now.atOffset(ZoneOffset.UTC))
                .chain(due -> due.isEmpty() ? Uni.createFrom().nullItem() : taken(session, due.getFirst(), now)));
    }

    private Uni<Claim> taken(Mutiny.Session session, @Nullable Object[] source, Instant now) {
        UUID id = (UUID) required(source[0]);
        UUID waiting = (UUID) source[12];
        UUID run = waiting == null ? Outbox.newId() : waiting;
        Claim claim = new Claim(
                run,
                id,
                (String) required(source[1]),
                (String) required(source[2]),
                (String) required(source[3]),
                HarvestFormat.valueOf((String) required(source[4])),
                Duration.ofSeconds(((Number) required(source[5])).longValue()),
                (String) source[6],
                (Boolean) required(source[7]),
                (Boolean) required(source[8]),
                source[9] == null ? null : ((OffsetDateTime) source[9]).toInstant(),
                ((Number) required(source[10])).intValue(),
                (Boolean) required(source[11]),
                actor((String) source[13]));
        OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
        return Sources.breakOff(session, id, now)
                .chain(() -> waiting != null
                        ? SessionSql.update(
                                session,
                                "update harvest_run set state = 'RUNNING', started_at = $2 where id = $1",
                                run,
                                at)
                        : SessionSql.update(
                                session,
                                "insert into harvest_run (id, source_id, trigger, state, asked_at, started_at)"
                                        + " values ($1, $2, 'SCHEDULE', 'RUNNING', $3, $3)",
                                run,
                                id,
                                at))
                .chain(() -> SessionSql.update(
                        session,
                        "update harvest_source set lease_run = $2, lease_until = $3 where id = $1",
                        id,
                        run,
                        now.plus(config.lease()).atOffset(ZoneOffset.UTC)))
                .replaceWith(claim);
    }

    private static @Nullable Actor actor(@Nullable String json) {
        try {
            return json == null ? null : EventJson.MAPPER.readValue(json, Actor.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("who asked for a harvest cannot be read", e);
        }
    }

    private static Object required(@Nullable Object column) {
        return java.util.Objects.requireNonNull(column);
    }
}
