package org.publicdatamesh.kit.event.catalog;

import java.util.List;
import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The authority adjusted an entry when it published it (Art. 10); the unit sees the adjustment at the version's address.
 *
 * @param entryId the entry
 * @param version its version
 * @param unit the unit that provides it
 * @param reasons why
 * @param changed places of what was changed, as in {@code /items/code/label}; no values
 * @param actor the authority's reviewer
 */
@EventType(topic = "catalog.entry", name = "catalog.entry.adjusted")
public record EntryAdjusted(UUID entryId, int version, String unit, String reasons, List<String> changed, Actor actor)
        implements MeshEvent {}
