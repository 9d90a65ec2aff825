package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A source of harvests has not been read wholly so many times that somebody has to look. Told once, until a whole harvest.
 *
 * @param sourceId the source
 * @param title its title
 * @param unit the unit here that answers for it
 * @param failures how many runs were not whole, one after the other
 * @param reason why the last one was not
 */
@EventType(topic = "catalog.harvest", name = "catalog.harvest.source-failing")
public record HarvestSourceFailing(UUID sourceId, String title, String unit, int failures, String reason)
        implements MeshEvent {}
