package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The time until which a destruction is to be reported was counted anew: a calendar was announced or corrected, or
 * the deadline was paused or resumed.
 *
 * @param grantId the grant
 * @param entryId the entry
 * @param resourceId the resource
 * @param provider the provider
 * @param consumer the consumer
 * @param dueAt until when it is to report: the end of the last working day, exclusive
 * @param provisional whether a calendar is still missing for that
 */
@EventType(topic = "exchange.destruction", name = "exchange.destruction.moved")
public record DestructionMoved(
        UUID grantId,
        UUID entryId,
        UUID resourceId,
        String provider,
        String consumer,
        Instant dueAt,
        boolean provisional)
        implements MeshEvent {}
