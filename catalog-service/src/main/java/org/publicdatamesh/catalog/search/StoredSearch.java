package org.publicdatamesh.catalog.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.index.SearchFilters;
import org.publicdatamesh.catalog.index.SearchQuery;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.EntryKind;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;
import org.publicdatamesh.kit.problem.Violation;

/**
 * A search that is kept: the parameters of {@code GET /api/v1/search} that say what is found, under their names. At least one
 * is given; within a list one value is enough, and all that is given holds.
 *
 * @param q what to look for, 1 to 200 characters
 * @param unit units that provide the data
 * @param classification digits with which the classification begins, 1 to 20
 * @param kind kinds
 * @param grade grades, 1 to 4
 * @param shareType share types
 * @param openType open types
 * @param updateCycle declared update cycles
 */
public record StoredSearch(
        @Nullable String q,
        @Nullable List<String> unit,
        @Nullable String classification,
        @Nullable List<EntryKind> kind,
        @Nullable List<Integer> grade,
        @Nullable List<ShareType> shareType,
        @Nullable List<OpenType> openType,
        @Nullable List<UpdateCycle> updateCycle) {
    private static final int LONGEST_UNIT = 60;

    /** Every rule that the search breaks; empty when it is good. */
    public List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        if (q != null && (q.isBlank() || q.length() > SearchQuery.MAX_TEXT)) {
            violations.add(wrongLength("/q", SearchQuery.MAX_TEXT));
        }
        if (classification != null && !classification.matches("\\d{1,20}")) {
            violations.add(Violation.at("/classification", "wrong-format", "1 to 20 digits are expected."));
        }
        for (int i = 0; i < given(unit).size(); i++) {
            String each = given(unit).get(i);
            if (each.isBlank() || each.length() > LONGEST_UNIT) {
                violations.add(wrongLength("/unit/" + i, LONGEST_UNIT));
            }
        }
        for (int i = 0; i < given(grade).size(); i++) {
            if (given(grade).get(i) < 1 || given(grade).get(i) > 4) {
                violations.add(Violation.at("/grade/" + i, "out-of-range", "1 to 4 is expected."));
            }
        }
        fewEnough(violations, "/unit", unit);
        fewEnough(violations, "/kind", kind);
        fewEnough(violations, "/grade", grade);
        fewEnough(violations, "/shareType", shareType);
        fewEnough(violations, "/openType", openType);
        fewEnough(violations, "/updateCycle", updateCycle);
        if (violations.isEmpty() && q == null && filters().equals(SearchFilters.NONE)) {
            violations.add(Violation.at("", "search-empty", "Say what is looked for: words, or a filter."));
        }
        return violations;
    }

    private static Violation wrongLength(String pointer, int most) {
        return Violation.at(pointer, "wrong-length", "1 to " + most + " characters are expected.", 1, most);
    }

    private static void fewEnough(List<Violation> violations, String pointer, @Nullable List<?> values) {
        if (given(values).size() > SearchFilters.MAX_VALUES) {
            violations.add(Violation.at(
                    pointer,
                    "too-many",
                    "At most " + SearchFilters.MAX_VALUES + " values are expected.",
                    SearchFilters.MAX_VALUES));
        }
    }

    private static <T> List<T> given(@Nullable List<T> values) {
        return values == null ? List.of() : values;
    }

    /** What an entry must be. */
    public SearchFilters filters() {
        return new SearchFilters(
                Set.copyOf(given(unit)),
                classification,
                Set.copyOf(given(kind)),
                Set.copyOf(given(grade)),
                Set.copyOf(given(shareType)),
                Set.copyOf(given(openType)),
                Set.copyOf(given(updateCycle)));
    }

    /** As JSON: two searches for the same are written the same. */
    public String written() {
        return EventJson.write(new StoredSearch(
                q == null ? null : q.strip(),
                sorted(unit),
                classification,
                sorted(kind),
                sorted(grade),
                sorted(shareType),
                sorted(openType),
                sorted(updateCycle)));
    }

    private static <T extends Comparable<? super T>> @Nullable List<T> sorted(@Nullable List<T> values) {
        List<T> sorted = given(values).stream().distinct().sorted().toList();
        return sorted.isEmpty() ? null : sorted;
    }

    /** Reads what {@link #written} wrote. */
    public static StoredSearch read(String written) {
        try {
            return EventJson.MAPPER.readValue(written, StoredSearch.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored search cannot be read", e);
        }
    }
}
