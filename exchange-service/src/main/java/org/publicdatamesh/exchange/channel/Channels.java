package org.publicdatamesh.exchange.channel;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.channel.ChannelState.Command;
import org.publicdatamesh.kit.crypto.Sm;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.exchange.ChannelClosed;
import org.publicdatamesh.kit.event.exchange.ChannelOpened;
import org.publicdatamesh.kit.event.exchange.ChannelReplayed;
import org.publicdatamesh.kit.event.exchange.ChannelResumed;
import org.publicdatamesh.kit.event.exchange.ChannelSecretRotated;
import org.publicdatamesh.kit.event.exchange.ChannelVerified;
import org.publicdatamesh.kit.event.exchange.ChannelWay;
import org.publicdatamesh.kit.http.GuardedFetch;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.sql.Aside;
import org.publicdatamesh.kit.sql.SessionSql;

/** What a unit's data supervisor does with its channels. Each step and its event commit together. */
@ApplicationScoped
class Channels {
    private static final String LAST = "select coalesce(max(position), 0) from notice where holder = $1";

    private final Sender sender;
    private final Secrets secrets;
    private final ChannelConfig config;
    private final Mutiny.SessionFactory sessions;
    private final Outbox outbox;
    private final Caller caller;
    private final InstantSource clock;

    Channels(
            Sender sender,
            Secrets secrets,
            ChannelConfig config,
            Mutiny.SessionFactory sessions,
            Outbox outbox,
            Caller caller,
            InstantSource clock) {
        this.sender = sender;
        this.secrets = secrets;
        this.config = config;
        this.sessions = sessions;
        this.outbox = outbox;
        this.caller = caller;
        this.clock = clock;
    }

    /** A channel, and its secret where that is told. */
    record Told(NoticeChannel channel, String secret) {}

    /** Writes down that the unit has its topic; it begins with the next notice. */
    Uni<NoticeChannel> openTopic(Mutiny.Session session) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        return alone(session, actor.unit())
                .chain(() -> topic(session, actor.unit()))
                .chain(known -> known != null
                        ? Uni.createFrom().item(known)
                        : opened(session, Outbox.newId(), ChannelWay.TOPIC, null, null, actor));
    }

    /** Writes down that the unit has no topic any more. */
    Uni<Void> closeTopic(Mutiny.Session session) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        return alone(session, actor.unit())
                .chain(() -> topic(session, actor.unit()))
                .chain(known -> known == null ? Uni.createFrom().voidItem() : closed(session, known, actor));
    }

    private static Uni<@Nullable NoticeChannel> topic(Mutiny.Session session, String unit) {
        return session.createQuery("from NoticeChannel where unit = :unit and way = :way", NoticeChannel.class)
                .setParameter("unit", unit)
                .setParameter("way", ChannelWay.TOPIC)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getSingleResultOrNull();
    }

    static Uni<Boolean> hasTopic(Mutiny.Session session, String unit) {
        return SessionSql.select(
                        session,
                        "select 1 from notice_channel where unit = $1 and way = 'TOPIC'",
                        columns -> columns[0],
                        unit)
                .map(found -> !found.isEmpty());
    }

    /** Refuses an address that cannot be a webhook's, also one whose host leads inside now. Outside of a transaction. */
    Uni<Void> lookedAt(String url) {
        URI address = address(url);
        return sender.leadsInside(address)
                .invoke(inside -> {
                    if (inside) {
                        throw notPublic();
                    }
                })
                .replaceWithVoid();
    }

    /** Opens a webhook, to which nothing goes before it is verified. */
    Uni<Told> openWebhook(Mutiny.Session session, String url) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        URI address = address(url);
        byte[] secret = Sm.random(Signing.SECRET_BYTES);
        return alone(session, actor.unit())
                .chain(() -> SessionSql.select(
                        session,
                        "select count(*) from notice_channel where unit = $1 and way = 'WEBHOOK'",
                        columns -> ((Number) columns[0]).intValue(),
                        actor.unit()))
                .chain(count -> {
                    if (count.getFirst() >= config.webhooks()) {
                        throw new RefusedException(Refusal.of(
                                409,
                                "too-many-webhooks",
                                "A unit has at most " + config.webhooks() + " webhooks.",
                                String.valueOf(config.webhooks())));
                    }
                    return Aside.on(() -> secrets.seal(secret));
                })
                .chain(locked -> opened(session, Outbox.newId(), ChannelWay.WEBHOOK, address, locked, actor))
                .map(channel -> new Told(channel, Signing.told(secret)));
    }

    private URI address(String url) {
        URI address;
        try {
            address = new URI(url);
        } catch (URISyntaxException e) {
            throw refused("not-a-web-address", "An https address with a host and without a user is expected.");
        }
        if (!GuardedFetch.isWebAddress(address)) {
            throw refused("not-a-web-address", "An https address with a host and without a user is expected.");
        }
        if (!config.plainHttp() && !"https".equalsIgnoreCase(address.getScheme())) {
            throw refused("https-expected", "Values of data leave by https only.");
        }
        if (!sender.allowsHost(address)) {
            throw notPublic();
        }
        return address;
    }

    private static RefusedException notPublic() {
        return refused("private-address", "The address is not on the public Internet.");
    }

    private static RefusedException refused(String code, String message) {
        return RefusedException.invalid(List.of(Violation.at("/url", code, message)));
    }

    /** One opening or closing of the unit's at a time. */
    private static Uni<Void> alone(Mutiny.Session session, String unit) {
        return SessionSql.select(
                        session,
                        "select cast(pg_advisory_xact_lock(hashtextextended($1, 0)) as text)",
                        columns -> String.valueOf(columns[0]),
                        "channel of " + unit)
                .replaceWithVoid();
    }

    private Uni<NoticeChannel> opened(
            Mutiny.Session session,
            UUID id,
            ChannelWay way,
            @Nullable URI address,
            byte @Nullable [] locked,
            Actor actor) {
        return last(session, actor.unit()).chain(last -> {
            NoticeChannel channel = NoticeChannel.open(id, actor.unit(), way, last, clock.instant());
            channel.url = address == null ? null : address.toString();
            channel.secret = locked;
            return session.persist(channel)
                    .chain(session::flush)
                    .chain(() -> publish(
                            session,
                            channel,
                            new ChannelOpened(
                                    id, actor.unit(), way, address == null ? null : address.getHost(), actor)));
        });
    }

    private static Uni<Long> last(Mutiny.Session session, String unit) {
        return SessionSql.select(session, LAST, columns -> ((Number) columns[0]).longValue(), unit)
                .map(List::getFirst);
    }

    /** Asks a webhook that is not verified for an echo. Nothing is written; {@link #verified} does that. */
    Uni<Void> challenge(UUID id) {
        String unit = caller.unit();
        return sessions.withSession(
                        session -> session.find(NoticeChannel.class, id).map(channel -> own(channel, unit)))
                .chain(channel -> channel.state == ChannelState.UNVERIFIED
                        ? sender.challenge(Claim.Target.of(channel))
                        : Uni.createFrom().item(Optional.empty()))
                .invoke(why -> why.ifPresent(reason -> {
                    throw new RefusedException(Refusal.of(
                            409,
                            "endpoint-not-verified",
                            "The webhook did not answer as it should: " + reason + ".",
                            reason));
                }))
                .replaceWithVoid();
    }

    /** The webhook gave the challenge back: it begins with the next notice. */
    Uni<NoticeChannel> verified(Mutiny.Session session, UUID id) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        return step(session, id, Command.VERIFY)
                .call(channel -> last(session, channel.unit).invoke(last -> channel.position = last))
                .chain(channel -> publish(session, channel, new ChannelVerified(id, channel.unit, actor)));
    }

    Uni<NoticeChannel> resume(Mutiny.Session session, UUID id) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        return open(session, id).chain(channel -> {
            if (channel.state == ChannelState.ACTIVE && channel.nextTryAt == null) {
                // It goes on already.
                return Uni.createFrom().item(channel);
            }
            take(channel, Command.RESUME);
            channel.anew();
            return publish(session, channel, new ChannelResumed(id, channel.unit, actor));
        });
    }

    /** Sends once more from a position or a time on. */
    Uni<NoticeChannel> replay(Mutiny.Session session, UUID id, String from) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        return step(session, id, Command.REPLAY)
                .chain(channel -> before(session, channel, from).chain(position -> {
                    channel.position = position;
                    channel.anew();
                    return publish(session, channel, new ChannelReplayed(id, channel.unit, position + 1, actor));
                }));
    }

    /** The position before the first that is sent again; never after the last that was sent. */
    private static Uni<Long> before(Mutiny.Session session, NoticeChannel channel, String from) {
        if (from.matches("\\d{1,18}")) {
            long position = Long.parseLong(from);
            if (position > channel.position) {
                throw RefusedException.invalid(
                        List.of(Violation.at("/from", "not-sent-yet", "What comes after that was not sent yet.")));
            }
            return Uni.createFrom().item(Math.max(0, position - 1));
        }
        Instant since;
        try {
            since = OffsetDateTime.parse(from).toInstant();
        } catch (DateTimeParseException e) {
            throw RefusedException.invalid(List.of(
                    Violation.at("/from", "not-a-position-or-time", "A position or a time with offset is expected.")));
        }
        return SessionSql.select(
                        session,
                        "select min(position) from notice where holder = $1 and sent_at >= $2 and position <= $3",
                        columns -> columns[0] == null ? channel.position : ((Number) columns[0]).longValue() - 1,
                        channel.unit,
                        since.atOffset(ZoneOffset.UTC),
                        channel.position)
                .map(List::getFirst);
    }

    /** Makes a new secret; the old one signs beside it for a time. */
    Uni<Told> rotate(Mutiny.Session session, UUID id) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        byte[] secret = Sm.random(Signing.SECRET_BYTES);
        return step(session, id, Command.ROTATE)
                .chain(channel -> Aside.on(() -> secrets.seal(secret)).chain(locked -> {
                    Instant until = clock.instant().plus(config.oldSecretSigns());
                    channel.oldSecret = channel.secret;
                    channel.oldSecretUntil = until;
                    channel.secret = locked;
                    return publish(session, channel, new ChannelSecretRotated(id, channel.unit, until, actor));
                }))
                .map(channel -> new Told(channel, Signing.told(secret)));
    }

    /** Takes a webhook away. */
    Uni<Void> close(Mutiny.Session session, UUID id) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        return open(session, id).chain(channel -> closed(session, channel, actor));
    }

    private Uni<Void> closed(Mutiny.Session session, NoticeChannel channel, Actor actor) {
        return session.remove(channel)
                .chain(() -> publish(session, channel, new ChannelClosed(channel.id, channel.unit, channel.way, actor)))
                .replaceWithVoid();
    }

    private Uni<NoticeChannel> step(Mutiny.Session session, UUID id, Command command) {
        return open(session, id).invoke(channel -> take(channel, command));
    }

    private void take(NoticeChannel channel, Command command) {
        channel.state = after(channel, command);
        channel.changedAt = clock.instant();
    }

    private Uni<NoticeChannel> open(Mutiny.Session session, UUID id) {
        return session.find(NoticeChannel.class, id, LockModeType.PESSIMISTIC_WRITE)
                .map(channel -> own(channel, caller.unit()));
    }

    /** The unit's webhook. */
    static NoticeChannel own(@Nullable NoticeChannel channel, String unit) {
        if (channel == null || channel.way != ChannelWay.WEBHOOK || !channel.unit.equals(unit)) {
            throw RefusedException.notFound("webhook");
        }
        return channel;
    }

    private static ChannelState after(NoticeChannel channel, Command command) {
        return channel.state
                .after(command)
                .orElseThrow(() -> new RefusedException(Refusal.of(
                        409,
                        "webhook-in-another-state",
                        "The webhook is " + EventJson.kebab(channel.state) + ".",
                        EventJson.kebab(channel.state))));
    }

    private Uni<NoticeChannel> publish(Mutiny.Session session, NoticeChannel channel, MeshEvent event) {
        return outbox.publish(session, channel.id.toString(), event).replaceWith(channel);
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        Instant before = clock.instant().minus(Duration.ofDays(config.deliveriesKeptDays()));
        return sessions.withTransaction(session -> SessionSql.update(
                        session, "delete from notice_delivery where tried_at < $1", before.atOffset(ZoneOffset.UTC))
                .replaceWithVoid());
    }
}
