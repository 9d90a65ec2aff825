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

/**
 * A notice as its holder reads it.
 *
 * @param id its id
 * @param correctionId the correction
 * @param resourceId the resource
 * @param entryId its entry
 * @param grantId the grant under which the holder has the data
 * @param holder the holder's unit
 * @param sequence number of the correction within the resource
 * @param effect what happens to the row
 * @param key values of the granted key items
 * @param changes changed values, masked as granted
 * @param withheld true where key and changes are withheld because the grant has ended
 * @param reasons why the data was corrected
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
        UUID correctionId,
        UUID resourceId,
        UUID entryId,
        UUID grantId,
        String holder,
        long sequence,
        Effect effect,
        Map<String, String> key,
        List<Change> changes,
        @Nullable Boolean withheld,
        String reasons,
        NoticeState state,
        Instant sentAt,
        @Nullable Instant acknowledgeDueAt,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant applyDueAt,
        @Nullable Instant appliedAt) {
    /**
     * The notice.
     *
     * @param alive whether the grant is
     */
    static NoticeView of(Notice notice, boolean alive) {
        return new NoticeView(
                notice.id,
                notice.correctionId,
                notice.resourceId,
                notice.entryId,
                notice.grantId,
                notice.holder,
                notice.sequence,
                notice.effect,
                alive ? Stored.key(notice.rowKey) : Map.of(),
                alive ? Stored.changes(notice.changes) : List.of(),
                alive ? null : true,
                notice.reasons,
                notice.state,
                notice.sentAt,
                notice.acknowledgeDueAt,
                notice.acknowledgedAt,
                notice.applyDueAt,
                notice.appliedAt);
    }
}
