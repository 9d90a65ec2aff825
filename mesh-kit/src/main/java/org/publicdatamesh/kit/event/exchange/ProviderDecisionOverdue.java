package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A provider let its time to decide pass; recorded and escalated to the authority (Art. 26).
 *
 * @param applicationId the application
 * @param entryId the entry
 * @param resourceId the resource asked for
 * @param consumer the unit that applies
 * @param provider the unit that provides the data
 * @param dueAt when the decision was due
 */
@EventType(topic = "exchange.application", name = "exchange.provider-decision.overdue")
public record ProviderDecisionOverdue(
        UUID applicationId, UUID entryId, UUID resourceId, String consumer, String provider, Instant dueAt)
        implements MeshEvent {}
