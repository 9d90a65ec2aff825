package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The authority changed a source of harvests. The values are those from now on.
 *
 * @param sourceId the source
 * @param title its title
 * @param address where its DCAT is
 * @param unit the unit here that answers for it
 * @param enabled whether it is harvested by schedule
 * @param actor who changed it
 */
@EventType(topic = "catalog.harvest", name = "catalog.harvest.source-changed")
public record HarvestSourceChanged(
        UUID sourceId, String title, String address, String unit, boolean enabled, Actor actor) implements MeshEvent {}
