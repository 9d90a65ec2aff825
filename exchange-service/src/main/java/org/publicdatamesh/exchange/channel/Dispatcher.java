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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
    /** How many channels of a way are sent by at once, so that neither way waits for the other. */
    private static final int AT_ONCE = 16;

    /** How many of these are one unit's. */
    private static final int OF_A_UNIT = 2;

    private static final int ROUNDS = 50;
    /** For how long a channel is sent by before others have their turn. */
    private static final Duration TURN = Duration.ofSeconds(3);

    private static final int TO_TOPIC = 200;
    /** How old a lease may be when something is sent under it: that takes 12 s at most. */
    private static final Duration FRESH = Duration.ofSeconds(15);

    private static final Duration NOT_ADMITTED = Duration.ofSeconds(10);
    /** What takes longer is given up: its answer may never come. */
    private static final Duration DATABASE = Duration.ofSeconds(20);

    private static final String LEASED = "leased_until = clock_timestamp() + interval '30 seconds'";
    private static final String FAULTLESS = "faults = 0, fault_since = null, ";
    private static final String GIVEN_BACK = "lease = null, leased_until = null where id = $1 and lease = $2";
    private static final String FREE = " c.way = $4 and c.state = 'ACTIVE'"
            + " and (c.next_try_at is null or c.next_try_at <= $2)"
            + " and (c.leased_until is null or c.leased_until < clock_timestamp())"
            + " and exists (select 1 from notice n where n.holder = c.unit and n.position > c.position)";
    private static final String CLAIM = "with waiting as (select c.id, row_number() over"
            + " (partition by c.unit order by c.served_at nulls first, c.id)"
            + " + (select count(*) from notice_channel l where l.unit = c.unit and l.way = c.way"
            + " and l.leased_until >= clock_timestamp()) as nr from notice_channel c where" + FREE + ")"
            + " update notice_channel set lease = $1, served_at = clock_timestamp(), " + LEASED
            + " where id = any(array(select c.id from notice_channel c join waiting on waiting.id = c.id"
            + " where waiting.nr <= $5 and" + FREE + " order by c.served_at nulls first, c.id"
            + " limit $3 for update of c skip locked)) returning id, unit, way, url, secret, old_secret,"
            + " old_secret_until, position, tries, failing_since, faults";

    private final Mutiny.SessionFactory sessions;
    private final Inbox inbox;
    private final Sender sender;
    private final AdmittedUnits units;
    private final Outbox outbox;
    private final InstantSource clock;
    private final Vertx vertx;
    private final AtomicInteger wakes = new AtomicInteger();
    private final Map<ChannelWay, AtomicInteger> running =
            Map.of(ChannelWay.TOPIC, new AtomicInteger(), ChannelWay.WEBHOOK, new AtomicInteger());

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
        AtomicInteger slots = slots(claim.target().way());
        slots.incrementAndGet();
        long until = System.nanoTime() + TURN.toNanos();
        apart(() -> rounds(claim, ROUNDS, until), "Notices are sent again.", () -> {
            slots.decrementAndGet();
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

    private AtomicInteger slots(ChannelWay way) {
        return Objects.requireNonNull(running.get(way));
    }

    /** Nothing before it is known which units are contained. */
    private Uni<List<Claim>> claim() {
        if (!units.isComplete()) {
            return Uni.createFrom().item(List.of());
        }
        UUID lease = UUID.randomUUID();
        return within(sessions.withTransaction(session -> claim(session, lease, ChannelWay.TOPIC)
                .chain(topics -> claim(session, lease, ChannelWay.WEBHOOK)
                        .map(webhooks -> Stream.concat(topics.stream(), webhooks.stream())
                                .toList()))));
    }

    private Uni<List<Claim>> claim(Mutiny.Session session, UUID lease, ChannelWay way) {
        int room = AT_ONCE - slots(way).get();
        if (room <= 0) {
            return Uni.createFrom().item(List.of());
        }
        return SessionSql.select(
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
                        instant(columns[9]),
                        ((Number) columns[10]).intValue()),
                lease,
                clock.instant().atOffset(ZoneOffset.UTC),
                room,
                way.name(),
                OF_A_UNIT);
    }

    /** What does not end in time fails, and goes on where it began. */
    private <T> Uni<T> within(Uni<T> work) {
        Context context = vertx.getOrCreateContext();
        return work.ifNoItem().after(DATABASE).fail().emitOn(command -> context.runOnContext(ignored -> command.run()));
    }

    private static byte @Nullable [] bytes(@Nullable Object column) {
        return column instanceof io.vertx.core.buffer.Buffer buffer ? buffer.getBytes() : (byte[]) column;
    }

    private static @Nullable Instant instant(@Nullable Object column) {
        return column == null ? null : ((OffsetDateTime) column).toInstant();
    }

    private Uni<Void> rounds(Claim claim, int left, long until) {
        if (left == 0 || System.nanoTime() - until > 0) {
            return giveBack(claim);
        }
        if (!admitted(claim)) {
            return notAdmitted(claim);
        }
        long begun = System.nanoTime();
        Actor actor = new Actor("channel-" + claim.id(), claim.target().unit(), Roles.DATA_SYSTEM);
        int most = claim.target().way() == ChannelWay.TOPIC ? TO_TOPIC : 1;
        // Where the secrets cannot be had, nothing is put on record as having left.
        return sender.secrets(claim.target())
                .chain(secrets -> within(inbox.after(claim.target().unit(), claim.position(), most, actor))
                        .chain(found -> {
                            if (found.isEmpty() || System.nanoTime() - begun > FRESH.toNanos()) {
                                return giveBack(claim).replaceWith(Optional.<Claim>empty());
                            }
                            // The record took its time.
                            return admitted(claim)
                                    ? sender.send(claim.target(), secrets, found)
                                            .chain(outcome -> settle(claim, found, outcome))
                                    : notAdmitted(claim).replaceWith(Optional.<Claim>empty());
                        }))
                .onFailure()
                .call(failure -> faulty(claim))
                .chain(next -> next.isPresent()
                        ? rounds(next.get(), left - 1, until)
                        : Uni.createFrom().voidItem());
    }

    private boolean admitted(Claim claim) {
        return units.admitted(claim.target().unit());
    }

    /** Writes down what became of it; gives the claim where there may be more to send. */
    private Uni<Optional<Claim>> settle(Claim claim, List<Inbox.Leaving> sent, Outcome outcome) {
        Instant now = clock.instant();
        long last = sent.getLast().position();
        return within(sessions.withTransaction(
                session -> note(session, claim, sent, outcome, now).chain(() -> switch (outcome) {
                    case Outcome.Delivered _ ->
                        SessionSql.update(
                                        session,
                                        "update notice_channel set position = $3, tries = 0, next_try_at = null,"
                                                + " failing_since = null, " + FAULTLESS + LEASED
                                                + " where id = $1 and lease = $2",
                                        claim.id(),
                                        claim.lease(),
                                        last)
                                .chain(mine -> mine == 1
                                        ? Uni.createFrom().item(Optional.of(claim.at(last)))
                                        : letGo(session, claim).replaceWith(Optional.<Claim>empty()));
                    case Outcome.Gone _ ->
                        stop(session, claim, ChannelStop.GONE, 410, now).replaceWith(Optional.<Claim>empty());
                    case Outcome.NotTaken failed ->
                        failed(session, claim, failed, now).replaceWith(Optional.<Claim>empty());
                })));
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
                                        + FAULTLESS + GIVEN_BACK,
                                claim.id(),
                                claim.lease(),
                                tries,
                                since.atOffset(ZoneOffset.UTC),
                                next.get().atOffset(ZoneOffset.UTC))
                        .chain(mine -> mine == 1 ? Uni.createFrom().voidItem() : letGo(session, claim));
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
                                + " changed_at = $6, " + FAULTLESS + GIVEN_BACK,
                        claim.id(),
                        claim.lease(),
                        state.name(),
                        claim.tries() + 1,
                        since.atOffset(ZoneOffset.UTC),
                        now.atOffset(ZoneOffset.UTC))
                .chain(mine -> mine == 0
                        ? letGo(session, claim)
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
        return update(claim, "update notice_channel set " + GIVEN_BACK, claim.id(), claim.lease());
    }

    /** The lease was taken away while it was sent: now that this is over, others may send. */
    private static Uni<Void> letGo(Mutiny.Session session, Claim claim) {
        return SessionSql.update(
                        session,
                        "update notice_channel set leased_until = null where id = $1 and lease is null",
                        claim.id())
                .replaceWithVoid();
    }

    /** The time for which is tried does not run while nothing is. */
    private Uni<Void> notAdmitted(Claim claim) {
        return update(
                claim,
                "update notice_channel set tries = 0, failing_since = null, next_try_at = $3, " + FAULTLESS
                        + GIVEN_BACK,
                claim.id(),
                claim.lease(),
                clock.instant().plus(NOT_ADMITTED).atOffset(ZoneOffset.UTC));
    }

    /** What is not the channel's fault is not counted as its own. */
    private Uni<Void> faulty(Claim claim) {
        Instant now = clock.instant();
        int faults = claim.faults() + 1;
        return update(
                claim,
                "update notice_channel set faults = $3, fault_since = coalesce(fault_since, $4), next_try_at = $5, "
                        + GIVEN_BACK,
                claim.id(),
                claim.lease(),
                faults,
                now.atOffset(ZoneOffset.UTC),
                Retry.ofFault(faults, now, ThreadLocalRandom.current().nextDouble())
                        .atOffset(ZoneOffset.UTC));
    }

    private Uni<Void> update(Claim claim, String sql, Object... parameters) {
        return within(sessions.withTransaction(session -> SessionSql.update(session, sql, parameters)
                .chain(mine -> mine == 1 ? Uni.createFrom().voidItem() : letGo(session, claim))));
    }
}
