package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The authority ended the pause of a deadline before it had lasted as long as its cause allows. A pause that lasts so long ends
 * without an event of its own: {@link DeadlinePaused} says when.
 *
 * @param subjectId the matter
 * @param kind what is due, as in {@link DeadlineNear}
 * @param unit the unit that has to act
 * @param cause the code of the pause's cause
 * @param reasons why
 * @param at when it goes on
 * @param dueAt when it is due now, exclusive
 * @param provisional whether a calendar is still missing for that
 * @param actor the authority's reviewer
 */
@EventType(topic = "exchange.deadline", name = "exchange.deadline.resumed")
public record DeadlineResumed(
        UUID subjectId,
        String kind,
        String unit,
        String cause,
        String reasons,
        Instant at,
        Instant dueAt,
        boolean provisional,
        Actor actor)
        implements MeshEvent {}
