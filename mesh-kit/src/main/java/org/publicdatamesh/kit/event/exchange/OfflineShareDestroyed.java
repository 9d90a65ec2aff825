package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The medium was wiped or destroyed (Art. 19, 24).
 *
 * @param offlineShareId the offline share
 * @param grantId the grant under which it is made
 * @param entryId the entry
 * @param resourceId the resource
 * @param provider the unit that hands the data over
 * @param consumer the unit that takes them
 * @param method how
 * @param actor who
 */
@EventType(topic = "exchange.offline", name = "exchange.offline.destroyed")
public record OfflineShareDestroyed(
        UUID offlineShareId,
        UUID grantId,
        UUID entryId,
        UUID resourceId,
        String provider,
        String consumer,
        String method,
        Actor actor)
        implements MeshEvent {}
