package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A grant that was suspended lives again.
 *
 * @param grantId the grant
 * @param entryId the entry
 * @param resourceId the resource
 * @param provider the provider
 * @param consumer the consumer
 * @param revision how often the grant was changed, with this time; from 1
 * @param at when
 * @param reasons why
 * @param actor the provider's data supervisor or the authority's reviewer, or who ended a dispute about the suspension
 */
@EventType(topic = "exchange.grant", name = "exchange.grant.resumed")
public record GrantResumed(
        UUID grantId,
        UUID entryId,
        UUID resourceId,
        String provider,
        String consumer,
        long revision,
        Instant at,
        String reasons,
        Actor actor)
        implements MeshEvent {}
