package org.publicdatamesh.kit.event.exchange;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.Personal;

/**
 * Data was corrected in the pool and goes to every holder at the same time (Art. 27).
 *
 * @param correctionId the correction
 * @param doubtId the doubt that led to it
 * @param loadId the load that changed the row
 * @param resourceId the resource
 * @param entryId the entry
 * @param provider the provider
 * @param sequence number of the correction within the resource, from 1, without gaps
 * @param effect what happened to the row; absent where its values changed
 * @param key key of the row
 * @param changes changed values; none where the row entered or left
 * @param reasons why
 * @param holders how many grants it was pushed to
 * @param actor who corrected
 */
@EventType(topic = "exchange.correction", name = "exchange.data.corrected")
public record DataCorrected(
        UUID correctionId,
        @Nullable UUID doubtId,
        @Nullable UUID loadId,
        UUID resourceId,
        UUID entryId,
        String provider,
        long sequence,
        @Nullable Effect effect,
        @Personal(of = Personal.Subject.ROW) Map<String, String> key,
        @Personal(of = Personal.Subject.ROW) List<Change> changes,
        @Personal(of = Personal.Subject.ROW) String reasons,
        int holders,
        Actor actor)
        implements MeshEvent {}
