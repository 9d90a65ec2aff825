package org.publicdatamesh.exchange.correction;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.notice.Progress;
import org.publicdatamesh.exchange.pool.Stored;
import org.publicdatamesh.kit.event.exchange.Change;
import org.publicdatamesh.kit.event.exchange.Effect;

/**
 * A correction with how far its holders are.
 *
 * @param id its id
 * @param resourceId the resource
 * @param entryId its entry
 * @param provider the unit that corrected
 * @param sequence its number within the resource, from 1, without gaps
 * @param doubtId the doubt that led to it
 * @param loadId the load that changed the row
 * @param effect what happened to the row
 * @param key key of the row, for the provider
 * @param changes changed items, with their values for the provider
 * @param reasons why
 * @param correctedAt when
 * @param holders how many it was told to, and how far they are
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CorrectionView(
        UUID id,
        UUID resourceId,
        UUID entryId,
        String provider,
        long sequence,
        @Nullable UUID doubtId,
        @Nullable UUID loadId,
        Effect effect,
        Map<String, String> key,
        List<Change> changes,
        String reasons,
        Instant correctedAt,
        Progress holders) {
    /**
     * The correction.
     *
     * @param values whether key and values are shown: what they are is the provider's matter, that they changed everyone's
     */
    static CorrectionView of(Correction correction, Progress holders, boolean values) {
        List<Change> changes = Stored.changes(correction.changes);
        return new CorrectionView(
                correction.id,
                correction.resourceId,
                correction.entryId,
                correction.provider,
                correction.sequence,
                correction.doubtId,
                correction.loadId,
                correction.effect,
                values ? Stored.key(correction.rowKey) : Map.of(),
                values
                        ? changes
                        : changes.stream()
                                .map(change -> new Change(change.item(), null, null))
                                .toList(),
                correction.reasons,
                correction.correctedAt,
                holders);
    }
}
