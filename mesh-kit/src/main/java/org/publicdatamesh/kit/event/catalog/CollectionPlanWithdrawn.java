package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A unit gave up a draft of a plan to collect (Art. 14).
 *
 * @param planId the plan
 * @param title what was to be collected
 * @param unit the unit that had planned
 * @param actor who did it
 */
@EventType(topic = "catalog.elements", name = "catalog.collection-plan.withdrawn")
public record CollectionPlanWithdrawn(UUID planId, String title, String unit, Actor actor) implements MeshEvent {}
