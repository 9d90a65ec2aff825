package org.publicdatamesh.exchange.deadline;

import java.time.Instant;
import java.util.UUID;

/**
 * A deadline that runs.
 *
 * @param id its id
 * @param kind what is due
 * @param subjectId the matter
 * @param unit the unit that has to act, or whose grant ends
 * @param dueAt when: for working days the end of the last one, exclusive
 * @param provisional whether a calendar is still missing for that
 */
public record DeadlineView(
        UUID id, DeadlineKind kind, UUID subjectId, String unit, Instant dueAt, boolean provisional) {}
