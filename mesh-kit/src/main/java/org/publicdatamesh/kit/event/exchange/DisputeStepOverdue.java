package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * Who was to act in a dispute let the time for it pass (Art. 27, 41). One event for each that did.
 *
 * @param disputeId the dispute
 * @param step the step, such as {@code mediating}
 * @param party who was to act
 * @param unit its unit; of the government, the authority that keeps its posts
 * @param dueAt when it was due
 */
@EventType(topic = "exchange.dispute", name = "exchange.dispute.step-overdue")
public record DisputeStepOverdue(UUID disputeId, String step, DisputeParty party, String unit, Instant dueAt)
        implements MeshEvent {}
