package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A unit did what it owed (Art. 12).
 *
 * @param dutyId the duty
 * @param entryId the entry
 * @param unit the unit that owes it
 * @param kind why
 * @param outcome what became of the entry
 * @param version published version
 * @param late whether that was after it was due
 * @param actor who did it
 */
@EventType(topic = "catalog.duty", name = "catalog.duty.fulfilled")
public record DutyFulfilled(
        UUID dutyId,
        UUID entryId,
        String unit,
        DutyKind kind,
        DutyOutcome outcome,
        int version,
        boolean late,
        Actor actor)
        implements MeshEvent {}
