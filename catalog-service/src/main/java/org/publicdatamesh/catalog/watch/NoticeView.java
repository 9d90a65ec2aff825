package org.publicdatamesh.catalog.watch;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.Followed;

/**
 * A notice in a unit's inbox, or a digest of several.
 *
 * @param id the notice
 * @param madeAt when it was made
 * @param acknowledgedAt when the unit acknowledged it; a digest's notices are acknowledged with it
 * @param acknowledgedBy who did
 * @param watch the watch that it is of; a digest has none
 * @param happening what happened; a digest has none
 * @param effect what that means for what the watch follows; a digest has none
 * @param digest of a digest: what it has
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NoticeView(
        UUID id,
        Instant madeAt,
        @Nullable Instant acknowledgedAt,
        @Nullable String acknowledgedBy,
        @Nullable Watched watch,
        @Nullable Happening happening,
        @Nullable Effect effect,
        @Nullable Digest digest) {
    /**
     * The watch of a notice.
     *
     * @param watchId the watch, also where it has ended since
     * @param follows what kind of thing it follows
     * @param target which: an entry's id, a unit, digits of a classification, or a search's parameters as JSON
     */
    public record Watched(UUID watchId, Followed follows, String target) {}

    /**
     * What happened.
     *
     * @param entryId the entry
     * @param unit its unit
     * @param version its published version; of a retirement the last one
     * @param at when
     * @param told what is told of it
     */
    public record Happening(HappeningKind kind, UUID entryId, String unit, int version, Instant at, Told told) {}

    /**
     * A digest.
     *
     * @param day the working day on which it was made
     * @param notices how many notices it has; {@code GET /api/v1/watches/notices/{id}/members} lists them
     */
    public record Digest(LocalDate day, long notices) {}
}
