package org.publicdatamesh.kit.event.exchange;

import java.util.List;
import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.Personal;

/**
 * Data is about to leave under a grant: durable before the first byte (Art. 40).
 *
 * @param accessId the access; the response carries it
 * @param grantId the grant
 * @param entryId the entry
 * @param resourceId the resource
 * @param provider the provider
 * @param consumer the unit that reads
 * @param items items that leave, in order
 * @param filter conditions in force: those of the grant and those asked for
 * @param format media type
 * @param actor who reads
 */
@EventType(topic = "exchange.access", name = "exchange.access.recorded")
public record AccessRecorded(
        UUID accessId,
        UUID grantId,
        UUID entryId,
        UUID resourceId,
        String provider,
        String consumer,
        List<String> items,
        @Personal(of = Personal.Subject.GRANT) List<RowCondition> filter,
        String format,
        Actor actor)
        implements MeshEvent {}
