package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The time for the answer to a doubt was counted anew when a year's calendar was announced (Art. 27).
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
