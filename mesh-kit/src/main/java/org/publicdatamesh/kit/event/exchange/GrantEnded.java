package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A grant ended.
 *
 * @param grantId the grant
 * @param entryId the entry
 * @param resourceId the resource
 * @param provider the provider
 * @param consumer the consumer
 * @param end why
 * @param endedAt when
 * @param reasons reasons, where it was ended before its term
 * @param actor who ended it; nobody where its term did
 */
@EventType(topic = "exchange.grant", name = "exchange.grant.ended")
public record GrantEnded(
        UUID grantId,
        UUID entryId,
        UUID resourceId,
        String provider,
        String consumer,
        GrantEnd end,
        Instant endedAt,
        @Nullable String reasons,
        @Nullable Actor actor)
        implements MeshEvent {}
