package org.publicdatamesh.kit.event.catalog;

import java.util.List;
import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A plan to collect passed the check and is with the authority (Art. 14, 15).
 *
 * @param planId the plan
 * @param title what is collected
 * @param unit the unit that plans
 * @param items names of the items that are collected
 * @param parties units of a joint collection; none where a unit collects alone
 * @param actor who did it
 */
@EventType(topic = "catalog.elements", name = "catalog.collection-plan.submitted")
public record CollectionPlanSubmitted(
        UUID planId, String title, String unit, List<String> items, List<String> parties, Actor actor)
        implements MeshEvent {}
