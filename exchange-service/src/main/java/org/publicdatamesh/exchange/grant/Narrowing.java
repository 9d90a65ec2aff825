package org.publicdatamesh.exchange.grant;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.LegalBasis;
import org.publicdatamesh.kit.event.exchange.RowCondition;

/**
 * What is taken from a grant; at least one part.
 *
 * @param items the items that are left, 1 to 500; all where absent
 * @param rowFilter conditions that come to those it has
 * @param validUntil a nearer end of the term
 * @param rowsPerDay a quota, or a smaller one
 * @param reasons why
 * @param basis law, regulation or rule with its article; at least one where conditions come to the rows (Art. 3)
 */
public record Narrowing(
        @Nullable @Size(min = 1, max = 500) List<String> items,
        @Nullable @Size(max = 20) List<RowCondition> rowFilter,
        @Nullable Instant validUntil,
        @Nullable @Min(1) Long rowsPerDay,
        @NotBlank @Size(max = 2000) String reasons,
        @Nullable @Size(max = 20) List<@Valid NamedBasis> basis) {
    /**
     * What a condition rests on.
     *
     * @param title title of the law, regulation or rule
     * @param article article, paragraph or item
     */
    public record NamedBasis(
            @NotBlank @Size(max = 300) String title,
            @NotBlank @Size(max = 100) String article) {}

    /** The bases; null where none is named. */
    public @Nullable List<LegalBasis> bases() {
        return basis == null || basis.isEmpty()
                ? null
                : basis.stream()
                        .map(one -> new LegalBasis(one.title(), one.article()))
                        .toList();
    }

    List<RowCondition> added() {
        return rowFilter == null ? List.of() : rowFilter;
    }
}
