package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A unit said whether it takes its duties in a joint collection (Art. 14).
 *
 * @param planId the plan
 * @param title what is collected
 * @param unit the unit that plans
 * @param party the unit that said so
 * @param agrees whether it takes them
 * @param reasons why not
 * @param actor who did it
 */
@EventType(topic = "catalog.elements", name = "catalog.collection-plan.confirmed")
public record CollectionPlanConfirmed(
        UUID planId,
        String title,
        String unit,
        String party,
        boolean agrees,
        @Nullable String reasons,
        Actor actor) implements MeshEvent {}
