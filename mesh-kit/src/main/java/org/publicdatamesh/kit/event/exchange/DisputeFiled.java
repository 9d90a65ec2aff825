package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.Personal;

/**
 * A unit disputes another one's step (Art. 27).
 *
 * @param disputeId the dispute
 * @param matter what it is about
 * @param matterId the matter
 * @param unit the unit that disputes
 * @param other the unit whose step it was
 * @param way the way that it goes
 * @param demand what is demanded, and why
 * @param step the step that it begins with, such as {@code mediating}
 * @param dueAt until when that step is due: the end of the last working day, exclusive
 * @param provisional whether a calendar is still missing for that
 * @param policyEdition the edition of policy that the matter keeps
 * @param actor who
 */
@EventType(topic = "exchange.dispute", name = "exchange.dispute.filed")
public record DisputeFiled(
        UUID disputeId,
        DisputeMatter matter,
        UUID matterId,
        String unit,
        String other,
        DisputeWay way,
        @Personal(of = Personal.Subject.EVENT) String demand,
        String step,
        Instant dueAt,
        boolean provisional,
        String policyEdition,
        Actor actor)
        implements MeshEvent {}
