package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A harvest brought nothing. What was harvested before stays as it is.
 *
 * @param sourceId the source
 * @param runId the run, whose report the catalogue service has
 * @param unit the unit here that answers for the source
 * @param reason why, as {@code unreachable}
 * @param failures how many runs up to this one were not whole, one after the other
 * @param actor who asked for it; absent where the schedule did
 */
@EventType(topic = "catalog.harvest", name = "catalog.harvest.failed")
public record HarvestFailed(
        UUID sourceId,
        UUID runId,
        String unit,
        String reason,
        int failures,
        @Nullable Actor actor) implements MeshEvent {}
