package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * Rows of a resource were loaded into the pool; those that fail went to quarantine (Art. 15, 16).
 *
 * @param loadId the load
 * @param resourceId the resource
 * @param entryId the entry
 * @param unit the provider
 * @param loaded rows now in the pool from this load
 * @param quarantined rows kept apart with their reasons
 * @param changed rows of the pool of which a value changed; each is a correction of its own; this and the next three are absent in events of before they were counted
 * @param entered rows that came new into the pool
 * @param left rows that left it
 * @param notices notices that holders of grants got of all that
 * @param sm3 SM3 digest of the file, hexadecimal
 * @param actor who loaded them
 */
@EventType(topic = "exchange.pool", name = "exchange.rows.loaded")
public record RowsLoaded(
        UUID loadId,
        UUID resourceId,
        UUID entryId,
        String unit,
        long loaded,
        long quarantined,
        @Nullable Long changed,
        @Nullable Long entered,
        @Nullable Long left,
        @Nullable Long notices,
        String sm3,
        Actor actor)
        implements MeshEvent {}
