package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The unit that applied takes its application back.
 *
 * @param applicationId the application
 * @param entryId the entry
 * @param resourceId the resource
 * @param consumer the unit that applies
 * @param provider the unit that provides the data
 * @param reasons why
 * @param actor who
 */
@EventType(topic = "exchange.application", name = "exchange.application.withdrawn")
public record ApplicationWithdrawn(
        UUID applicationId,
        UUID entryId,
        UUID resourceId,
        String consumer,
        String provider,
        String reasons,
        Actor actor)
        implements MeshEvent {}
