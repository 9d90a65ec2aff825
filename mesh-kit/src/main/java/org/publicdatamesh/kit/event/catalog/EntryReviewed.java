package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The unit's data supervisor passed an entry on to the authority (Art. 10).
 *
 * @param entryId the entry
 * @param version its version
 * @param unit the unit that provides it
 * @param actor the data supervisor
 */
@EventType(topic = "catalog.entry", name = "catalog.entry.reviewed")
public record EntryReviewed(UUID entryId, int version, String unit, Actor actor) implements MeshEvent {}
