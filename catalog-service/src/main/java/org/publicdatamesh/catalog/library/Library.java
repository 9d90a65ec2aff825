package org.publicdatamesh.catalog.library;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Text;

/**
 * A library as it is declared.
 *
 * @param id its code, kebab-case
 * @param name its name
 * @param lead the unit that leads it (Art. 9)
 * @param rule which entries belong to it
 * @param expected entries that it should have
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Library(
        String id,
        LibraryKind kind,
        Text name,
        @Nullable String lead,
        Rule rule,
        @Nullable List<Expected> expected) {
    /** Begins the id of a unit's own library. */
    static final String OF_UNIT = "unit-";

    /**
     * An entry that a library should have. One is there as soon as an entry of the library is so classified.
     *
     * @param name what it is called
     * @param classification digits with which its classification begins
     * @param unit the unit that should provide it; any where absent
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Expected(
            String name, String classification, @Nullable String unit) {}

    static Library ofUnit(String unit, Text name) {
        return new Library(OF_UNIT + unit, LibraryKind.UNIT, name, unit, Rule.ofUnit(unit), null);
    }

    /** Every rule that the declaration breaks; empty when it is good. */
    List<String> errors() {
        List<String> errors = new ArrayList<>();
        if (missing(id) || !id.matches("[a-z0-9]+(-[a-z0-9]+)*") || id.startsWith(OF_UNIT)) {
            errors.add("the id is not kebab-case, or begins with " + OF_UNIT);
        }
        if (missing(kind) || kind == LibraryKind.UNIT) {
            errors.add("the kind is missing, or unit");
        }
        if (missing(name) || missing(name.zh()) || name.zh().isBlank()) {
            errors.add("the name is missing");
        }
        if (missing(rule)) {
            errors.add("the rule is missing");
        } else {
            errors.addAll(rule.errors());
        }
        for (Expected each : expected == null ? List.<Expected>of() : expected) {
            if (missing(each.name())
                    || missing(each.classification())
                    || !each.classification().matches("\\d{1,20}")) {
                errors.add("an expected entry has no name or no classification of 1 to 20 digits");
            }
        }
        return errors;
    }

    private static boolean missing(@Nullable Object value) {
        return value == null;
    }
}
