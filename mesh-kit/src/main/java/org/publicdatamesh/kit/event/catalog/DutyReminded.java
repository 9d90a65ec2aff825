package org.publicdatamesh.kit.event.catalog;

import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A duty is due soon.
 *
 * @param dutyId the duty
 * @param entryId the entry
 * @param unit the unit that owes it
 * @param kind why
 * @param dueAt until when, exclusive
 */
@EventType(topic = "catalog.duty", name = "catalog.duty.reminded")
public record DutyReminded(UUID dutyId, UUID entryId, String unit, DutyKind kind, Instant dueAt) implements MeshEvent {}
