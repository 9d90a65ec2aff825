package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.Personal;

/**
 * A step of a dispute that does not end it (Art. 27).
 *
 * @param disputeId the dispute
 * @param unit the unit that disputes
 * @param other the unit whose step is disputed
 * @param taken what was done: {@code offer}, {@code break-off}, {@code propose}, {@code accept}, {@code decline}, or {@code
 *     lapse} where a step's time passed
 * @param party for whom; nobody where a step's time passed
 * @param outcome what is offered or proposed
 * @param words what was said
 * @param step where the dispute stands now, such as {@code deciding}
 * @param dueAt until when that is due: the end of the last working day, exclusive
 * @param provisional whether a calendar is still missing for that
 * @param actor who; nobody where a step's time passed
 */
@EventType(topic = "exchange.dispute", name = "exchange.dispute.step-taken")
public record DisputeStepTaken(
        UUID disputeId,
        String unit,
        String other,
        String taken,
        @Nullable DisputeParty party,
        @Nullable DisputeOutcome outcome,
        @Personal(of = Personal.Subject.EVENT) @Nullable String words,
        String step,
        Instant dueAt,
        boolean provisional,
        @Nullable Actor actor)
        implements MeshEvent {}
