package org.publicdatamesh.portal.feedback;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.problem.Messages;

/**
 * A doubt of open data as who reported it is told.
 *
 * @param id its id
 * @param entryId the open item
 * @param resourceId the resource
 * @param key key of the row
 * @param item the doubted item
 * @param observed the value as it was seen
 * @param expected the value that should stand there
 * @param reasons why
 * @param state where it stands
 * @param reportedAt when it was reported
 * @param dueAt until when the unit answers, exclusive; once it has it
 * @param answeredAt when it was answered, or found to be about nothing
 * @param answerReasons what the unit found; or why there is nothing to answer, in the reader's language
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OpenDoubtView(
        UUID id,
        UUID entryId,
        UUID resourceId,
        Map<String, String> key,
        String item,
        @Nullable String observed,
        @Nullable String expected,
        String reasons,
        OpenDoubtState state,
        Instant reportedAt,
        @Nullable Instant dueAt,
        @Nullable Instant answeredAt,
        @Nullable String answerReasons) {
    /** The doubt, with what the platform itself says of it in a language of {@link Messages}. */
    static OpenDoubtView of(OpenDoubt doubt, String language) {
        return new OpenDoubtView(
                doubt.id,
                doubt.entryId,
                doubt.resourceId,
                key(doubt.rowKey),
                doubt.item,
                doubt.observed,
                doubt.expected,
                doubt.reasons,
                doubt.state,
                doubt.reportedAt,
                doubt.dueAt,
                doubt.answeredAt,
                doubt.state == OpenDoubtState.NOT_TAKEN ? why(doubt.answerReasons, language) : doubt.answerReasons);
    }

    /** Why the exchange did not take a doubt, whose cause it told as a code. */
    private static String why(@Nullable String cause, String language) {
        return switch (cause == null ? "" : cause) {
            case "no-such-row" -> said(language, "no-such-row", "The table has no such row any more.");
            case "unknown-item" -> said(language, "unknown-item", "The table has no such column any more.");
            case "unknown-resource" -> said(language, "unknown-resource", "This table is not provided any more.");
            default -> said(language, "other", "The data is not there any more.");
        };
    }

    private static String said(String language, String cause, String english) {
        return Messages.message(language, "not-taken." + cause, List.of(), english);
    }

    private static Map<String, String> key(String json) {
        try {
            return EventJson.MAPPER.readValue(json, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored key cannot be read", e);
        }
    }
}
