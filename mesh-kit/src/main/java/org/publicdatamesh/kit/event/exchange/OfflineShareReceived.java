package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The consumer received the medium and what is on it is what was handed over (Art. 24).
 *
 * @param offlineShareId the offline share
 * @param grantId the grant under which it is made
 * @param entryId the entry
 * @param resourceId the resource
 * @param provider the unit that hands the data over
 * @param consumer the unit that takes them
 * @param actor who
 */
@EventType(topic = "exchange.offline", name = "exchange.offline.received")
public record OfflineShareReceived(
        UUID offlineShareId, UUID grantId, UUID entryId, UUID resourceId, String provider, String consumer, Actor actor)
        implements MeshEvent {}
