package org.publicdatamesh.portal.feedback;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;

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
 * @param answerReasons what the unit found, or why it cannot
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
    static OpenDoubtView of(OpenDoubt doubt) {
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
                doubt.answerReasons);
    }

    private static Map<String, String> key(String json) {
        try {
            return EventJson.MAPPER.readValue(json, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored key cannot be read", e);
        }
    }
}
