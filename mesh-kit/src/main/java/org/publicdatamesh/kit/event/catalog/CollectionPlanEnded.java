package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A registered plan to collect ended, by its term or before (Art. 14).
 *
 * @param planId the plan
 * @param title what is collected
 * @param unit the unit that plans
 * @param byTerm whether its term ended it
 * @param reasons why it ended before
 * @param actor who ended it; none where its term did
 */
@EventType(topic = "catalog.elements", name = "catalog.collection-plan.ended")
public record CollectionPlanEnded(
        UUID planId,
        String title,
        String unit,
        boolean byTerm,
        @Nullable String reasons,
        @Nullable Actor actor) implements MeshEvent {}
