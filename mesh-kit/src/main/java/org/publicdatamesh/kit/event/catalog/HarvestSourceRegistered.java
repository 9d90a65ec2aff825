package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The authority declared another catalogue that is harvested.
 *
 * @param sourceId the source
 * @param title its title
 * @param address where its DCAT is
 * @param unit the unit here that answers for it
 * @param enabled whether it is harvested by schedule
 * @param actor who declared it
 */
@EventType(topic = "catalog.harvest", name = "catalog.harvest.source-registered")
public record HarvestSourceRegistered(
        UUID sourceId, String title, String address, String unit, boolean enabled, Actor actor) implements MeshEvent {}
