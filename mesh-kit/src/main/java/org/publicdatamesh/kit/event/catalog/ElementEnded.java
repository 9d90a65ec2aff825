package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A data element is not kept any more (Art. 14).
 *
 * @param elementId the element
 * @param name its name
 * @param unit the authoritative unit
 * @param reasons why
 * @param actor who did it
 */
@EventType(topic = "catalog.elements", name = "catalog.element.ended")
public record ElementEnded(UUID elementId, String name, String unit, String reasons, Actor actor)
        implements MeshEvent {}
