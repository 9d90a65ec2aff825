package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A draft went to the unit's data supervisor (Art. 10).
 *
 * @param entryId the entry
 * @param version its version
 * @param unit the unit that provides it
 * @param actor the data specialist
 */
@EventType(topic = "catalog.entry", name = "catalog.entry.submitted")
public record EntrySubmitted(UUID entryId, int version, String unit, Actor actor) implements MeshEvent {}
