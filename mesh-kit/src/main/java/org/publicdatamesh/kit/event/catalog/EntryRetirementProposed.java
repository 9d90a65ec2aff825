package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The unit proposed to retire a published entry; it stays published until the authority decides.
 *
 * @param entryId the entry
 * @param version its published version
 * @param unit the unit that provides it
 * @param reasons why
 * @param actor who proposed it
 */
@EventType(topic = "catalog.entry", name = "catalog.entry.retirement-proposed")
public record EntryRetirementProposed(UUID entryId, int version, String unit, String reasons, Actor actor)
        implements MeshEvent {}
