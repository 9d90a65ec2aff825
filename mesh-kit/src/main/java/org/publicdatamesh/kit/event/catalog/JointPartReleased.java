package org.publicdatamesh.kit.event.catalog;

import java.util.List;
import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The authority decided that an entry goes on without a confirmation that was withheld (Art. 9, 10).
 *
 * @param entryId the entry
 * @param version its version under work
 * @param lead the unit that leads the entry
 * @param unit the co-unit
 * @param items names of the items that it answers for
 * @param digest SM3 of the part, 64 hexadecimal digits
 * @param reasons why
 * @param actor who did it
 */
@EventType(topic = "catalog.joint", name = "catalog.joint.released")
public record JointPartReleased(
        UUID entryId,
        int version,
        String lead,
        String unit,
        List<String> items,
        String digest,
        String reasons,
        Actor actor)
        implements MeshEvent {}
