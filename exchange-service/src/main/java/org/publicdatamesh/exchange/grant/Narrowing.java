package org.publicdatamesh.exchange.grant;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.exchange.RowCondition;

/**
 * What is taken from a grant; at least one part.
 *
 * @param items the items that are left, 1 to 500; all where absent
 * @param rowFilter conditions that come to those it has
 * @param validUntil a nearer end of the term
 * @param rowsPerDay a quota, or a smaller one
 * @param reasons why
 */
public record Narrowing(
        @Nullable @Size(min = 1, max = 500) List<String> items,
        @Nullable @Size(max = 20) List<RowCondition> rowFilter,
        @Nullable Instant validUntil,
        @Nullable @Min(1) Long rowsPerDay,
        @NotBlank @Size(max = 2000) String reasons) {
    List<RowCondition> added() {
        return rowFilter == null ? List.of() : rowFilter;
    }
}
