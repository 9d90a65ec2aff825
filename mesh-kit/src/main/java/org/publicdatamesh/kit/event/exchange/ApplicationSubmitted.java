package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A data specialist applied for a resource (Art. 25).
 *
 * @param applicationId the application
 * @param entryId the entry
 * @param resourceId the resource asked for
 * @param consumer the unit that applies
 * @param provider the unit that provides the data
 * @param items items asked for
 * @param purpose what for
 * @param validUntil until when
 * @param policyEdition the edition of policy that the matter keeps
 * @param actor the data specialist
 */
@EventType(topic = "exchange.application", name = "exchange.application.submitted")
public record ApplicationSubmitted(
        UUID applicationId,
        UUID entryId,
        UUID resourceId,
        String consumer,
        String provider,
        List<String> items,
        String purpose,
        Instant validUntil,
        String policyEdition,
        Actor actor)
        implements MeshEvent {}
