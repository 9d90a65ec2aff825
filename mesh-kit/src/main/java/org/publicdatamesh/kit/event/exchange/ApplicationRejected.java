package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The authority rejected an application that the provider had agreed to (Art. 26).
 *
 * @param applicationId the application
 * @param entryId the entry
 * @param resourceId the resource asked for
 * @param consumer the unit that applies
 * @param provider the unit that provides the data
 * @param reasons why
 * @param actor the authority's reviewer
 */
@EventType(topic = "exchange.application", name = "exchange.application.rejected")
public record ApplicationRejected(
        UUID applicationId,
        UUID entryId,
        UUID resourceId,
        String consumer,
        String provider,
        String reasons,
        Actor actor)
        implements MeshEvent {}
