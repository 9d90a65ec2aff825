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
    final @Nullable UUID id;
    final @Nullable String type;
    private @Nullable Map<String, String> headers;
    private @Nullable Envelope<?> envelope;

    ReceivedEvent(ConsumerRecord<String, byte[]> record) {
        this.record = record;
        Map<String, String> read = headers(record);
        this.headers = read;
        this.id = uuid(read.get("ce_id"));
        this.type = read.get("ce_type");
    }

    private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return headers;
    }

    /** The record's headers. */
    Map<String, String> headers() {
        Map<String, String> read = headers;
        if (read == null) {
            read = headers(record);
            headers = read;
        }
        return read;
    }

    /** Forgets what can be read from the record again: thousands of events wait until they are known to be on the disk. */
    void forget() {
        headers = null;
        envelope = null;
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
                    headers().getOrDefault("ce_source", ""),
                    headers().getOrDefault("ce_subject", record.key() == null ? "" : record.key()),
                    time(),
                    headers().get("traceparent"),
                    EventTypes.read(event, record.value()));
        }
        return envelope;
    }

    /** The data as they travel. */
    String data() {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    private Instant time() {
        String time = headers().get("ce_time");
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
