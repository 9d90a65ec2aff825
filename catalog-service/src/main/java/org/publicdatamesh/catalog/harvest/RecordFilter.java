package org.publicdatamesh.catalog.harvest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/** Which records are wanted: conditions of SQL, and their values from {@code $1} on. */
final class RecordFilter {
    private static final int LONGEST = 200;
    private static final int MOST_WORDS = 10;

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();

    /** Records of a source. */
    RecordFilter source(@Nullable String source) {
        if (source != null) {
            try {
                and("source_id = %s", UUID.fromString(source));
            } catch (IllegalArgumentException e) {
                violations.add(Violation.parameter("source", "wrong-format", "An id is expected."));
            }
        }
        return this;
    }

    /** Records in which each of the words stands, in whatever case. */
    RecordFilter words(@Nullable String q) {
        if (good("q", q)) {
            Arrays.stream(lower(q).strip().split("\\s+"))
                    .filter(word -> !word.isEmpty())
                    .limit(MOST_WORDS)
                    .forEach(word -> and("strpos(words, %s) > 0", word));
        }
        return this;
    }

    /** Records whose publisher's name or IRI has this text. */
    RecordFilter publisher(@Nullable String publisher) {
        if (good("publisher", publisher)) {
            and("strpos(publisher, %s) > 0", lower(publisher));
        }
        return this;
    }

    /** Records that have the value in a list of theirs. */
    RecordFilter member(String parameter, String column, @Nullable String value) {
        if (good(parameter, value)) {
            and(column + " @> array[%s]::text[]", column.equals("formats") ? lower(value) : String.valueOf(value));
        }
        return this;
    }

    /** Records that are there ({@code present}, where absent), are not any more ({@code gone}), or {@code all}. */
    RecordFilter state(@Nullable String state) {
        switch (state == null ? "present" : state) {
            case "present" -> conditions.add("gone_at is null");
            case "gone" -> conditions.add("gone_at is not null");
            case "all" -> {}
            default ->
                violations.add(Violation.parameter(
                        "state", "not-one-of", "One of these is expected: present, gone, all.", "present, gone, all"));
        }
        return this;
    }

    RecordFilter after(UUID id) {
        and("id > %s", id);
        return this;
    }

    /**
     * The conditions, joined.
     *
     * @throws RefusedException 422 naming each parameter that is wrong
     */
    String sql() {
        if (!violations.isEmpty()) {
            throw RefusedException.invalid(violations);
        }
        return String.join(" and ", conditions);
    }

    /** The values, and one more. */
    Object[] valuesAnd(Object last) {
        List<Object> all = new ArrayList<>(values);
        all.add(last);
        return all.toArray();
    }

    private void and(String condition, Object value) {
        values.add(value);
        conditions.add(condition.formatted("$" + values.size()));
    }

    private boolean good(String parameter, @Nullable String value) {
        if (value == null) {
            return false;
        }
        boolean good = value.length() <= LONGEST && CatalogueReader.clean(value).equals(value.strip());
        if (!good) {
            violations.add(Violation.parameter(
                    parameter, "not-a-filter", "A text of at most " + LONGEST + " characters is expected.", LONGEST));
        }
        return good;
    }

    private static String lower(@Nullable String text) {
        return String.valueOf(text).toLowerCase(Locale.ROOT);
    }
}
