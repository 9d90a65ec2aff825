package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.Personal;

/**
 * A dispute is over (Art. 27). Where its matter is changed, that is in the same transaction, with an event of its own.
 *
 * @param disputeId the dispute
 * @param matter what it is about
 * @param matterId the matter
 * @param unit the unit that disputes
 * @param other the unit whose step is disputed
 * @param end how it ended: {@code settled} by the units, {@code decided} by the government, {@code withdrawn}, or
 *     {@code void} where its matter was gone when the units agreed or the government decided
 * @param outcome what becomes of the matter; nothing where it was withdrawn or its matter was gone
 * @param words what was agreed or decided, or why it was withdrawn
 * @param at when
 * @param actor who ended it
 */
@EventType(topic = "exchange.dispute", name = "exchange.dispute.ended")
public record DisputeEnded(
        UUID disputeId,
        DisputeMatter matter,
        UUID matterId,
        String unit,
        String other,
        String end,
        @Nullable DisputeOutcome outcome,
        @Personal(of = Personal.Subject.EVENT) String words,
        Instant at,
        Actor actor)
        implements MeshEvent {}
