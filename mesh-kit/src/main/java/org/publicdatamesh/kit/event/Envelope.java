package org.publicdatamesh.kit.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it travels: the CloudEvents 1.0 attributes and the data.
 *
 * @param id the outbox id; a redelivered event keeps it
 * @param type CloudEvents type, {@code org.publicdatamesh.<context>.<thing>.<past-tense>.v1}
 * @param source the publishing service, {@code /catalog-service}
 * @param subject the aggregate's id, also the Kafka key
 * @param time when it happened
 * @param traceparent W3C trace context of the request that caused it
 * @param data the fact itself
 */
public record Envelope<E extends MeshEvent>(
        UUID id,
        String type,
        String source,
        String subject,
        Instant time,
        @Nullable String traceparent,
        E data) {}
