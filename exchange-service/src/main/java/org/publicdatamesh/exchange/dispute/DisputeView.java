package org.publicdatamesh.exchange.dispute;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.exchange.DisputeMatter;
import org.publicdatamesh.kit.event.exchange.DisputeOutcome;
import org.publicdatamesh.kit.event.exchange.DisputeParty;
import org.publicdatamesh.kit.event.exchange.DisputeWay;

/**
 * A dispute as it is told.
 *
 * @param id its id
 * @param matter what it is about
 * @param matterId the matter
 * @param unit the unit that disputes
 * @param other the unit whose step is disputed
 * @param way the way that it goes
 * @param state where it stands
 * @param demand what is demanded, and why
 * @param about what the other unit said when it took its step
 * @param outcome what was last offered or proposed, or is agreed or decided
 * @param terms in words
 * @param awaits who is to act
 * @param filedAt when it was filed
 * @param dueAt until when who is awaited acts: the end of the last working day, exclusive
 * @param provisional whether a calendar is still missing for that
 * @param overdue whether that time passed
 * @param endedAt when it ended
 * @param record what was said and done, in order; not in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DisputeView(
        UUID id,
        DisputeMatter matter,
        UUID matterId,
        String unit,
        String other,
        DisputeWay way,
        DisputeState state,
        String demand,
        @Nullable String about,
        @Nullable DisputeOutcome outcome,
        @Nullable String terms,
        List<DisputeParty> awaits,
        Instant filedAt,
        @Nullable Instant dueAt,
        boolean provisional,
        boolean overdue,
        @Nullable Instant endedAt,
        @Nullable List<Line> record) {

    /**
     * A line of the record.
     *
     * @param at when
     * @param said what was done, such as {@code offer}; {@code lapse} where a step's time passed
     * @param party for whom
     * @param unit the unit
     * @param person who
     * @param outcome what was offered, proposed or decided
     * @param words what was said
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(
            Instant at,
            String said,
            @Nullable DisputeParty party,
            @Nullable String unit,
            @Nullable String person,
            @Nullable DisputeOutcome outcome,
            @Nullable String words) {}

    static DisputeView of(Dispute dispute, @Nullable List<Line> lines) {
        return new DisputeView(
                dispute.id,
                dispute.matter,
                dispute.matterId,
                dispute.unit,
                dispute.other,
                dispute.way,
                dispute.state,
                dispute.demand,
                dispute.about,
                dispute.outcome,
                dispute.terms,
                dispute.awaited(),
                dispute.filedAt,
                dispute.dueAt,
                dispute.dueProvisional,
                dispute.overdue,
                dispute.endedAt,
                lines);
    }
}
