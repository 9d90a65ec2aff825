package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The unit that was asked did not answer in time (Art. 22).
 *
 * @param needId the need
 * @param unit the unit that needs data
 * @param source the unit that is asked
 * @param dueAt when it was due
 */
@EventType(topic = "exchange.need", name = "exchange.need.answer-overdue")
public record NeedAnswerOverdue(UUID needId, String unit, String source, Instant dueAt) implements MeshEvent {}
