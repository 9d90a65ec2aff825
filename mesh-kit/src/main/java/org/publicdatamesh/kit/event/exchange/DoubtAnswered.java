package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.Personal;

/**
 * The provider answered a doubt (Art. 27).
 *
 * @param doubtId the doubt
 * @param resourceId the resource
 * @param entryId the entry
 * @param reporter the unit that doubted
 * @param provider the provider
 * @param verdict what was found
 * @param reasons why
 * @param correctionId the correction that follows
 * @param late whether the answer came after its due time
 * @param actor who answered
 */
@EventType(topic = "exchange.correction", name = "exchange.doubt.answered")
public record DoubtAnswered(
        UUID doubtId,
        UUID resourceId,
        UUID entryId,
        String reporter,
        String provider,
        Verdict verdict,
        @Personal(of = Personal.Subject.EVENT) String reasons,
        @Nullable UUID correctionId,
        boolean late,
        Actor actor)
        implements MeshEvent {}
