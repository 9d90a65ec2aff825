package org.publicdatamesh.exchange.backflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.application.NewApplication;

/**
 * A request for data held above, as it is told.
 *
 * @param id its id on this level
 * @param requestId its id on all levels
 * @param unit the unit that needs the data
 * @param below the unit that stands for the level below that it came from
 * @param wish what is applied for
 * @param state where it stands on this level
 * @param filedAt when it was filed, or came from below
 * @param passedAt when it was passed up
 * @param reasons why it was refused or withdrawn, or does not flow any more
 * @param applicationId the application that stands for it, where the data are held on this level
 * @param grantId the grant, where the data are held
 * @param validUntil until when they flow
 * @param sequence what came from above last, counted from 1
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackflowView(
        UUID id,
        UUID requestId,
        String unit,
        @Nullable String below,
        NewApplication wish,
        BackflowState state,
        Instant filedAt,
        @Nullable Instant passedAt,
        @Nullable String reasons,
        @Nullable UUID applicationId,
        @Nullable UUID grantId,
        @Nullable Instant validUntil,
        long sequence) {
    static BackflowView of(Backflow backflow) {
        return new BackflowView(
                backflow.id,
                backflow.requestId,
                backflow.unit,
                backflow.below,
                Backflows.read(backflow.wish, NewApplication.class),
                backflow.state,
                backflow.filedAt,
                backflow.passedAt,
                backflow.reasons,
                backflow.applicationId,
                backflow.grantId,
                backflow.validUntil,
                backflow.heardSequence);
    }
}
