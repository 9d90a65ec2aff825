package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The authority found the basis of a refusal insufficient; the provider decides anew (Art. 26).
 *
 * @param applicationId the application
 * @param entryId the entry
 * @param resourceId the resource asked for
 * @param consumer the unit that applies
 * @param provider the unit that provides the data
 * @param reasons why
 * @param providerDueAt when the provider must have decided
 * @param actor the authority's reviewer
 */
@EventType(topic = "exchange.application", name = "exchange.refusal.sent-back")
public record RefusalSentBack(
        UUID applicationId,
        UUID entryId,
        UUID resourceId,
        String consumer,
        String provider,
        String reasons,
        Instant providerDueAt,
        Actor actor)
        implements MeshEvent {}
