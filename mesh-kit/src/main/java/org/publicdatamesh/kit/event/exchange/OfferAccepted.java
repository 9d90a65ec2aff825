package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The unit that applied takes the lesser share that it was offered.
 *
 * @param applicationId the application
 * @param entryId the entry
 * @param resourceId the resource
 * @param consumer the unit that applies
 * @param provider the unit that provides the data
 * @param actor who
 */
@EventType(topic = "exchange.application", name = "exchange.offer.accepted")
public record OfferAccepted(
        UUID applicationId, UUID entryId, UUID resourceId, String consumer, String provider, Actor actor)
        implements MeshEvent {}
