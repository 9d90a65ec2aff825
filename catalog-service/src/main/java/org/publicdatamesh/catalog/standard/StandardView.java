package org.publicdatamesh.catalog.standard;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An edition of a standard as it is told.
 *
 * @param id the edition
 * @param code code of the standard
 * @param edition number of the edition, from 1
 * @param title title
 * @param level whose it is
 * @param state where it stands
 * @param inForceFrom from when entries are checked by it
 * @param rules its rules
 * @param trial what its last trial found
 * @param withdrawalReasons why it was withdrawn
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StandardView(
        UUID id,
        String code,
        int edition,
        String title,
        StandardLevel level,
        StandardState state,
        @Nullable Instant inForceFrom,
        Rules rules,
        @Nullable Trial trial,
        @Nullable String withdrawalReasons) {

    /**
     * What a trial found.
     *
     * @param at when
     * @param entries how many published entries there were
     * @param breaking how many of them break a rule
     */
    public record Trial(Instant at, long entries, long breaking) {}

    static StandardView of(StandardEdition standard) {
        return new StandardView(
                standard.id,
                standard.code,
                standard.edition,
                standard.title,
                standard.level,
                standard.state,
                standard.inForceFrom,
                standard.rules(),
                standard.triedAt == null || standard.triedEntries == null || standard.breakingEntries == null
                        ? null
                        : new Trial(standard.triedAt, standard.triedEntries, standard.breakingEntries),
                standard.withdrawalReasons);
    }
}
