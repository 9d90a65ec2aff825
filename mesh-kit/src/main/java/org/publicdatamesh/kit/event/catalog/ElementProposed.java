package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A unit proposed a data element of which it is the source (Art. 14).
 *
 * @param elementId the element
 * @param name its name
 * @param unit the authoritative unit
 * @param actor who did it
 */
@EventType(topic = "catalog.elements", name = "catalog.element.proposed")
public record ElementProposed(UUID elementId, String name, String unit, Actor actor) implements MeshEvent {}
