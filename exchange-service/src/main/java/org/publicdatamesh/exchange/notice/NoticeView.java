package org.publicdatamesh.exchange.notice;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.pool.Stored;
import org.publicdatamesh.kit.event.exchange.Change;
import org.publicdatamesh.kit.event.exchange.Effect;
import org.publicdatamesh.kit.event.exchange.GrantStep;

/**
 * A notice as its holder reads it.
 *
 * @param id its id
 * @param kind what it tells of; what follows is of a correction only, of an end only, or of a step on a grant only
 * @param correctionId the correction
 * @param resourceId the resource
 * @param entryId its entry
 * @param grantId the grant under which the holder has the data, or that something was done to
 * @param holder the unit that is told
 * @param step what was done to the grant
 * @param sequence number of the correction within the resource
 * @param effect what happens to the row
 * @param key values of the granted key items
 * @param changes changed values, masked as granted
 * @param withheld true where key and changes are withheld because the grant has ended, is suspended, or
 *     held more when it was sent; on a topic also where they are too large for it
 * @param successorId the resource in the place of one that was replaced
 * @param successorName its name
 * @param reasons why the data was corrected, the resource replaced or withdrawn, or the step taken; absent where a term ended
 * @param state how far it is
 * @param sentAt when it came to the inbox
 * @param acknowledgeDueAt until when it is to take it up, exclusive
 * @param acknowledgedAt when the holder took it up
 * @param applyDueAt until when it is to have changed its copies, exclusive
 * @param appliedAt when the holder had changed its copies
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NoticeView(
        UUID id,
        NoticeKind kind,
        @Nullable UUID correctionId,
        UUID resourceId,
        UUID entryId,
        UUID grantId,
        String holder,
        @Nullable GrantStep step,
        @Nullable Long sequence,
        @Nullable Effect effect,
        @Nullable Map<String, String> key,
        @Nullable List<Change> changes,
        @Nullable Boolean withheld,
        @Nullable UUID successorId,
        @Nullable String successorName,
        @Nullable String reasons,
        NoticeState state,
        Instant sentAt,
        @Nullable Instant acknowledgeDueAt,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant applyDueAt,
        @Nullable Instant appliedAt) {
    /**
     * The notice.
     *
     * @param alive whether the grant is, and has shown this since it was sent
     */
    static NoticeView of(Notice notice, boolean alive) {
        boolean values = notice.kind == NoticeKind.CORRECTION;
        return new NoticeView(
                notice.id,
                notice.kind,
                notice.correctionId,
                notice.resourceId,
                notice.entryId,
                notice.grantId,
                notice.holder,
                notice.step,
                notice.sequence,
                notice.effect,
                values ? key(notice, alive) : null,
                values ? changes(notice, alive) : null,
                values && !alive ? true : null,
                notice.successorId,
                notice.successorName,
                notice.reasons,
                notice.state,
                notice.sentAt,
                notice.acknowledgeDueAt,
                notice.acknowledgedAt,
                notice.applyDueAt,
                notice.appliedAt);
    }

    /** The same without the values of the correction, which are read in the inbox. */
    public NoticeView withoutValues() {
        return new NoticeView(
                id,
                kind,
                correctionId,
                resourceId,
                entryId,
                grantId,
                holder,
                step,
                sequence,
                effect,
                key == null ? null : Map.of(),
                changes == null ? null : List.of(),
                true,
                successorId,
                successorName,
                reasons,
                state,
                sentAt,
                acknowledgeDueAt,
                acknowledgedAt,
                applyDueAt,
                appliedAt);
    }

    private static Map<String, String> key(Notice notice, boolean alive) {
        return alive && notice.rowKey != null ? Stored.key(notice.rowKey) : Map.of();
    }

    private static List<Change> changes(Notice notice, boolean alive) {
        return alive && notice.changes != null ? Stored.changes(notice.changes) : List.of();
    }
}
