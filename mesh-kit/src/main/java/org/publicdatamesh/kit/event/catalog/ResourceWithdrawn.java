package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A unit took a resource back without another in its place (Art. 17).
 *
 * @param resourceId the resource
 * @param entryId the entry
 * @param unit the unit that provides it
 * @param kind kind of resource
 * @param name its name
 * @param reasons why
 * @param actor the data supervisor
 */
@EventType(topic = "catalog.resource", name = "catalog.resource.withdrawn")
public record ResourceWithdrawn(
        UUID resourceId, UUID entryId, String unit, ResourceKind kind, String name, String reasons, Actor actor)
        implements MeshEvent {}
