package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The sharing by a medium does not take place.
 *
 * @param offlineShareId the offline share
 * @param grantId the grant under which it is made
 * @param entryId the entry
 * @param resourceId the resource
 * @param provider the unit that hands the data over
 * @param consumer the unit that takes them
 * @param reasons why
 * @param actor who
 */
@EventType(topic = "exchange.offline", name = "exchange.offline.cancelled")
public record OfflineShareCancelled(
        UUID offlineShareId,
        UUID grantId,
        UUID entryId,
        UUID resourceId,
        String provider,
        String consumer,
        String reasons,
        Actor actor)
        implements MeshEvent {}
