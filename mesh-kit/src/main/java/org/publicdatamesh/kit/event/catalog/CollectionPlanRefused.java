package org.publicdatamesh.kit.event.catalog;

import java.util.List;
import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A plan to collect was refused by the check; it stays a draft (Art. 14, 15).
 *
 * @param planId the plan
 * @param title what is collected
 * @param unit the unit that plans
 * @param rules the rules that it broke, each once
 * @param actor who did it
 */
@EventType(topic = "catalog.elements", name = "catalog.collection-plan.refused")
public record CollectionPlanRefused(UUID planId, String title, String unit, List<String> rules, Actor actor)
        implements MeshEvent {}
