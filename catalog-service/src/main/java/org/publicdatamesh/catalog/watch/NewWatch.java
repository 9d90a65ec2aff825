package org.publicdatamesh.catalog.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.search.StoredSearch;
import org.publicdatamesh.kit.event.catalog.Followed;
import org.publicdatamesh.kit.event.catalog.NoticeMode;
import org.publicdatamesh.kit.problem.Violation;

/**
 * A watch that is wanted. What it follows stands in the member of that name, and in no other.
 *
 * @param follows {@code entry}, {@code unit}, {@code theme} or {@code search}
 * @param entry a published entry, where it follows that
 * @param unit a unit that is known, where it follows its entries
 * @param classification 1 to 20 digits with which the classification begins, where it follows a theme
 * @param search parameters of a search, where it follows what that finds
 * @param notices {@code at-once}, {@code digest} or {@code none}; at once where absent
 */
record NewWatch(
        Followed follows,
        @Nullable UUID entry,
        @Nullable String unit,
        @Nullable String classification,
        @Nullable StoredSearch search,
        @Nullable NoticeMode notices) {

    /** Every rule that the watch breaks, but whether entry and unit are known; empty when it is good. */
    List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        member(violations, "/entry", Followed.ENTRY, entry);
        member(violations, "/unit", Followed.UNIT, unit);
        member(violations, "/classification", Followed.THEME, classification);
        member(violations, "/search", Followed.SEARCH, search);
        if (follows == Followed.THEME && classification != null && !classification.matches("\\d{1,20}")) {
            violations.add(Violation.at("/classification", "wrong-format", "1 to 20 digits are expected."));
        }
        if (follows == Followed.SEARCH && search != null) {
            search.violations().forEach(violation -> violations.add(violation.under("/search")));
        }
        return violations;
    }

    private void member(List<Violation> violations, String pointer, Followed meant, @Nullable Object value) {
        if (follows == meant && value == null) {
            violations.add(Violation.at(pointer, "missing", "What is followed stands here."));
        }
        if (follows != meant && value != null) {
            violations.add(Violation.at(pointer, "not-allowed", "The watch follows something else."));
        }
    }

    /** What is followed; of a watch that breaks no rule. */
    Target target() {
        return new Target(
                follows,
                switch (follows) {
                    case ENTRY -> Objects.requireNonNull(entry).toString();
                    case UNIT -> Objects.requireNonNull(unit);
                    case THEME -> Objects.requireNonNull(classification);
                    case SEARCH -> Objects.requireNonNull(search).written();
                });
    }

    NoticeMode mode() {
        return notices == null ? NoticeMode.AT_ONCE : notices;
    }
}
