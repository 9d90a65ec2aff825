package org.publicdatamesh.catalog.resource.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A conformity round and what it has found so far.
 *
 * @param resources how many resources are measured
 * @param conforming how many match their entries
 * @param deviating how many do not
 * @param dropped how many ended before they were measured
 * @param open how many are still to be measured
 * @param bareEntries entries in it that have no resource
 * @param deviations what does not match, by number of resources; absent in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RoundView(
        UUID id,
        String title,
        String description,
        @Nullable String unit,
        @Nullable String classification,
        Instant openedAt,
        @Nullable Instant completedAt,
        int resources,
        int conforming,
        int deviating,
        int dropped,
        int open,
        int bareEntries,
        @Nullable List<Counted> deviations) {
    /**
     * How many resources deviate in one way.
     *
     * @param deviation aspect and code, {@code schema/item-missing}
     */
    public record Counted(String deviation, long resources) {}

    static RoundView of(Round round, @Nullable List<Counted> deviations) {
        return new RoundView(
                round.id,
                round.title,
                round.description,
                round.unit,
                round.classification,
                round.openedAt,
                round.completedAt,
                round.resources,
                round.conforming,
                round.deviating,
                round.dropped,
                round.resources - round.conforming - round.deviating - round.dropped,
                round.bareEntries,
                deviations);
    }
}
