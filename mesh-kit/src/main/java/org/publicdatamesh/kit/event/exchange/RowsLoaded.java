package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;
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
 * @param sm3 SM3 digest of the file, hexadecimal
 * @param actor who loaded them
 */
@EventType(topic = "exchange.pool", name = "exchange.rows.loaded")
public record RowsLoaded(
        UUID loadId, UUID resourceId, UUID entryId, String unit, long loaded, long quarantined, String sm3, Actor actor)
        implements MeshEvent {}
