package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A missing calendar was announced: the time for a dispute's step was counted anew (Art. 27).
 *
 * @param disputeId the dispute
 * @param step the step, such as {@code mediating}
 * @param dueAt until when it is due: the end of the last working day, exclusive
 * @param provisional whether a calendar is still missing for that
 */
@EventType(topic = "exchange.dispute", name = "exchange.dispute.step-moved")
public record DisputeStepMoved(UUID disputeId, String step, Instant dueAt, boolean provisional) implements MeshEvent {}
