package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A unit reports what became of the data that it obtained under a grant that ended (Art. 19).
 *
 * @param grantId the grant
 * @param entryId the entry
 * @param resourceId the resource
 * @param provider the provider
 * @param consumer the consumer
 * @param fate what became of them
 * @param method how they were destroyed, or where they are kept
 * @param basis the law that demands that they are kept, where they are
 * @param at when it was reported
 * @param late whether after the time for it
 * @param actor who reports
 */
@EventType(topic = "exchange.destruction", name = "exchange.destruction.reported")
public record DestructionReported(
        UUID grantId,
        UUID entryId,
        UUID resourceId,
        String provider,
        String consumer,
        DataFate fate,
        String method,
        @Nullable Basis basis,
        Instant at,
        boolean late,
        Actor actor)
        implements MeshEvent {}
