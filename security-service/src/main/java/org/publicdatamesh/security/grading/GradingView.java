package org.publicdatamesh.security.grading;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.grading.GradingRules;

/**
 * An edition as it is told.
 *
 * @param id the edition
 * @param edition its number, from 1
 * @param title its title
 * @param state where it stands
 * @param inForceFrom from when it is in force, until the next one is
 * @param trial what its last trial found
 * @param rules its rules; lists leave them out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GradingView(
        UUID id,
        int edition,
        String title,
        GradingState state,
        @Nullable Instant inForceFrom,
        @Nullable Trial trial,
        @Nullable GradingRules rules) {

    /**
     * What a trial found.
     *
     * @param at when
     * @param entries how many entries it was tried on
     * @param below how many of them break a rule
     */
    public record Trial(Instant at, int entries, int below) {}

    static GradingView of(GradingEdition edition) {
        return of(edition, edition.rules());
    }

    static GradingView listed(GradingEdition edition) {
        return of(edition, null);
    }

    private static GradingView of(GradingEdition edition, @Nullable GradingRules rules) {
        return new GradingView(
                edition.id,
                edition.edition,
                edition.title,
                edition.state,
                edition.inForceFrom,
                edition.triedAt == null || edition.triedEntries == null || edition.belowEntries == null
                        ? null
                        : new Trial(edition.triedAt, edition.triedEntries, edition.belowEntries),
                rules);
    }
}
