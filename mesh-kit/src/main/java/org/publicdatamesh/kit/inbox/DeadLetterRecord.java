package org.publicdatamesh.kit.inbox;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it is shown. Its data is not: it may be personal.
 *
 * @param id the dead letter's id
 * @param eventId the event's id, where it has a readable one
 * @param type the event's type, where it says one
 * @param topic the topic it came from
 * @param partition the topic's partition
 * @param offset its position there
 * @param key the record's key
 * @param reason why it could not be processed
 * @param failedAt when it became a dead letter
 * @param replayedAt when it took effect after all; absent while it waits
 */
public record DeadLetterRecord(
        UUID id,
        @Nullable UUID eventId,
        @Nullable String type,
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        String reason,
        Instant failedAt,
        @Nullable Instant replayedAt) {
    static DeadLetterRecord of(DeadLetter letter) {
        return new DeadLetterRecord(
                letter.id,
                letter.eventId,
                letter.type,
                letter.topic,
                letter.partition,
                letter.offset,
                letter.key,
                letter.reason,
                letter.failedAt,
                letter.replayedAt);
    }
}
