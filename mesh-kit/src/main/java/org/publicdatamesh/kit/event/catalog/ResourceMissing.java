package org.publicdatamesh.kit.event.catalog;

import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A published entry has no resource although the time to attach one is over (Art. 11). Told once for an entry.
 *
 * @param entryId the entry
 * @param unit the unit that owes a resource
 * @param publishedAt since when the entry is published
 * @param dueAt until when a resource was due
 */
@EventType(topic = "catalog.conformity", name = "catalog.resource.missing")
public record ResourceMissing(UUID entryId, String unit, Instant publishedAt, Instant dueAt) implements MeshEvent {}
