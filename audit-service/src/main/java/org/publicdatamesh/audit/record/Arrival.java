package org.publicdatamesh.audit.record;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record as Kafka delivers it, whatever it is.
 *
 * @param topic the topic
 * @param partition the partition
 * @param offset the offset within it
 * @param timestamp Kafka's own time of the record
 * @param headers headers as text; of several with one name the last
 * @param payload the value; null for a tombstone
 */
public record Arrival(
        String topic,
        int partition,
        long offset,
        Instant timestamp,
        Map<String, String> headers,
        byte @Nullable [] payload) {}
