package org.publicdatamesh.catalog.secrecy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A case of a suspected secret. What the text says is not in it, nor anywhere else here: who decides is shown it by the unit.
 *
 * @param id the case
 * @param place the kind of place
 * @param hits what in the text is suspected, by which rule
 * @param rulesEdition edition of the rules that it was suspected by
 * @param unit the unit whose text came first; to a unit, itself
 * @param state where it stands
 * @param openedAt when the text came first; to a unit, when its own did
 * @param decidedBy who decided; to a unit, where its text was there already
 * @param decidedAt when; likewise
 * @param reasons why it was decided so; to a unit, where besides the case is of its own text
 * @param sightings each time that it was refused or found, the latest first; at most 50, and only where one case is asked for; to
 *     a unit, those of its own texts
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SecrecyCaseView(
        UUID id,
        String place,
        List<Hit> hits,
        int rulesEdition,
        String unit,
        CaseState state,
        Instant openedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String reasons,
        @Nullable List<Sighting> sightings) {
    /**
     * A text was refused, or found where it stands.
     *
     * @param unit the unit whose text it is
     * @param person who wrote or moved it; none where it was found by a scan
     * @param operation the operation that was refused; {@code scan} where it was found by one, {@code harvest} where it was
     *     harvested
     * @param pointer JSON pointer to the text; row of the file for an import
     * @param entryId the entry, where there was one already
     * @param version its version, where the text stands in it
     * @param recordKind what else it stands in, such as a {@code harvested-record}
     * @param recordId which one
     * @param stored whether it stands in the catalogue
     * @param withheld whether the entry was taken out for it, or the record erased
     * @param gone whether it stood there no longer when the case was decided
     * @param firstAt when first
     * @param lastAt when last
     * @param times how often
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Sighting(
            String unit,
            @Nullable String person,
            String operation,
            String pointer,
            @Nullable UUID entryId,
            @Nullable Integer version,
            @Nullable String recordKind,
            @Nullable UUID recordId,
            boolean stored,
            boolean withheld,
            boolean gone,
            Instant firstAt,
            Instant lastAt,
            int times) {
        static final String SQL =
                "select unit, person, operation, pointer, entry_id, version, stored, withheld, gone, first_at,"
                        + " last_at, times, record_id, record_kind from secrecy_sighting where case_id = $1"
                        + " and ($2::text is null or unit = $2) order by last_at desc, id limit 50";

        static Sighting of(@Nullable Object[] columns) {
            String person = (String) columns[1];
            return new Sighting(
                    String.valueOf(columns[0]),
                    person == null || person.isEmpty() ? null : person,
                    String.valueOf(columns[2]),
                    String.valueOf(columns[3]),
                    (UUID) columns[4],
                    columns[5] == null ? null : ((Number) columns[5]).intValue(),
                    (String) columns[13],
                    (UUID) columns[12],
                    Boolean.TRUE.equals(columns[6]),
                    Boolean.TRUE.equals(columns[7]),
                    Boolean.TRUE.equals(columns[8]),
                    time(columns[9]),
                    time(columns[10]),
                    columns[11] == null ? 0 : ((Number) columns[11]).intValue());
        }

        private static Instant time(@Nullable Object column) {
            return column instanceof OffsetDateTime at ? at.toInstant() : Instant.EPOCH;
        }
    }

    /** A case to the authority and auditors. */
    static SecrecyCaseView of(SecrecyCase found, @Nullable List<Sighting> sightings) {
        return new SecrecyCaseView(
                found.id,
                found.place,
                found.hits(),
                found.rulesEdition,
                found.unit,
                found.state,
                found.openedAt,
                found.decidedBy,
                found.decidedAt,
                found.reasons,
                sightings);
    }

    /**
     * A case to a unit: another unit's text that came before its own is not told.
     *
     * @param since when a text of its own came first
     */
    static SecrecyCaseView of(SecrecyCase found, String unit, Instant since, @Nullable List<Sighting> sightings) {
        boolean there = found.decidedAt != null && !found.decidedAt.isBefore(since);
        return new SecrecyCaseView(
                found.id,
                found.place,
                found.hits(),
                found.rulesEdition,
                unit,
                found.state,
                since,
                there ? found.decidedBy : null,
                there ? found.decidedAt : null,
                there && found.unit.equals(unit) ? found.reasons : null,
                sightings);
    }
}
