package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The applicant's own data supervisor declined (Art. 25).
 *
 * @param applicationId the application
 * @param entryId the entry
 * @param resourceId the resource asked for
 * @param consumer the unit that applies
 * @param provider the unit that provides the data
 * @param reasons why
 * @param actor the data supervisor
 */
@EventType(topic = "exchange.application", name = "exchange.application.declined")
public record ApplicationDeclined(
        UUID applicationId,
        UUID entryId,
        UUID resourceId,
        String consumer,
        String provider,
        String reasons,
        Actor actor)
        implements MeshEvent {}
