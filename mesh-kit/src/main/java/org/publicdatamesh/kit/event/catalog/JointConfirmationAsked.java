package org.publicdatamesh.kit.event.catalog;

import java.util.List;
import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A co-unit is asked to confirm its part of an entry (Art. 9).
 *
 * @param entryId the entry
 * @param version its version under work
 * @param lead the unit that leads the entry
 * @param unit the co-unit
 * @param items names of the items that it answers for
 * @param digest SM3 of the part, 64 hexadecimal digits
 * @param actor who did it
 */
@EventType(topic = "catalog.joint", name = "catalog.joint.confirmation-asked")
public record JointConfirmationAsked(
        UUID entryId, int version, String lead, String unit, List<String> items, String digest, Actor actor)
        implements MeshEvent {}
