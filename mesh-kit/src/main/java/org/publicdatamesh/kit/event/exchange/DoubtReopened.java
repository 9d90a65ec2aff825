package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.Personal;

/**
 * A dispute about the answer to a doubt ended for the unit that doubts: the provider is to correct the value (Art. 27).
 *
 * @param doubtId the doubt
 * @param resourceId the resource
 * @param entryId the entry
 * @param reporter the unit that doubts
 * @param provider the unit that must answer
 * @param reasons what was agreed or decided
 * @param dueAt when the correction is due
 * @param dueProvisional whether a calendar is still missing for that
 * @param actor who
 */
@EventType(topic = "exchange.correction", name = "exchange.doubt.reopened")
public record DoubtReopened(
        UUID doubtId,
        UUID resourceId,
        UUID entryId,
        String reporter,
        String provider,
        @Personal(of = Personal.Subject.EVENT) String reasons,
        Instant dueAt,
        boolean dueProvisional,
        Actor actor)
        implements MeshEvent {}
