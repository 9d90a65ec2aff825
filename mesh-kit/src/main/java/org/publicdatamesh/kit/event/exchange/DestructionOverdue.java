package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A unit did not report in time what became of the data that it obtained (Art. 19).
 *
 * @param grantId the grant
 * @param entryId the entry
 * @param resourceId the resource
 * @param provider the provider
 * @param consumer the consumer
 * @param dueAt when it was due
 */
@EventType(topic = "exchange.destruction", name = "exchange.destruction.overdue")
public record DestructionOverdue(
        UUID grantId, UUID entryId, UUID resourceId, String provider, String consumer, Instant dueAt)
        implements MeshEvent {}
