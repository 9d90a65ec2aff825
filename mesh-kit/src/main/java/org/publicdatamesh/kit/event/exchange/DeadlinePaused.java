package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The authority paused a deadline, for a cause that the matter's policy edition names. It goes on by itself when the pause has
 * lasted as long as the cause allows.
 *
 * @param subjectId the matter
 * @param kind what is due, as in {@link DeadlineNear}
 * @param unit the unit that has to act
 * @param cause the cause's code
 * @param reasons why
 * @param at since when
 * @param until when the pause ends at the latest, exclusive
 * @param dueAt when it is due if the pause lasts so long, exclusive
 * @param provisional whether a calendar is still missing for that
 * @param actor the authority's reviewer
 */
@EventType(topic = "exchange.deadline", name = "exchange.deadline.paused")
public record DeadlinePaused(
        UUID subjectId,
        String kind,
        String unit,
        String cause,
        String reasons,
        Instant at,
        Instant until,
        Instant dueAt,
        boolean provisional,
        Actor actor)
        implements MeshEvent {}
