package org.publicdatamesh.kit.event.catalog;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A unit has to look at an entry again, and publish a new version or file that it holds (Art. 12, 23).
 *
 * @param dutyId the duty
 * @param entryId the entry
 * @param unit the unit that owes it
 * @param kind why
 * @param title what changed, or what round it is
 * @param dueAt until when, exclusive
 * @param dueProvisional whether a calendar is still missing for that
 * @param policyEdition edition of policy that the matter keeps
 * @param actor who registered it; none where it came by schedule
 */
@EventType(topic = "catalog.duty", name = "catalog.duty.opened")
public record DutyOpened(
        UUID dutyId,
        UUID entryId,
        String unit,
        DutyKind kind,
        String title,
        Instant dueAt,
        boolean dueProvisional,
        String policyEdition,
        @Nullable Actor actor)
        implements MeshEvent {}
