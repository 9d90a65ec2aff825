package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The provider agreed; on to the authority (Art. 26).
 *
 * @param applicationId the application
 * @param entryId the entry
 * @param resourceId the resource asked for
 * @param consumer the unit that applies
 * @param provider the unit that provides the data
 * @param actor the provider's data supervisor
 */
@EventType(topic = "exchange.application", name = "exchange.application.agreed")
public record ApplicationAgreed(
        UUID applicationId, UUID entryId, UUID resourceId, String consumer, String provider, Actor actor)
        implements MeshEvent {}
