package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The authority removed a source of harvests, and its records with it.
 *
 * @param sourceId the source
 * @param title its title
 * @param address where its DCAT was
 * @param records how many records went with it
 * @param actor who removed it
 */
@EventType(topic = "catalog.harvest", name = "catalog.harvest.source-removed")
public record HarvestSourceRemoved(UUID sourceId, String title, String address, int records, Actor actor)
        implements MeshEvent {}
