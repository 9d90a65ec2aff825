package org.publicdatamesh.kit.event.catalog;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A data element has one authoritative unit and one standard from now on (Art. 14).
 *
 * @param elementId the element
 * @param name its name
 * @param synonyms other names for the same
 * @param meaning what it says
 * @param unit the authoritative unit
 * @param standard the standard that it follows
 * @param sourceEntry the entry that holds the source; none where none is published yet
 * @param sourceItem name of the data item there
 * @param actor who did it
 */
@EventType(topic = "catalog.elements", name = "catalog.element.registered")
public record ElementRegistered(
        UUID elementId,
        String name,
        List<String> synonyms,
        String meaning,
        String unit,
        StandardClause standard,
        @Nullable UUID sourceEntry,
        @Nullable String sourceItem,
        Actor actor)
        implements MeshEvent {}
