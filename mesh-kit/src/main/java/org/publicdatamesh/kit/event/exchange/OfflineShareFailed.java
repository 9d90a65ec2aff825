package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The medium was lost, or is of no use (Art. 24).
 *
 * @param offlineShareId the offline share
 * @param grantId the grant under which it is made
 * @param entryId the entry
 * @param resourceId the resource
 * @param provider the unit that handed the data over
 * @param consumer the unit that was to take them
 * @param answerable the unit that answers for the medium: the provider until it is received, then the consumer
 * @param fault what is wrong with it
 * @param reasons what happened
 * @param actor who says so
 */
@EventType(topic = "exchange.offline", name = "exchange.offline.failed")
public record OfflineShareFailed(
        UUID offlineShareId,
        UUID grantId,
        UUID entryId,
        UUID resourceId,
        String provider,
        String consumer,
        String answerable,
        MediumFault fault,
        String reasons,
        Actor actor)
        implements MeshEvent {}
