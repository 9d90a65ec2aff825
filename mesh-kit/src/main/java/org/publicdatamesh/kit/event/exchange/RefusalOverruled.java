package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The basis of a refusal was found insufficient twice and the authority decides that the share is granted (Art. 26), or a dispute
 * about a refusal that it upheld ended so (Art. 27).
 *
 * @param applicationId the application
 * @param entryId the entry
 * @param resourceId the resource
 * @param consumer the unit that applies
 * @param provider the unit that provides the data
 * @param reasons why
 * @param actor who
 */
@EventType(topic = "exchange.application", name = "exchange.refusal.overruled")
public record RefusalOverruled(
        UUID applicationId,
        UUID entryId,
        UUID resourceId,
        String consumer,
        String provider,
        String reasons,
        Actor actor)
        implements MeshEvent {}
