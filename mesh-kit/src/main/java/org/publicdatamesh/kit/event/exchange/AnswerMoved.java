package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The time for the answer to a doubt was counted anew: a calendar was announced or corrected, or the deadline was paused or resumed (Art. 27).
 *
 * @param doubtId the doubt
 * @param resourceId the resource
 * @param entryId the entry
 * @param reporter the unit that doubted
 * @param provider the provider
 * @param dueAt when the answer is due now
 * @param dueProvisional whether a calendar is still missing for that
 */
@EventType(topic = "exchange.correction", name = "exchange.answer.moved")
public record AnswerMoved(
        UUID doubtId,
        UUID resourceId,
        UUID entryId,
        String reporter,
        String provider,
        Instant dueAt,
        boolean dueProvisional)
        implements MeshEvent {}
