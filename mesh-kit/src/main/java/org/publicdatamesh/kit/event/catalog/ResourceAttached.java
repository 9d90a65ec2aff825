package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A unit attached a resource to its published entry (Art. 11).
 *
 * @param resourceId the resource
 * @param entryId the entry
 * @param unit the unit that provides it
 * @param kind kind of resource
 * @param name its name
 * @param informationSystem the information system that holds it (Art. 17)
 * @param actor the data specialist
 */
@EventType(topic = "catalog.resource", name = "catalog.resource.attached")
public record ResourceAttached(
        UUID resourceId,
        UUID entryId,
        String unit,
        ResourceKind kind,
        String name,
        String informationSystem,
        Actor actor)
        implements MeshEvent {}
