package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The authority keeps an entry whose retirement had been proposed: it stays published as it is.
 *
 * @param entryId the entry
 * @param version its published version
 * @param unit the unit that provides it
 * @param reasons why it is kept
 * @param actor the authority's reviewer
 */
@EventType(topic = "catalog.entry", name = "catalog.entry.retirement-declined")
public record EntryRetirementDeclined(UUID entryId, int version, String unit, String reasons, Actor actor)
        implements MeshEvent {}
