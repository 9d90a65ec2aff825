package org.publicdatamesh.catalog.collection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A plan to collect as it is told.
 *
 * @param id its id
 * @param unit the unit that plans
 * @param content what is planned
 * @param state where it stands
 * @param inForce whether the data may be collected now: registered, within its term
 * @param parties units of a joint collection with what they said; none before submission
 * @param refusedAt when the check refused it last, since it was changed
 * @param submittedAt when it was submitted
 * @param returnReasons why the authority returned it
 * @param registeredAt when it was registered
 * @param endedAt when it ended, or was given up
 * @param endReasons why it ended before its term
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlanView(
        UUID id,
        String unit,
        PlanContent content,
        PlanState state,
        boolean inForce,
        List<Said> parties,
        @Nullable Instant refusedAt,
        @Nullable Instant submittedAt,
        @Nullable String returnReasons,
        @Nullable Instant registeredAt,
        @Nullable Instant endedAt,
        @Nullable String endReasons) {

    /**
     * A unit of a joint collection.
     *
     * @param duties its duties
     * @param agrees whether it takes them; absent until it said so
     * @param reasons why not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Said(
            String unit,
            String duties,
            @Nullable Boolean agrees,
            @Nullable String reasons) {}

    static PlanView of(Plan plan, List<Party> parties, Instant now) {
        return new PlanView(
                plan.id,
                plan.unit,
                plan.content(),
                plan.state,
                plan.inForce(now),
                parties.stream()
                        .map(party -> new Said(party.unit, party.duties, party.agrees, party.reasons))
                        .toList(),
                plan.refusedAt,
                plan.submittedAt,
                plan.returnReasons,
                plan.registeredAt,
                plan.endedAt,
                plan.endReasons);
    }
}
