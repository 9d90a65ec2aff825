package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A data element has another authoritative unit from now on (Art. 14).
 *
 * @param elementId the element
 * @param name its name
 * @param fromUnit the unit that was its source
 * @param unit the unit that is now
 * @param sourceEntry the entry that holds the source; none where none is published yet
 * @param sourceItem name of the data item there
 * @param reasons why
 * @param actor who did it
 */
@EventType(topic = "catalog.elements", name = "catalog.element.handed-over")
public record ElementHandedOver(
        UUID elementId,
        String name,
        String fromUnit,
        String unit,
        @Nullable UUID sourceEntry,
        @Nullable String sourceItem,
        String reasons,
        Actor actor)
        implements MeshEvent {}
