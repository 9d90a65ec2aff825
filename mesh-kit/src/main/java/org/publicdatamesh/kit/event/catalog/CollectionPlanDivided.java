package org.publicdatamesh.kit.event.catalog;

import java.util.List;
import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The authority divided the duties of a joint collection (Art. 14).
 *
 * @param planId the plan
 * @param title what is collected
 * @param unit the unit that plans
 * @param lead the unit that leads
 * @param duties duties of each unit
 * @param actor who did it
 */
@EventType(topic = "catalog.elements", name = "catalog.collection-plan.divided")
public record CollectionPlanDivided(
        UUID planId, String title, String unit, String lead, List<CollectionDuty> duties, Actor actor)
        implements MeshEvent {}
