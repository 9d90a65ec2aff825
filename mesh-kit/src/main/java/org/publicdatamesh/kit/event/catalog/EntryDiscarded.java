package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The unit gave up a revision; the published version stays as it is.
 *
 * @param entryId the entry
 * @param version the version that will not be
 * @param unit the unit that provides it
 * @param actor who gave it up
 */
@EventType(topic = "catalog.entry", name = "catalog.entry.discarded")
public record EntryDiscarded(UUID entryId, int version, String unit, Actor actor) implements MeshEvent {}
