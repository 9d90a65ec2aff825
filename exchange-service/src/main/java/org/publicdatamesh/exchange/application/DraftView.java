package org.publicdatamesh.exchange.application;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.exchange.ComplianceCheck;

/**
 * A draft as its unit sees it.
 *
 * @param id its id; the application keeps it
 * @param content what it says so far
 * @param check what a look at it finds now, with all for which its submission would be refused; absent in lists
 * @param changedAt when it was last changed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DraftView(
        UUID id, DraftContent content, @Nullable ComplianceCheck check, Instant changedAt) {
    static DraftView of(Draft draft, @Nullable ComplianceCheck check) {
        return new DraftView(draft.id, content(draft), check, draft.changedAt);
    }

    static DraftContent content(Draft draft) {
        try {
            return EventJson.MAPPER.readValue(draft.content, DraftContent.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored draft cannot be read", e);
        }
    }
}
