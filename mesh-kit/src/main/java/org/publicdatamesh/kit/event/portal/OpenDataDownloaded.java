package org.publicdatamesh.kit.event.portal;

import java.util.UUID;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * Open data is about to leave: durable before the first byte (Art. 40).
 *
 * @param accessId the access; the response carries it
 * @param entryId the entry
 * @param releaseId the release that is served
 * @param format media type
 */
@EventType(topic = "portal.access", name = "portal.open-data.downloaded")
public record OpenDataDownloaded(UUID accessId, UUID entryId, UUID releaseId, String format) implements MeshEvent {}
