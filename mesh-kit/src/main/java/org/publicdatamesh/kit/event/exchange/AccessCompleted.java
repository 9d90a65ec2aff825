package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A delivery ended: what left, measured (Art. 19).
 *
 * @param accessId the access
 * @param grantId the grant
 * @param entryId the entry
 * @param resourceId the resource
 * @param consumer the unit that read
 * @param rows rows sent
 * @param bytes bytes of the body sent
 * @param sm3 SM3 digest of the body sent, hexadecimal
 * @param outcome how it ended
 */
@EventType(topic = "exchange.access", name = "exchange.access.completed")
public record AccessCompleted(
        UUID accessId,
        UUID grantId,
        UUID entryId,
        UUID resourceId,
        String consumer,
        long rows,
        long bytes,
        String sm3,
        AccessOutcome outcome)
        implements MeshEvent {}
