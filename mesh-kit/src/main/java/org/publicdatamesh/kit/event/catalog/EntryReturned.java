package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The supervisor or the authority returned an entry with reasons (Art. 10, 11).
 *
 * @param entryId the entry
 * @param version its version
 * @param unit the unit that provides it
 * @param reasons what is to be mended
 * @param actor who returned it
 */
@EventType(topic = "catalog.entry", name = "catalog.entry.returned")
public record EntryReturned(UUID entryId, int version, String unit, String reasons, Actor actor) implements MeshEvent {}
