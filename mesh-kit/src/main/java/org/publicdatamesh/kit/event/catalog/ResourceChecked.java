package org.publicdatamesh.kit.event.catalog;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A unit checked its resource itself (Art. 13). It is offered to others while its last self-check passed.
 *
 * @param checkId the self-check
 * @param resourceId the resource
 * @param entryId the entry
 * @param unit the unit that provides it
 * @param kind kind of resource
 * @param passed whether everything held that was declared and measured
 * @param deviations what did not hold: an aspect and a code each, {@code schema/item-missing}
 * @param rows rows that were measured
 * @param bytes bytes that were measured
 * @param sm3 SM3 digest of them, hexadecimal
 * @param renewedAt when the data were renewed last, where that could be seen
 * @param actor the data specialist
 */
@EventType(topic = "catalog.resource", name = "catalog.resource.checked")
public record ResourceChecked(
        UUID checkId,
        UUID resourceId,
        UUID entryId,
        String unit,
        ResourceKind kind,
        boolean passed,
        List<String> deviations,
        @Nullable Long rows,
        @Nullable Long bytes,
        @Nullable String sm3,
        @Nullable Instant renewedAt,
        Actor actor)
        implements MeshEvent {}
