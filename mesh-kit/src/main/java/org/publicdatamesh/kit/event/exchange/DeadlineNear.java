package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A deadline comes near; told once to each unit that has to act, some working days before it, as the policy edition says.
 *
 * @param subjectId the matter; of notices the oldest of those under one grant that are due at one time
 * @param kind what is due: {@code provider-decision}, {@code answer}, {@code grant-end},
 *     {@code destruction-report}, {@code need-answer}, {@code dispute-step},
 *     {@code notice-acknowledgement} or {@code notice-confirmation}
 * @param unit the unit that has to act, or whose grant ends
 * @param dueAt when, exclusive
 * @param provisional whether a calendar is still missing for that
 */
@EventType(topic = "exchange.deadline", name = "exchange.deadline.near")
public record DeadlineNear(UUID subjectId, String kind, String unit, Instant dueAt, boolean provisional)
        implements MeshEvent {}
