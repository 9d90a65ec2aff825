package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The authority returned a plan to collect, with reasons (Art. 14).
 *
 * @param planId the plan
 * @param title what is collected
 * @param unit the unit that plans
 * @param reasons why
 * @param actor who did it
 */
@EventType(topic = "catalog.elements", name = "catalog.collection-plan.returned")
public record CollectionPlanReturned(UUID planId, String title, String unit, String reasons, Actor actor)
        implements MeshEvent {}
