package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A resource was taken offline because another, proven usable, has taken its place (Art. 17). Who uses the old one is to go over.
 *
 * @param resourceId the old resource
 * @param successorId the new one
 * @param entryId the entry of both
 * @param unit the unit that provides them
 * @param kind kind of the old one
 * @param name name of the old one
 * @param successorKind kind of the new one
 * @param successorName name of the new one
 * @param reasons why
 * @param actor the data supervisor
 */
@EventType(topic = "catalog.resource", name = "catalog.resource.replaced")
public record ResourceReplaced(
        UUID resourceId,
        UUID successorId,
        UUID entryId,
        String unit,
        ResourceKind kind,
        String name,
        ResourceKind successorKind,
        String successorName,
        String reasons,
        Actor actor)
        implements MeshEvent {}
