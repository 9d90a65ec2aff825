package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A provider let its time to answer a doubt pass (Art. 27).
 *
 * @param doubtId the doubt
 * @param resourceId the resource
 * @param entryId the entry
 * @param reporter the unit that doubted
 * @param provider the provider
 * @param dueAt when the answer was due
 */
@EventType(topic = "exchange.correction", name = "exchange.answer.overdue")
public record AnswerOverdue(
        UUID doubtId, UUID resourceId, UUID entryId, String reporter, String provider, Instant dueAt)
        implements MeshEvent {}
