package org.publicdatamesh.catalog.bulk;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an import did, row by row.
 *
 * @param mode how entries that break rules are dealt with
 * @param dryRun whether nothing was to be written
 * @param encoding {@code UTF-8} or {@code GB18030}; none for XLSX
 * @param rows rows below the header that said something
 * @param entries entries that they state
 * @param good entries that break no rule
 * @param written drafts that were created
 * @param created the drafts with the number of their first row
 * @param broken the rules that the other entries break; at most as many as configured
 * @param brokenLeftOut broken rules that are not listed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImportReport(
        ImportMode mode,
        boolean dryRun,
        @Nullable String encoding,
        int rows,
        int entries,
        int good,
        int written,
        List<Created> created,
        List<BrokenRule> broken,
        long brokenLeftOut) {
    /**
     * A draft.
     *
     * @param row number of its first row in a spreadsheet
     * @param id the entry
     */
    public record Created(long row, UUID id) {}

    /**
     * A rule that a row breaks.
     *
     * @param row the row's number in a spreadsheet, the header's being 1
     * @param column the column's header, where the rule is about one
     * @param cell the cell's name such as {@code C5}, where there is one
     * @param code stable kebab-case name of the rule
     * @param message what is wrong, for people, in the asked language
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record BrokenRule(
            long row, @Nullable String column, @Nullable String cell, String code, String message) {}
}
