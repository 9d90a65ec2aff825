package org.publicdatamesh.catalog.bulk;

import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.problem.Violation;

/**
 * A rule that a row breaks.
 *
 * @param row the row's number in a spreadsheet
 * @param column the column, where it is one's
 * @param rule what the rule is, without its place
 */
record Broken(long row, @Nullable Column column, Violation rule) {
    /** As a rule broken by the request, at {@code /row/column}. */
    Violation violation() {
        String at = "/" + row + (column == null ? "" : "/" + column.header);
        return Violation.at(at, rule.code(), rule.message(), rule.arguments().toArray());
    }
}
