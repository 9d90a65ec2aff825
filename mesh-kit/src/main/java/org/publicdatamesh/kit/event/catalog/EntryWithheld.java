package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * An entry was taken out of the catalogue because a text of it is a state secret (Art. 2, 13). Where it had been published, it is
 * told to be retired too.
 *
 * @param entryId the entry
 * @param version its version under work, or the published one
 * @param unit its unit
 * @param actor the security post that decided so
 */
@EventType(topic = "catalog.entry", name = "catalog.entry.withheld")
public record EntryWithheld(UUID entryId, int version, String unit, Actor actor) implements MeshEvent {}
