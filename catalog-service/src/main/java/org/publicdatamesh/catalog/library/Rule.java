package org.publicdatamesh.catalog.library;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.EntryKind;
import org.publicdatamesh.kit.event.security.Level;

/**
 * Which entries belong to a library. Within a list one value is enough, and all lists hold; at least one is given.
 *
 * @param kinds kinds of entries
 * @param classifications digits with which the classification begins
 * @param units units that provide the data, each with all units below it
 * @param levels levels of those units
 * @param divisions digits with which their division begins (GB/T 2260)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Rule(
        @Nullable List<EntryKind> kinds,
        @Nullable List<String> classifications,
        @Nullable List<String> units,
        @Nullable List<Level> levels,
        @Nullable List<String> divisions) {
    /** The conditions that {@link #parameters} go with, of an entry {@code e} that is published. */
    static final String HOLDS = "e.live_version is not null and e.state not in ('RETIRED', 'WITHHELD')"
            + " and ($1::text[] is null or e.live_kind = any($1))"
            + " and ($2::text[] is null or e.live_classification like any($2))"
            + " and ($3::text[] is null or e.unit in (with recursive covered(unit) as (select unnest($3::text[])"
            + " union select p.unit from publishing_unit p join covered on p.parent = covered.unit)"
            + " select unit from covered))"
            + " and ($4::text[] is null and $5::text[] is null or e.unit in (select p.unit from publishing_unit p"
            + " where ($4::text[] is null or p.level = any($4)) and ($5::text[] is null or p.division like any($5))))";

    static Rule ofUnit(String unit) {
        return new Rule(null, null, List.of(unit), null, null);
    }

    /** What {@link #HOLDS} takes, with more behind it. */
    @Nullable
    Object[] parameters(@Nullable Object... more) {
        List<@Nullable Object> all = new ArrayList<>();
        all.add(kinds == null ? null : kinds.stream().map(Enum::name).toArray(String[]::new));
        all.add(beginnings(classifications));
        all.add(units == null ? null : units.toArray(String[]::new));
        all.add(levels == null ? null : levels.stream().map(Enum::name).toArray(String[]::new));
        all.add(beginnings(divisions));
        for (Object each : more) {
            all.add(each);
        }
        return all.toArray();
    }

    private static String @Nullable [] beginnings(@Nullable List<String> digits) {
        return digits == null ? null : digits.stream().map(each -> each + "%").toArray(String[]::new);
    }

    /** Every rule of rules that it breaks; empty when it is good. */
    List<String> errors() {
        List<String> errors = new ArrayList<>();
        if (kinds == null && classifications == null && units == null && levels == null && divisions == null) {
            errors.add("the rule is empty");
        }
        for (List<?> list : present(kinds, classifications, units, levels, divisions)) {
            if (list.isEmpty() || list.stream().anyMatch(Objects::isNull)) {
                errors.add("the rule has an empty list");
            }
        }
        digits(errors, "classifications", classifications, 20);
        digits(errors, "divisions", divisions, 6);
        return errors;
    }

    private static List<List<?>> present(@Nullable List<?>... lists) {
        List<List<?>> present = new ArrayList<>();
        for (List<?> list : lists) {
            if (list != null) {
                present.add(list);
            }
        }
        return present;
    }

    private static void digits(List<String> errors, String name, @Nullable List<String> all, int most) {
        if (all != null && all.stream().anyMatch(each -> each == null || !each.matches("\\d{1," + most + "}"))) {
            errors.add(name + " are 1 to " + most + " digits");
        }
    }
}
