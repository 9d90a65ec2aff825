package org.publicdatamesh.kit.event.catalog;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The authority registered a plan to collect (Art. 14).
 *
 * @param planId the plan
 * @param title what is collected
 * @param unit the unit that plans
 * @param validFrom from when
 * @param validUntil until when, exclusive
 * @param items names of the items that are collected
 * @param duties duties of each unit of a joint collection; none where a unit collects alone
 * @param actor who did it
 */
@EventType(topic = "catalog.elements", name = "catalog.collection-plan.registered")
public record CollectionPlanRegistered(
        UUID planId,
        String title,
        String unit,
        Instant validFrom,
        Instant validUntil,
        List<String> items,
        List<CollectionDuty> duties,
        Actor actor)
        implements MeshEvent {}
