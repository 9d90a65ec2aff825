package org.publicdatamesh.exchange.channel;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.channel.ChannelState.Command;
import org.publicdatamesh.exchange.notice.Inbox;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.exchange.ChannelStop;
import org.publicdatamesh.kit.event.exchange.ChannelStopped;
import org.publicdatamesh.kit.event.exchange.ChannelWay;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Brings notices out by the channels of their units, each in the order of the inbox and at least once. A channel is leased while it
 * is sent by, so that two replicas never do so at once; a lease that its replica does not renew passes to another.
 */
@ApplicationScoped
class Dispatcher {
    private static final int AT_ONCE = 16;
    private static final int ROUNDS = 50;
    private static final int TO_TOPIC = 200;
    /** How old a lease may be when something is sent under it: that takes 12 s at most. */
    private static final Duration FRESH = Duration.ofSeconds(15);

    private static final Duration FAULT = Duration.ofSeconds(2);
    private static final Duration NOT_ADMITTED = Duration.ofSeconds(10);
    private static final String LEASED = "leased_until = clock_timestamp() + interval '30 seconds'";
    private static final String GIVEN_BACK = "lease = null, leased_until = null where id = $1 and lease = $2";
    private static final String CLAIM = "update notice_channel set lease = $1, " + LEASED
            + " where id = any(array(select id from notice_channel c where state = 'ACTIVE'"
            + " and (next_try_at is null or next_try_at <= $2)"
            + " and (leased_until is null or leased_until < clock_timestamp())"
            + " and exists (select 1 from notice n where n.holder = c.unit and n.position > c.position)"
            + " limit $3 for update skip locked)) returning id, unit, way, url, secret, old_secret, old_secret_until,"
            + " position, tries, failing_since";

    private final Mutiny.SessionFactory sessions;
    private final Inbox inbox;
    private final Sender sender;
    private final AdmittedUnits units;
    private final Outbox outbox;
    private final InstantSource clock;
    private final Vertx vertx;
    private final AtomicInteger wakes = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();

    Dispatcher(
            Mutiny.SessionFactory sessions,
            Inbox inbox,
            Sender sender,
            AdmittedUnits units,
            Outbox outbox,
            InstantSource clock,
            Vertx vertx) {
        this.sessions = sessions;
        this.inbox = inbox;
        this.sender = sender;
        this.units = units;
        this.outbox = outbox;
        this.clock = clock;
        this.vertx = vertx;
    }

    /** For what is tried again, for leases that ended, and where the signal was missed. */
    @Scheduled(every = "1s", delayed = "1s")
    void tick() {
        wake();
    }

    /** Looks whether there is something to send; while it looks, another call makes it look once more. */
    void wake() {
        if (wakes.getAndIncrement() == 0) {
            look();
        }
    }

    private void look() {
        int seen = wakes.get();
        apart(
                () -> claim().invoke(claims -> claims.forEach(this::begin)).replaceWithVoid(),
                "Channels are looked for again.",
                () -> {
                    if (wakes.addAndGet(-seen) > 0) {
                        look();
                    }
                });
    }

    private void begin(Claim claim) {
        running.incrementAndGet();
        apart(
                () -> rounds(claim, ROUNDS).onFailure().call(failure -> postpone(claim, FAULT)),
                "Notices are sent again.",
                () -> {
                    running.decrementAndGet();
                    wake();
                });
    }

    /** Works on a context of its own, for sessions belong to one. */
    private void apart(Supplier<Uni<? extends Void>> work, String otherwise, Runnable then) {
        Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(
                begun -> Uni.createFrom().deferred(work).subscribe().with(done -> then.run(), failure -> {
                    Log.errorf(failure, "%s", otherwise);
                    then.run();
                }));
    }

    private Uni<List<Claim>> claim() {
        int room = AT_ONCE - running.get();
        if (room <= 0) {
            return Uni.createFrom().item(List.of());
        }
        UUID lease = UUID.randomUUID();
        return sessions.withTransaction(session -> SessionSql.select(
                session,
                CLAIM,
                columns -> new Claim(
                        (UUID) columns[0],
                        lease,
                        new Claim.Target(
                                (String) columns[1],
                                ChannelWay.valueOf((String) columns[2]),
                                (String) columns[3],
                                bytes(columns[4]),
                                bytes(columns[5]),
                                instant(columns[6])),
                        ((Number) columns[7]).longValue(),
                        ((Number) columns[8]).intValue(),
                        instant(columns[9])),
                lease,
                clock.instant().atOffset(ZoneOffset.UTC),
                room));
    }

    private static byte @Nullable [] bytes(@Nullable Object column) {
        return column instanceof io.vertx.core.buffer.Buffer buffer ? buffer.getBytes() : (byte[]) column;
    }

    private static @Nullable Instant instant(@Nullable Object column) {
        return column == null ? null : ((OffsetDateTime) column).toInstant();
    }

    private Uni<Void> rounds(Claim claim, int left) {
        if (left == 0) {
            return giveBack(claim);
        }
        if (!units.admitted(claim.target().unit())) {
            return postpone(claim, NOT_ADMITTED);
        }
        long begun = System.nanoTime();
        Actor actor = new Actor("channel-" + claim.id(), claim.target().unit(), Roles.DATA_SYSTEM);
        int most = claim.target().way() == ChannelWay.TOPIC ? TO_TOPIC : 1;
        return inbox.after(claim.target().unit(), claim.position(), most, actor)
                .chain(found -> found.isEmpty() || System.nanoTime() - begun > FRESH.toNanos()
                        ? giveBack(claim).replaceWith(Optional.<Claim>empty())
                        : sender.send(claim.target(), found).chain(outcome -> settle(claim, found, outcome)))
                .chain(next -> next.isPresent()
                        ? rounds(next.get(), left - 1)
                        : Uni.createFrom().voidItem());
    }

    /** Writes down what became of it; gives the claim where there may be more to send. */
    private Uni<Optional<Claim>> settle(Claim claim, List<Inbox.Leaving> sent, Outcome outcome) {
        Instant now = clock.instant();
        long last = sent.getLast().position();
        return sessions.withTransaction(
                session -> note(session, claim, sent, outcome, now).chain(() -> switch (outcome) {
                    case Outcome.Delivered _ ->
                        SessionSql.update(
                                        session,
                                        "update notice_channel set position = $3, tries = 0, next_try_at = null,"
                                                + " failing_since = null, " + LEASED + " where id = $1 and lease = $2",
                                        claim.id(),
                                        claim.lease(),
                                        last)
                                .map(mine -> mine == 1 ? Optional.of(claim.at(last)) : Optional.<Claim>empty());
                    case Outcome.Gone _ ->
                        stop(session, claim, ChannelStop.GONE, 410, now).replaceWith(Optional.<Claim>empty());
                    case Outcome.NotTaken failed ->
                        failed(session, claim, failed, now).replaceWith(Optional.<Claim>empty());
                }));
    }

    private Uni<Void> failed(Mutiny.Session session, Claim claim, Outcome.NotTaken failed, Instant now) {
        Instant since = Objects.requireNonNullElse(claim.failingSince(), now);
        int tries = claim.tries() + 1;
        double chance = ThreadLocalRandom.current().nextDouble();
        Optional<Instant> next = claim.target().way() == ChannelWay.TOPIC
                ? Optional.of(Retry.ofTopic(now, chance))
                : Retry.ofWebhook(tries, since, now, chance);
        return next.isEmpty()
                ? stop(session, claim, ChannelStop.GIVEN_UP, failed.status(), now)
                : SessionSql.update(
                                session,
                                "update notice_channel set tries = $3, failing_since = $4, next_try_at = $5, "
                                        + GIVEN_BACK,
                                claim.id(),
                                claim.lease(),
                                tries,
                                since.atOffset(ZoneOffset.UTC),
                                next.get().atOffset(ZoneOffset.UTC))
                        .replaceWithVoid();
    }

    private Uni<Void> stop(
            Mutiny.Session session, Claim claim, ChannelStop why, @Nullable Integer status, Instant now) {
        Instant since = Objects.requireNonNullElse(claim.failingSince(), now);
        ChannelState state = ChannelState.ACTIVE
                .after(why == ChannelStop.GONE ? Command.SWITCH_OFF : Command.GIVE_UP)
                .orElseThrow();
        return SessionSql.update(
                        session,
                        "update notice_channel set state = $3, tries = $4, failing_since = $5, next_try_at = null,"
                                + " changed_at = $6, " + GIVEN_BACK,
                        claim.id(),
                        claim.lease(),
                        state.name(),
                        claim.tries() + 1,
                        since.atOffset(ZoneOffset.UTC),
                        now.atOffset(ZoneOffset.UTC))
                .chain(mine -> mine == 0
                        ? Uni.createFrom().voidItem()
                        : outbox.publish(
                                session,
                                claim.id().toString(),
                                new ChannelStopped(claim.id(), claim.target().unit(), why, since, status)));
    }

    /** Notes a try to bring a notice to a webhook. */
    private static Uni<Void> note(
            Mutiny.Session session, Claim claim, List<Inbox.Leaving> sent, Outcome outcome, Instant now) {
        if (claim.target().way() == ChannelWay.TOPIC) {
            return Uni.createFrom().voidItem();
        }
        Inbox.Leaving notice = sent.getFirst();
        Integer status =
                switch (outcome) {
                    case Outcome.Delivered taken -> taken.status();
                    case Outcome.NotTaken failed -> failed.status();
                    case Outcome.Gone _ -> Integer.valueOf(410);
                };
        boolean taken = outcome instanceof Outcome.Delivered;
        return SessionSql.update(
                        session,
                        "insert into notice_delivery (channel_id, position, notice_id, tries, status, failure, tried_at,"
                                + " delivered_at) select id, $2, $3, 1, $4, $5, $6, $7 from notice_channel where id = $1"
                                + " on conflict (channel_id, position) do update set tries = notice_delivery.tries + 1,"
                                + " status = excluded.status, failure = excluded.failure, tried_at = excluded.tried_at,"
                                + " delivered_at = coalesce(notice_delivery.delivered_at, excluded.delivered_at)",
                        claim.id(),
                        notice.position(),
                        notice.view().id(),
                        status,
                        outcome instanceof Outcome.NotTaken failed ? failed.why() : null,
                        now.atOffset(ZoneOffset.UTC),
                        taken ? now.atOffset(ZoneOffset.UTC) : null)
                .replaceWithVoid();
    }

    private Uni<Void> giveBack(Claim claim) {
        return sessions.withTransaction(session -> SessionSql.update(
                        session, "update notice_channel set " + GIVEN_BACK, claim.id(), claim.lease())
                .replaceWithVoid());
    }

    /** What is not the channel's fault is not counted. */
    private Uni<Void> postpone(Claim claim, Duration time) {
        return sessions.withTransaction(session -> SessionSql.update(
                        session,
                        "update notice_channel set next_try_at = $3, " + GIVEN_BACK,
                        claim.id(),
                        claim.lease(),
                        clock.instant().plus(time).atOffset(ZoneOffset.UTC))
                .replaceWithVoid());
    }
}
