package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The authority retired an entry for good: it is offered no longer, and no version follows. Its versions stay readable
 * in the catalogue, where the reasons are too.
 *
 * @param entryId the entry
 * @param version its last published version
 * @param unit the unit that provided it
 * @param actor the authority's reviewer
 */
@EventType(topic = "catalog.entry", name = "catalog.entry.retired")
public record EntryRetired(UUID entryId, int version, String unit, Actor actor) implements MeshEvent {}
