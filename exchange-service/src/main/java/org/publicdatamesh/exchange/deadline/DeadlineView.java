package org.publicdatamesh.exchange.deadline;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A deadline that runs.
 *
 * @param id its id
 * @param kind what is due
 * @param subjectId the matter
 * @param unit the unit that has to act, or whose grant ends
 * @param dueAt when: for working days the end of the last one, exclusive; while it is paused, the latest
 * @param provisional whether a calendar is still missing for that
 * @param paused while it is paused
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadlineView(
        UUID id,
        DeadlineKind kind,
        UUID subjectId,
        String unit,
        Instant dueAt,
        boolean provisional,
        @Nullable Paused paused) {

    /**
     * A pause.
     *
     * @param cause the code of its cause
     * @param since since when
     * @param until when it ends at the latest, exclusive
     */
    public record Paused(String cause, Instant since, Instant until) {}
}
