package org.publicdatamesh.kit.event.exchange;

import java.util.List;
import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * Values of corrections are about to leave to a holder: durable before the first byte (Art. 27, 40).
 *
 * @param accessId the access
 * @param grantId the grant under which the holder has the data
 * @param entryId the entry
 * @param resourceId the resource
 * @param consumer the unit that reads
 * @param notices the notices whose values leave, in the order of the inbox
 * @param items items that leave
 * @param actor who reads
 */
@EventType(topic = "exchange.access", name = "exchange.corrections.delivered")
public record CorrectionsDelivered(
        UUID accessId,
        UUID grantId,
        UUID entryId,
        UUID resourceId,
        String consumer,
        List<UUID> notices,
        List<String> items,
        Actor actor)
        implements MeshEvent {}
