package org.publicdatamesh.exchange.deadline;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A deadline that runs.
 *
 * @param id its id
 * @param kind what is due
 * @param subjectId the matter; of notices the oldest
 * @param unit the unit that has to act, or whose grant ends
 * @param alsoUnit another unit that has to act as well
 * @param dueAt when: for working days the end of the last one, exclusive; while it is paused, the latest
 * @param provisional whether a calendar is still missing for that
 * @param paused while it is paused
 * @param notices of notices, what they are about
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadlineView(
        UUID id,
        DeadlineKind kind,
        UUID subjectId,
        String unit,
        @Nullable String alsoUnit,
        Instant dueAt,
        boolean provisional,
        @Nullable Paused paused,
        @Nullable NoticesDue notices) {

    /** The order of the list; ids as the database orders them. */
    public static final Comparator<DeadlineView> NEAREST_FIRST = Comparator.comparing(DeadlineView::dueAt)
            .thenComparing(view -> view.id().toString());

    /**
     * A pause.
     *
     * @param cause the code of its cause
     * @param since since when
     * @param until when it ends at the latest, exclusive
     */
    public record Paused(String cause, Instant since, Instant until) {}
}
