package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The provider handed the medium over (Art. 24).
 *
 * @param offlineShareId the offline share
 * @param grantId the grant under which it is made
 * @param entryId the entry
 * @param resourceId the resource
 * @param provider the unit that hands the data over
 * @param consumer the unit that takes them
 * @param mediumId what the medium is known by
 * @param rows rows on it
 * @param sm3 SM3 digest of what is on it, hexadecimal
 * @param actor who
 */
@EventType(topic = "exchange.offline", name = "exchange.offline.handed-over")
public record OfflineShareHandedOver(
        UUID offlineShareId,
        UUID grantId,
        UUID entryId,
        UUID resourceId,
        String provider,
        String consumer,
        String mediumId,
        long rows,
        String sm3,
        Actor actor)
        implements MeshEvent {}
