package org.publicdatamesh.exchange.channel;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was tried to bring a notice to a webhook.
 *
 * @param noticeId the notice
 * @param position its position in the order of notices
 * @param tries how often it was sent, from 1
 * @param status HTTP status of the last answer
 * @param failure why there was no answer, as {@code timed-out}
 * @param triedAt when it was last sent
 * @param deliveredAt when it was first taken
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeliveryView(
        UUID noticeId,
        long position,
        int tries,
        @Nullable Integer status,
        @Nullable String failure,
        Instant triedAt,
        @Nullable Instant deliveredAt) {}
