package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A holder acknowledged that a resource whose data it holds was replaced or withdrawn (Art. 17).
 *
 * @param noticeId the notice
 * @param resourceId the resource that ended
 * @param successorId the one in its place; absent where it was withdrawn
 * @param entryId the entry
 * @param grantId the grant
 * @param holder the unit that holds the data
 * @param actor who did it
 */
@EventType(topic = "exchange.notice", name = "exchange.resource-end.acknowledged")
public record ResourceEndAcknowledged(
        UUID noticeId,
        UUID resourceId,
        @Nullable UUID successorId,
        UUID entryId,
        UUID grantId,
        String holder,
        Actor actor)
        implements MeshEvent {}
