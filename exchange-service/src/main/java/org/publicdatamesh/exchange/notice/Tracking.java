package org.publicdatamesh.exchange.notice;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a correction stands with one holder.
 *
 * @param noticeId the notice
 * @param grantId the grant
 * @param holder the unit that holds the data
 * @param state how far it is
 * @param sentAt when it came to the inbox
 * @param acknowledgeDueAt until when it is to take it up, exclusive
 * @param acknowledgedAt when the holder took it up
 * @param applyDueAt until when it is to have changed its copies, exclusive
 * @param appliedAt when the holder had changed its copies
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Tracking(
        UUID noticeId,
        UUID grantId,
        String holder,
        NoticeState state,
        Instant sentAt,
        @Nullable Instant acknowledgeDueAt,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant applyDueAt,
        @Nullable Instant appliedAt) {}
