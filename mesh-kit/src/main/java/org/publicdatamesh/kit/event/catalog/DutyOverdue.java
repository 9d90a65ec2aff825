package org.publicdatamesh.kit.event.catalog;

import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A unit let the time for a duty pass (Art. 12).
 *
 * @param dutyId the duty
 * @param entryId the entry
 * @param unit the unit that owes it
 * @param kind why
 * @param dueAt when it was due
 */
@EventType(topic = "catalog.duty", name = "catalog.duty.overdue")
public record DutyOverdue(UUID dutyId, UUID entryId, String unit, DutyKind kind, Instant dueAt) implements MeshEvent {}
