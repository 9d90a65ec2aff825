package org.publicdatamesh.kit.event.exchange;

import java.util.List;
import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * Sharing by a medium instead of the platform is filed with the authority, with the reason (Art. 24).
 *
 * @param offlineShareId the offline share
 * @param grantId the grant under which it is made
 * @param entryId the entry
 * @param resourceId the resource
 * @param provider the unit that hands the data over
 * @param consumer the unit that takes them
 * @param items the items that the medium is to hold
 * @param medium the medium
 * @param reasons why the platform cannot be used
 * @param actor who
 */
@EventType(topic = "exchange.offline", name = "exchange.offline.filed")
public record OfflineShareFiled(
        UUID offlineShareId,
        UUID grantId,
        UUID entryId,
        UUID resourceId,
        String provider,
        String consumer,
        List<String> items,
        OfflineMedium medium,
        String reasons,
        Actor actor)
        implements MeshEvent {}
