package org.publicdatamesh.kit.inbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.EventTypes;
import org.publicdatamesh.kit.event.MeshEvent;

/** A record from Kafka read as a CloudEvent in binary mode. */
final class ReceivedEvent {
    final ConsumerRecord<String, byte[]> record;
    final Map<String, String> headers = new HashMap<>();
    final @Nullable UUID id;
    final @Nullable String type;
    private @Nullable Envelope<?> envelope;

    ReceivedEvent(ConsumerRecord<String, byte[]> record) {
        this.record = record;
        for (Header header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        this.id = uuid(headers.get("ce_id"));
        this.type = headers.get("ce_type");
    }

    /** The record of the event's type, null where this kit does not know it. */
    @Nullable
    Class<? extends MeshEvent> known() {
        return type == null ? null : EventTypes.byType(type).orElse(null);
    }

    /** Reads the data, so that {@link #envelope} has them at hand; that says where they cannot be read. */
    void readAhead() {
        try {
            envelope();
        } catch (IOException unreadable) {
            envelope = null;
        }
    }

    Envelope<?> envelope() throws IOException {
        if (envelope == null) {
            Class<? extends MeshEvent> event = known();
            if (id == null || type == null || event == null) {
                throw new IOException("not a CloudEvent of the mesh: ce_id or ce_type missing or unknown");
            }
            if (record.value() == null) {
                throw new IOException("no data");
            }
            envelope = new Envelope<MeshEvent>(
                    id,
                    type,
                    headers.getOrDefault("ce_source", ""),
                    headers.getOrDefault("ce_subject", record.key() == null ? "" : record.key()),
                    time(),
                    headers.get("traceparent"),
                    EventTypes.read(event, record.value()));
        }
        return envelope;
    }

    /** The data as they travel. */
    String data() {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    private Instant time() {
        String time = headers.get("ce_time");
        try {
            return time == null ? Instant.ofEpochMilli(record.timestamp()) : Instant.parse(time);
        } catch (DateTimeException e) {
            return Instant.ofEpochMilli(record.timestamp());
        }
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
