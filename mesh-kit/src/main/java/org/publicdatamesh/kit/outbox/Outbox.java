package org.publicdatamesh.kit.outbox;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.EventTypes;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * Publishes events: the row is persisted in the session of the state change and so commits or rolls back with it.
 *
 * <p>Not {@code debezium-quarkus-outbox-reactive}, which writes in a transaction of its own.
 */
@ApplicationScoped
public class Outbox {
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

    /** Sends a payload to a topic as it is; for dead letters. */
    public Uni<Void> publish(
            Mutiny.Session session,
            String topic,
            String key,
            String type,
            String payload,
            @Nullable String traceparent) {
        return session.persist(new OutboxEvent(
                newId(),
                topic,
                key,
                type,
                source,
                clock.instant().truncatedTo(ChronoUnit.MICROS).toString(),
                activeTrace(traceparent),
                payload));
    }

    /** A new id, UUID version 7 (RFC 9562): ordered by time, so that indexes grow at their end. */
    public static UUID newId() {
        return UuidVersion7Strategy.INSTANCE.generateUuid(null);
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
