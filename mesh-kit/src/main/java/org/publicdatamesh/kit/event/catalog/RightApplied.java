package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A unit applied for the registration of a right in its data (Art. 34).
 *
 * @param rightId the right
 * @param entryId the entry
 * @param unit the entry's unit
 * @param kind kind of right
 * @param holder id of the unit that holds the right, or unified social credit code of the organisation
 * @param actor who did it
 */
@EventType(topic = "catalog.right", name = "catalog.right.applied")
public record RightApplied(UUID rightId, UUID entryId, String unit, RightKind kind, String holder, Actor actor)
        implements MeshEvent {}
