package org.publicdatamesh.kit.grading;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A rule that says the least grade of entries or of data items.
 *
 * @param code its code in the edition: a lower-case letter, then lower-case letters, digits and hyphens, 2 to 40
 * @param sector the sector that it is of; all where absent
 * @param entries which entries it is for; all where absent
 * @param items which data items of those entries it is for; where absent it is for the entry itself
 * @param leastGrade the least grade, 1 to 4
 * @param classification digits that the classification of those entries begins with; only in a rule for entries
 * @param reason why, 4 to 300 characters
 * @param source article, or standard with its clause, 2 to 200 characters
 */
public record GradingRule(
        String code,
        @Nullable @Size(min = 2, max = 60) String sector,
        @Nullable @Valid EntryScope entries,
        @Nullable @Valid ItemScope items,
        int leastGrade,
        @Nullable String classification,
        @NotBlank @Size(min = 4, max = 300) String reason,
        @NotBlank @Size(min = 2, max = 200) String source) {

    EntryScope entriesOrAll() {
        return entries == null ? EntryScope.ALL : entries;
    }
}
