package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A unit acknowledged what was done to a grant that it holds or provides the data of (Art. 25).
 *
 * @param noticeId the notice
 * @param grantId the grant
 * @param entryId the entry
 * @param resourceId the resource
 * @param unit the unit that was told
 * @param step what was done
 * @param actor who acknowledged it
 */
@EventType(topic = "exchange.notice", name = "exchange.grant-step.acknowledged")
public record GrantStepAcknowledged(
        UUID noticeId, UUID grantId, UUID entryId, UUID resourceId, String unit, GrantStep step, Actor actor)
        implements MeshEvent {}
