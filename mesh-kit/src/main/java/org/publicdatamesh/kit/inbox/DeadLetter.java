package org.publicdatamesh.kit.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;

/** An event that could not be processed, with the reason, until it is replayed. */
@Entity
@Table(name = "dead_letter")
public class DeadLetter {
    @Id
    UUID id;

    @Nullable
    @Column(name = "event_id")
    UUID eventId;

    @Nullable
    String type;

    @Column(nullable = false)
    String topic;

    @Column(nullable = false)
    int partition;

    @Column(name = "\"offset\"", nullable = false)
    long offset;

    @Nullable
    String key;

    /** JSON object of the record's headers. */
    @Column(nullable = false)
    String headers;

    byte @Nullable [] payload;

    @Column(nullable = false)
    String reason;

    @Column(name = "failed_at", nullable = false)
    Instant failedAt;

    @Nullable
    @Column(name = "replayed_at")
    Instant replayedAt;

    protected DeadLetter() {}

    /** The record as it came, to be read as an event again. */
    ReceivedEvent received() {
        RecordHeaders read = new RecordHeaders();
        try {
            EventJson.MAPPER
                    .readValue(headers, new TypeReference<Map<String, String>>() {})
                    .forEach((name, value) -> read.add(name, value.getBytes(StandardCharsets.UTF_8)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the headers of dead letter " + id + " are no JSON object", e);
        }
        return new ReceivedEvent(new ConsumerRecord<>(
                topic,
                partition,
                offset,
                failedAt.toEpochMilli(),
                TimestampType.NO_TIMESTAMP_TYPE,
                ConsumerRecord.NULL_SIZE,
                payload == null ? ConsumerRecord.NULL_SIZE : payload.length,
                key,
                payload,
                read,
                Optional.empty()));
    }
}
