package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A unit drafted a catalogue entry. The draft's text stays with the unit (Art. 11).
 *
 * @param entryId the entry
 * @param version its version, from 1
 * @param unit the unit that provides it
 * @param actor the data specialist
 */
@EventType(topic = "catalog.entry", name = "catalog.entry.drafted")
public record EntryDrafted(UUID entryId, int version, String unit, Actor actor) implements MeshEvent {}
