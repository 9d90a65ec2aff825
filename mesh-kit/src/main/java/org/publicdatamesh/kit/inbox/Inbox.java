package org.publicdatamesh.kit.inbox;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Brings events to their handlers: a batch is claimed and takes effect in one transaction; where that fails, each event
 * is tried alone, and one that fails for itself becomes a dead letter. A database that is away is waited for: nothing is
 * skipped, nothing is lost.
 */
@ApplicationScoped
public class Inbox {
    /**
     * Claims the events of {@code $2} where the claim before, {@code $1}, is there, or is none. Its transaction commits
     * without waiting for the disk. A crash may so undo the last claims and their effects, all from one on: the next claim
     * finds the one before it gone, does nothing, and the events are taken in again in their order.
     *
     * <p>Claims are looked for and not left to {@code on conflict}: an insert that may meet a conflict writes half as much again
     * to the log of changes, which each connector reads. Where another replica claims the same at the same time, the
     * statement fails and is tried again.
     */
    static final String CLAIM = "chain as (select $1::uuid is null"
            + " or exists (select 1 from inbox where event_id = $1) as intact,"
            + " set_config('synchronous_commit', 'off', true)),"
            + " claimed as (insert into inbox (event_id) select id from chain, unnest($2::uuid[]) as id where intact"
            + " and not exists (select 1 from inbox known where known.event_id = id offset 0) returning event_id)";

    private static final String UNIQUE_VIOLATION = "23505";
    private static final int ATTEMPTS = 3;
    private static final int SHOWN_PAYLOAD = 100_000;
    private static final int SHOWN_HEADERS = 30;

    private final Mutiny.SessionFactory sessions;
    private final Pool pool;
    private final Outbox outbox;
    private final InstantSource clock;
    private final DeadLetters letters;
    private final String deadLetterTopic;
    private final Map<Class<?>, List<EventHandler<?>>> handlers = new HashMap<>();

    Inbox(
            Mutiny.SessionFactory sessions,
            Pool pool,
            Outbox outbox,
            InstantSource clock,
            DeadLetters letters,
            @Any Instance<EventHandler<?>> handlers,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.sessions = sessions;
        this.pool = pool;
        this.outbox = outbox;
        this.clock = clock;
        this.letters = letters;
        this.deadLetterTopic = application + ".dead-letter";
        for (EventHandler<?> handler : handlers) {
            this.handlers
                    .computeIfAbsent(handler.event(), type -> new ArrayList<>())
                    .add(handler);
        }
    }

    /** The events of a batch, where they concern this service with their data read. What cannot be read is told later. */
    List<ReceivedEvent> read(ConsumerRecords<String, byte[]> batch) {
        List<ReceivedEvent> events = new ArrayList<>(batch.count());
        for (ConsumerRecord<String, byte[]> record : batch) {
            ReceivedEvent event = new ReceivedEvent(record);
            if (concerns(event)) {
                event.readAhead();
            }
            events.add(event);
        }
        return events;
    }

    /**
     * Takes a batch in; completes when every event has taken effect, was known already, or is a dead letter.
     *
     * @param before what this gave for the batch before; null where there is none, or it is known to be on the disk
     * @return the last event that was claimed, to be asked of {@link #onDisk}; null where there is none
     * @throws LostClaims (by the Uni) where a crash has undone the claim before; nothing was done then
     */
    Uni<@Nullable UUID> receive(@Nullable UUID before, List<ReceivedEvent> batch) {
        List<ReceivedEvent> concerned = new ArrayList<>(batch.size());
        for (ReceivedEvent event : batch) {
            if (event.id == null || event.type == null || concerns(event)) {
                concerned.add(event);
            }
        }
        if (concerned.isEmpty()) {
            return Uni.createFrom().item(before);
        }
        return process(before, concerned)
                .onFailure(Inbox::claimedByAnother)
                .retry()
                .atMost(1)
                .onFailure(failure -> !(failure instanceof LostClaims))
                .recoverWithUni(failure -> oneByOne(before, concerned, failure));
    }

    /**
     * Waits until all that was committed before is on the disk, and tells whether an event's claim is among it: the log of
     * changes is one sequence, so with the last claim all earlier ones are.
     */
    Uni<Boolean> onDisk(UUID event) {
        return sessions.withTransaction(session -> SessionSql.select(
                        session,
                        "select exists (select 1 from inbox where event_id = $1),"
                                + " pg_logical_emit_message(true, 'inbox', '')",
                        columns -> (Boolean) columns[0],
                        event)
                .map(List::getFirst));
    }

    /** Whether another replica has claimed some of the same events since they were looked for; it has committed then. */
    static boolean claimedByAnother(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String state = SqlStates.of(cause);
            if (state != null) {
                return UNIQUE_VIOLATION.equals(state);
            }
        }
        return false;
    }

    private boolean concerns(ReceivedEvent event) {
        Class<? extends MeshEvent> known = event.known();
        return known != null && handlers.containsKey(known);
    }

    private Uni<@Nullable UUID> oneByOne(@Nullable UUID before, List<ReceivedEvent> events, Throwable failure) {
        if (events.size() > 1) {
            Log.warnf("A batch of %d events failed (%s); each is tried alone.", events.size(), root(failure));
        }
        Uni<@Nullable UUID> chain = Uni.createFrom().item(before);
        for (ReceivedEvent event : events) {
            chain = chain.chain(last -> alone(last, event, 1));
        }
        return chain;
    }

    private Uni<@Nullable UUID> alone(@Nullable UUID before, ReceivedEvent event, int attempt) {
        return process(before, List.of(event))
                .onFailure(failure -> !(failure instanceof LostClaims))
                .recoverWithUni(failure -> {
                    if (Outage.isOutage(failure)) {
                        Log.warnf("The database is away (%s); event %s waits.", root(failure), event.id);
                        return pause(attempt).chain(() -> alone(before, event, Math.min(attempt + 1, 6)));
                    }
                    boolean unreadable = failure instanceof UnreadableEvent;
                    if (!unreadable && attempt < ATTEMPTS) {
                        return pause(attempt).chain(() -> alone(before, event, attempt + 1));
                    }
                    return bury(event, failure, 1).replaceWith(before);
                });
    }

    private static Uni<Void> pause(int attempt) {
        return Uni.createFrom().voidItem().onItem().delayIt().by(Duration.ofMillis(50L << Math.min(attempt, 6)));
    }

    private Uni<@Nullable UUID> process(@Nullable UUID before, List<ReceivedEvent> events) {
        Projection<?> projection = onlyProjection(events);
        UUID last = lastOf(events);
        return (projection == null ? transact(before, events) : project(projection, before, events))
                .replaceWith(last == null ? before : last);
    }

    private static @Nullable UUID lastOf(List<ReceivedEvent> events) {
        return events.reversed().stream()
                .map(event -> event.id)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The projection that is the one effect of all these events; null where there is none such. */
    private @Nullable Projection<?> onlyProjection(List<ReceivedEvent> events) {
        Class<?> kind = events.getFirst().known();
        List<EventHandler<?>> effects = handlers.getOrDefault(kind, List.of());
        return effects.size() == 1
                        && effects.getFirst() instanceof Projection<?> projection
                        && events.stream().allMatch(event -> event.id != null && event.known() == kind)
                ? projection
                : null;
    }

    private Uni<Void> project(Projection<?> projection, @Nullable UUID before, List<ReceivedEvent> events) {
        Map<UUID, ReceivedEvent> byId = byId(events);
        List<Envelope<?>> envelopes = new ArrayList<>(byId.size());
        try {
            for (ReceivedEvent event : byId.values()) {
                envelopes.add(event.envelope());
            }
        } catch (IOException e) {
            return Uni.createFrom().failure(new UnreadableEvent(e));
        }
        UUID[] ids = byId.keySet().toArray(UUID[]::new);
        String[] data = byId.values().stream().map(ReceivedEvent::data).toArray(String[]::new);
        return EventSpans.around(envelopes, () -> projection
                .claimAndHandle(pool, before, ids, data)
                .invoke(intact -> LostClaims.unless(intact))
                .replaceWithVoid());
    }

    private Uni<Void> transact(@Nullable UUID before, List<ReceivedEvent> events) {
        List<Runnable> afterCommit = new ArrayList<>();
        return sessions.withTransaction(session -> {
                    afterCommit.clear();
                    List<ReceivedEvent> readable = new ArrayList<>(events.size());
                    for (ReceivedEvent event : events) {
                        try {
                            event.envelope();
                            readable.add(event);
                        } catch (IOException e) {
                            return Uni.createFrom().failure(new UnreadableEvent(e));
                        }
                    }
                    return claim(session, before, readable).chain(fresh -> apply(session, fresh, afterCommit));
                })
                .invoke(() -> afterCommit.forEach(Runnable::run));
    }

    /** Claims the events that are new, in one statement. */
    private static Uni<List<ReceivedEvent>> claim(
            Mutiny.Session session, @Nullable UUID before, List<ReceivedEvent> events) {
        Map<UUID, ReceivedEvent> byId = byId(events);
        return SessionSql.select(
                        session,
                        "with " + CLAIM
                                + " select event_id, true from claimed union all select null, intact from chain",
                        columns -> {
                            LostClaims.unless((Boolean) columns[1]);
                            return Optional.ofNullable((UUID) columns[0]);
                        },
                        before,
                        byId.keySet().toArray(UUID[]::new))
                .map(claimed ->
                        fresh(byId, claimed.stream().flatMap(Optional::stream).toList()));
    }

    /** The same in a transaction that a person waits for. */
    private static Uni<List<ReceivedEvent>> claimDurably(Mutiny.Session session, ReceivedEvent event) {
        Map<UUID, ReceivedEvent> byId = byId(List.of(event));
        return SessionSql.select(
                        session,
                        "insert into inbox (event_id) select unnest($1::uuid[]) on conflict do nothing returning event_id",
                        columns -> (UUID) columns[0],
                        (Object) byId.keySet().toArray(UUID[]::new))
                .map(claimed -> fresh(byId, claimed));
    }

    private static Map<UUID, ReceivedEvent> byId(List<ReceivedEvent> events) {
        Map<UUID, ReceivedEvent> byId = new LinkedHashMap<>();
        for (ReceivedEvent event : events) {
            if (event.id != null) {
                byId.putIfAbsent(event.id, event);
            }
        }
        return byId;
    }

    private static List<ReceivedEvent> fresh(Map<UUID, ReceivedEvent> byId, List<UUID> claimed) {
        Set<UUID> fresh = new HashSet<>(claimed);
        List<ReceivedEvent> result = new ArrayList<>(fresh.size());
        byId.forEach((id, event) -> {
            if (fresh.contains(id)) {
                result.add(event);
            }
        });
        return result;
    }

    /** Runs of one type go to their handler together; the order between runs stays. */
    private Uni<Void> apply(Mutiny.Session session, List<ReceivedEvent> events, List<Runnable> afterCommit) {
        Uni<Void> chain = Uni.createFrom().voidItem();
        int from = 0;
        while (from < events.size()) {
            Class<?> kind = events.get(from).known();
            int to = from + 1;
            while (to < events.size() && events.get(to).known() == kind) {
                to++;
            }
            List<ReceivedEvent> run = List.copyOf(events.subList(from, to));
            chain = chain.chain(() -> handle(session, kind, run, afterCommit));
            from = to;
        }
        return chain;
    }

    @SuppressWarnings("unchecked")
    private <E extends MeshEvent> Uni<Void> handle(
            Mutiny.Session session, @Nullable Class<?> kind, List<ReceivedEvent> run, List<Runnable> afterCommit) {
        List<Envelope<E>> envelopes = new ArrayList<>(run.size());
        try {
            for (ReceivedEvent event : run) {
                envelopes.add((Envelope<E>) event.envelope());
            }
        } catch (IOException e) {
            return Uni.createFrom().failure(new UnreadableEvent(e));
        }
        Uni<Void> chain = Uni.createFrom().voidItem();
        for (EventHandler<?> each : handlers.getOrDefault(kind, List.of())) {
            EventHandler<E> handler = (EventHandler<E>) each;
            afterCommit.add(() -> handler.committed(envelopes));
            chain = chain.chain(() -> EventSpans.around(envelopes, () -> handler.handleAll(session, envelopes)));
        }
        return chain;
    }

    private Uni<Void> bury(ReceivedEvent event, Throwable failure, int attempt) {
        String reason = root(failure);
        Log.errorf(
                "Event %s (%s) at %s-%d@%d could not be processed and is a dead letter now: %s",
                event.id, event.type, event.record.topic(), event.record.partition(), event.record.offset(), reason);
        return sessions.withTransaction(session -> session.createNativeQuery(
                                "insert into dead_letter (id, event_id, type, topic, partition, \"offset\", key, headers,"
                                        + " payload, reason, failed_at) values (:id, :event, :type, :topic, :partition,"
                                        + " :offset, :key, :headers, :payload, :reason, :at)"
                                        + " on conflict (topic, partition, \"offset\") do nothing")
                        .setParameter("id", Outbox.newId())
                        .setParameter("event", event.id)
                        .setParameter("type", storable(event.type))
                        .setParameter("topic", event.record.topic())
                        .setParameter("partition", event.record.partition())
                        .setParameter("offset", event.record.offset())
                        .setParameter("key", storable(event.record.key()))
                        .setParameter("headers", EventJson.write(event.headers()))
                        .setParameter("payload", event.record.value())
                        .setParameter("reason", reason)
                        .setParameter("at", clock.instant())
                        .executeUpdate()
                        .chain(rows -> rows == 0
                                ? Uni.createFrom().voidItem()
                                : outbox.publish(
                                        session,
                                        deadLetterTopic,
                                        keyOf(event),
                                        "org.publicdatamesh.dead-letter.v1",
                                        EventJson.write(letter(event, reason)),
                                        EventSpans.valid(event.headers().get("traceparent")))))
                .call(letters::count)
                .onFailure()
                .recoverWithUni(again -> {
                    Log.errorf("A dead letter could not be stored yet: %s", root(again));
                    return pause(attempt).chain(() -> bury(event, failure, Math.min(attempt + 1, 6)));
                });
    }

    /**
     * Gives a dead letter's event to its handlers again, within the session's transaction, and marks the letter. An event
     * that has taken effect meanwhile has none again.
     *
     * @param afterCommit what the caller is to run once the transaction has committed
     * @throws RefusedException 409 {@code replay-failed}, with the reason, where it still cannot be processed
     */
    Uni<Void> replay(Mutiny.Session session, DeadLetter letter, Actor actor, List<Runnable> afterCommit) {
        ReceivedEvent event = letter.received();
        return Uni.createFrom()
                .deferred(() -> {
                    try {
                        event.envelope();
                    } catch (IOException e) {
                        return Uni.createFrom().failure(new UnreadableEvent(e));
                    }
                    return claimDurably(session, event)
                            .chain(fresh -> apply(session, fresh, afterCommit))
                            .chain(session::flush);
                })
                .onFailure(failure -> !Outage.isOutage(failure))
                .transform(failure -> {
                    String reason = root(failure);
                    return new RefusedException(
                            Refusal.of(409, "replay-failed", "It still cannot be processed: " + reason, reason));
                })
                .invoke(() -> letter.replayedAt = clock.instant())
                .chain(() -> outbox.publish(
                        session,
                        deadLetterTopic,
                        keyOf(event),
                        "org.publicdatamesh.dead-letter.replayed.v1",
                        EventJson.write(replayed(letter, actor)),
                        null));
    }

    private static Map<String, Object> replayed(DeadLetter letter, Actor actor) {
        Map<String, Object> replayed = new LinkedHashMap<>();
        replayed.put("topic", letter.topic);
        replayed.put("partition", letter.partition);
        replayed.put("offset", letter.offset);
        replayed.put("actor", actor);
        return replayed;
    }

    private static String keyOf(ReceivedEvent event) {
        String key = storable(event.record.key());
        return key == null ? "" : cut(key, 1000);
    }

    /** PostgreSQL stores no NUL; a record that has one must not stop those after it. */
    private static @Nullable String storable(@Nullable String text) {
        return text == null ? null : text.replace('\0', '\ufffd');
    }

    /**
     * What is told of a dead letter: less than an event may have, however large its record is. The record is whole in the
     * table {@code dead_letter}, and at its topic, partition and offset.
     */
    private static Map<String, Object> letter(ReceivedEvent event, String reason) {
        byte[] value = event.record.value() == null ? new byte[0] : event.record.value();
        String payload = new String(value, StandardCharsets.UTF_8);
        String shown = cut(payload, SHOWN_PAYLOAD);
        Map<String, String> headers = new LinkedHashMap<>();
        event.headers().entrySet().stream()
                .limit(SHOWN_HEADERS)
                .forEach(header -> headers.put(cut(header.getKey(), 200), cut(header.getValue(), 1000)));
        Map<String, Object> letter = new LinkedHashMap<>();
        letter.put("topic", event.record.topic());
        letter.put("partition", event.record.partition());
        letter.put("offset", event.record.offset());
        letter.put("headers", headers);
        letter.put("payload", shown);
        if (shown.length() < payload.length()) {
            letter.put("payloadBytes", value.length);
        }
        letter.put("reason", reason);
        return letter;
    }

    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }

    private static String root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        String text =
                cause.getClass().getSimpleName() + (message == null ? "" : ": " + message.replace('\0', '\ufffd'));
        return text.length() > 2000 ? text.substring(0, 2000) : text;
    }
}
