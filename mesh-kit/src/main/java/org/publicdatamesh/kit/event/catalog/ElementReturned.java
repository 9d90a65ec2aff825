package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A proposed data element went back to its unit, with reasons (Art. 14).
 *
 * @param elementId the element
 * @param name its name
 * @param unit the authoritative unit
 * @param reasons why
 * @param actor who did it
 */
@EventType(topic = "catalog.elements", name = "catalog.element.returned")
public record ElementReturned(UUID elementId, String name, String unit, String reasons, Actor actor)
        implements MeshEvent {}
