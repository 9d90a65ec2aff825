package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The time until which a need is to be answered was counted anew: a calendar was announced or corrected, or
 * the deadline was paused or resumed.
 *
 * @param needId the need
 * @param unit the unit that needs data
 * @param source the unit that is asked
 * @param dueAt until when it answers, exclusive
 * @param provisional whether a calendar is still missing for that
 */
@EventType(topic = "exchange.need", name = "exchange.need.answer-moved")
public record NeedAnswerMoved(UUID needId, String unit, String source, Instant dueAt, boolean provisional)
        implements MeshEvent {}
