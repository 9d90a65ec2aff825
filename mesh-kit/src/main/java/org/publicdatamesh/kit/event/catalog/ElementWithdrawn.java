package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A unit gave up a data element that it had proposed (Art. 14).
 *
 * @param elementId the element
 * @param name its name
 * @param unit the unit that had proposed it
 * @param actor who did it
 */
@EventType(topic = "catalog.elements", name = "catalog.element.withdrawn")
public record ElementWithdrawn(UUID elementId, String name, String unit, Actor actor) implements MeshEvent {}
