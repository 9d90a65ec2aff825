package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A grant ended, and the unit that held it is asked to destroy what it obtained and to report it (Art. 19).
 *
 * @param grantId the grant
 * @param entryId the entry
 * @param resourceId the resource
 * @param provider the provider
 * @param consumer the consumer
 * @param dueAt until when it is to report: the end of the last working day, exclusive
 * @param provisional whether a calendar is still missing for that
 */
@EventType(topic = "exchange.destruction", name = "exchange.destruction.asked")
public record DestructionAsked(
        UUID grantId,
        UUID entryId,
        UUID resourceId,
        String provider,
        String consumer,
        Instant dueAt,
        boolean provisional)
        implements MeshEvent {}
