package org.publicdatamesh.kit.outbox;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.EventTypes;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Publishes events: the row is persisted in the session of the state change and so commits or rolls back with it.
 *
 * <p>Not {@code debezium-quarkus-outbox-reactive}, which writes in a transaction of its own.
 */
@ApplicationScoped
public class Outbox {
    /**
     * How many bytes of UTF-8 an event's data may have. Connect, the broker and the consumers take twice as much and more
     * (see {@code deploy/debezium/README.md}): what is committed here always arrives, and stops nothing behind it.
     */
    public static final int GREATEST_PAYLOAD = 900_000;

    private final InstantSource clock;
    private final String source;

    Outbox(InstantSource clock, @ConfigProperty(name = "quarkus.application.name") String application) {
        this.clock = clock;
        this.source = "/" + application;
    }

    /**
     * Publishes an event with the session's transaction.
     *
     * @param session the session that carries the state change
     * @param key id of the aggregate: events of one key stay in order
     * @param event the fact
     * @throws RefusedException 422 {@code event-too-large} where its data is over {@link #GREATEST_PAYLOAD}
     */
    public Uni<Void> publish(Mutiny.Session session, String key, MeshEvent event) {
        return publish(session, key, event, null);
    }

    /**
     * Publishes an event that another event caused.
     *
     * @param traceparent trace context of the cause, used where no span is active
     */
    public Uni<Void> publish(Mutiny.Session session, String key, MeshEvent event, @Nullable String traceparent) {
        Class<? extends MeshEvent> kind = event.getClass();
        return publish(
                session, EventTypes.topicOf(kind), key, EventTypes.typeOf(kind), EventJson.write(event), traceparent);
    }

    /**
     * An event with the key that it travels under.
     *
     * @param key id of the aggregate
     * @param event the fact
     */
    public record Keyed(String key, MeshEvent event) {}

    /** Publishes many events in one statement, in their order. */
    public Uni<Void> publishAll(Mutiny.Session session, List<Keyed> events) {
        int count = events.size();
        UUID[] ids = new UUID[count];
        String[] topics = new String[count];
        String[] keys = new String[count];
        String[] types = new String[count];
        String[] payloads = new String[count];
        for (int i = 0; i < count; i++) {
            Keyed each = events.get(i);
            Class<? extends MeshEvent> kind = each.event().getClass();
            ids[i] = newId();
            topics[i] = EventTypes.topicOf(kind);
            keys[i] = each.key();
            types[i] = EventTypes.typeOf(kind);
            payloads[i] = bounded(types[i], EventJson.write(each.event()));
        }
        return SessionSql.update(
                        session,
                        "insert into outbox (id, topic, key, type, source, subject, time, traceparent, payload)"
                                + " select id, topic, key, type, $6, key, $7, $8, payload"
                                + " from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])"
                                + " as events(id, topic, key, type, payload)",
                        ids,
                        topics,
                        keys,
                        types,
                        payloads,
                        source,
                        time(),
                        activeTrace(null))
                .replaceWithVoid();
    }

    /** Sends a payload to a topic as it is; for dead letters. */
    public Uni<Void> publish(
            Mutiny.Session session,
            String topic,
            String key,
            String type,
            String payload,
            @Nullable String traceparent) {
        return session.persist(new OutboxEvent(
                newId(), topic, key, type, source, time(), activeTrace(traceparent), bounded(type, payload)));
    }

    private static String bounded(String type, String payload) {
        if (payload.length() > GREATEST_PAYLOAD / 3) {
            int bytes = payload.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > GREATEST_PAYLOAD) {
                throw new RefusedException(Refusal.of(
                        422,
                        "event-too-large",
                        "The event " + type + " would have " + bytes + " bytes; at most " + GREATEST_PAYLOAD
                                + " are taken.",
                        type,
                        String.valueOf(bytes),
                        String.valueOf(GREATEST_PAYLOAD)));
            }
        }
        return payload;
    }

    /** A new id, UUID version 7 (RFC 9562): ordered by time, so that indexes grow at their end. */
    public static UUID newId() {
        return UuidVersion7Strategy.INSTANCE.generateUuid(null);
    }

    private String time() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).toString();
    }

    private static @Nullable String activeTrace(@Nullable String fallback) {
        SpanContext span = Span.current().getSpanContext();
        if (!span.isValid()) {
            return fallback;
        }
        return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                + span.getTraceFlags().asHex();
    }
}
