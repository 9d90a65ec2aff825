package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * Another catalogue was harvested, wholly or in part.
 *
 * @param sourceId the source
 * @param runId the run, whose report the catalogue service has
 * @param unit the unit here that answers for the source
 * @param outcome how it ended
 * @param added records that are new
 * @param changed records that changed
 * @param unchanged records that are as they were
 * @param gone records that are not in the catalogue any more
 * @param refused datasets that were not taken, with reasons in the report
 * @param own datasets that came from this catalogue and are not taken back
 * @param pages pages read
 * @param bytes bytes read
 * @param failures how many runs up to this one were not whole, one after the other
 * @param actor who asked for it; absent where the schedule did
 */
@EventType(topic = "catalog.harvest", name = "catalog.harvest.completed")
public record HarvestCompleted(
        UUID sourceId,
        UUID runId,
        String unit,
        HarvestOutcome outcome,
        int added,
        int changed,
        int unchanged,
        int gone,
        int refused,
        int own,
        int pages,
        long bytes,
        int failures,
        @Nullable Actor actor)
        implements MeshEvent {}
