package org.publicdatamesh.exchange.correction;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.pool.Stored;
import org.publicdatamesh.kit.event.exchange.DoubtSource;

/**
 * A doubt as it is told.
 *
 * @param id its id
 * @param resourceId the resource
 * @param entryId its entry
 * @param reporter the unit that doubts; {@code public} where it is nobody's
 * @param source on which way it came
 * @param document what the authority recorded it from
 * @param receivedOn when that came
 * @param provider the unit that answers
 * @param key key of the row
 * @param item the doubted item
 * @param observed the value as the reporter saw it
 * @param expected the value that the reporter holds to be right
 * @param reasons why
 * @param state where it stands
 * @param reportedAt when it was reported
 * @param dueAt when the answer is due: the end of the last working day, exclusive
 * @param dueProvisional whether a calendar is still missing for that
 * @param overdue whether the provider let that time pass
 * @param policyEdition the edition of policy that the matter keeps
 * @param answeredAt when it was answered
 * @param answerReasons what the provider found
 * @param correctionOrdered whether a dispute ended so that the value is to be corrected
 * @param correctionId the correction that followed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DoubtView(
        UUID id,
        UUID resourceId,
        UUID entryId,
        String reporter,
        DoubtSource source,
        @Nullable String document,
        @Nullable LocalDate receivedOn,
        String provider,
        Map<String, String> key,
        String item,
        @Nullable String observed,
        @Nullable String expected,
        String reasons,
        DoubtState state,
        Instant reportedAt,
        Instant dueAt,
        boolean dueProvisional,
        boolean overdue,
        String policyEdition,
        @Nullable Instant answeredAt,
        @Nullable String answerReasons,
        boolean correctionOrdered,
        @Nullable UUID correctionId) {
    static DoubtView of(Doubt doubt, Instant now) {
        Instant until = doubt.answeredAt == null ? now : doubt.answeredAt;
        return new DoubtView(
                doubt.id,
                doubt.resourceId,
                doubt.entryId,
                doubt.reporter,
                doubt.source,
                doubt.document,
                doubt.receivedOn,
                doubt.provider,
                Stored.key(doubt.rowKey),
                doubt.item,
                doubt.observed,
                doubt.expected,
                doubt.reasons,
                doubt.state,
                doubt.reportedAt,
                doubt.dueAt,
                doubt.dueProvisional,
                !until.isBefore(doubt.dueAt),
                doubt.policyEdition,
                doubt.answeredAt,
                doubt.answerReasons,
                doubt.correctionOrdered,
                doubt.correctionId);
    }
}
