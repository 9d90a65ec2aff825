package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A holder let its time to acknowledge or apply corrections, or to acknowledge the end of a resource (Art. 17), pass (Art. 27).
 * Each notice is told of once for each step.
 *
 * @param grantId the grant under which it has the data
 * @param resourceId the resource
 * @param entryId the entry
 * @param provider the provider
 * @param consumer the holder
 * @param step what it owes
 * @param notices how many notices, from 1
 * @param firstNoticeId the oldest of them
 * @param dueAt when that one was due
 */
@EventType(topic = "exchange.notice", name = "exchange.notices.overdue")
public record NoticesOverdue(
        UUID grantId,
        UUID resourceId,
        UUID entryId,
        String provider,
        String consumer,
        NoticeStep step,
        int notices,
        UUID firstNoticeId,
        Instant dueAt)
        implements MeshEvent {}
