package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A holder confirmed that it applied a correction (Art. 27).
 *
 * @param noticeId the notice
 * @param correctionId the correction
 * @param resourceId the resource
 * @param entryId the entry
 * @param grantId the grant
 * @param holder the unit that holds the data
 * @param actor who did it
 */
@EventType(topic = "exchange.notice", name = "exchange.correction.applied")
public record CorrectionApplied(
        UUID noticeId, UUID correctionId, UUID resourceId, UUID entryId, UUID grantId, String holder, Actor actor)
        implements MeshEvent {}
