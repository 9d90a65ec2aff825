package org.publicdatamesh.kit.outbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the outbox: written once, read by Debezium, never changed. */
@Entity
@Table(name = "outbox")
public class OutboxEvent {
    @Id
    UUID id;

    @Column(nullable = false)
    String topic;

    @Column(nullable = false)
    String key;

    @Column(nullable = false)
    String type;

    @Column(nullable = false)
    String source;

    @Column(nullable = false)
    String subject;

    /** RFC 3339, as it travels in {@code ce_time}. */
    @Column(nullable = false)
    String time;

    @Nullable
    String traceparent;

    @Column(nullable = false)
    String payload;

    protected OutboxEvent() {}

    OutboxEvent(
            UUID id,
            String topic,
            String key,
            String type,
            String source,
            String time,
            @Nullable String traceparent,
            String payload) {
        this.id = id;
        this.topic = topic;
        this.key = key;
        this.type = type;
        this.source = source;
        this.subject = key;
        this.time = time;
        this.traceparent = traceparent;
        this.payload = payload;
    }
}
