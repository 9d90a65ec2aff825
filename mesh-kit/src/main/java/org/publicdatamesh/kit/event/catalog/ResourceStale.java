package org.publicdatamesh.kit.event.catalog;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A resource was not renewed within its entry's declared update cycle (Art. 17). Told once, until it is renewed.
 *
 * @param resourceId the resource
 * @param entryId the entry
 * @param unit the unit that provides it
 * @param kind kind of resource
 * @param name its name
 * @param updateCycle the declared cycle
 * @param renewedAt when it was renewed last; absent where it never was
 */
@EventType(topic = "catalog.conformity", name = "catalog.resource.stale")
public record ResourceStale(
        UUID resourceId,
        UUID entryId,
        String unit,
        ResourceKind kind,
        String name,
        UpdateCycle updateCycle,
        @Nullable Instant renewedAt)
        implements MeshEvent {}
