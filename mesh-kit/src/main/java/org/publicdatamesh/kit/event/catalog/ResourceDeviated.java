package org.publicdatamesh.kit.event.catalog;

import java.util.List;
import java.util.UUID;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A resource does not match its entry: measured in a conformity round (Art. 13).
 *
 * @param roundId the round
 * @param checkId the measurement
 * @param resourceId the resource
 * @param entryId the entry
 * @param unit the unit that provides it
 * @param kind kind of resource
 * @param name its name
 * @param deviations what does not match: an aspect and a code each, {@code schema/item-missing}
 */
@EventType(topic = "catalog.conformity", name = "catalog.resource.deviated")
public record ResourceDeviated(
        UUID roundId,
        UUID checkId,
        UUID resourceId,
        UUID entryId,
        String unit,
        ResourceKind kind,
        String name,
        List<String> deviations)
        implements MeshEvent {}
