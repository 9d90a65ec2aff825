package org.publicdatamesh.catalog.element;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.ItemType;
import org.publicdatamesh.kit.event.catalog.StandardClause;
import org.publicdatamesh.kit.problem.Violation;

/**
 * A data element of which a unit is the source (Art. 14).
 *
 * @param name its name, 1 to 200 characters
 * @param synonyms other names for the same, at most 20
 * @param meaning what it says, 6 to 2000 characters
 * @param valueForm form of its values
 * @param standard the standard that it follows
 * @param source the entry and item that hold it; may be absent until one is published
 */
record ElementContent(
        @NotBlank @Size(max = 200) String name,
        @Nullable @Size(max = 20) List<@NotBlank @Size(max = 200) String> synonyms,
        @NotBlank @Size(min = 6, max = 2000) String meaning,
        @Valid ValueForm valueForm,
        @Valid StandardClause standard,
        @Nullable @Valid SourcePlace source) {

    List<String> otherNames() {
        return Objects.requireNonNullElse(synonyms, List.of());
    }

    Wording wording() {
        return Wording.of(name, otherNames(), meaning, standard);
    }

    /** Every rule that it breaks; empty when it is good. */
    List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        says(violations, "/name", name);
        for (int i = 0; i < otherNames().size(); i++) {
            says(violations, "/synonyms/" + i, otherNames().get(i));
        }
        if (DatumName.bare(meaning).length() < Likeness.MEANING_LENGTH) {
            violations.add(
                    Violation.at("/meaning", "meaning-says-nothing", "A meaning of 6 letters or more is expected."));
        }
        if (valueForm.type() == ItemType.TEXT && valueForm.length() == null) {
            violations.add(Violation.at("/valueForm/length", "missing", "A text states its length."));
        }
        violations.addAll(StatedStandards.violations("/standard", standard));
        return violations;
    }

    private static void says(List<Violation> violations, String at, String name) {
        if (!DatumName.of(name).says()) {
            violations.add(Violation.at(
                    at,
                    "name-says-nothing",
                    "A name says of what it is the name, number or date; this could be anything's."));
        }
    }

    /**
     * Whether an item can be the source.
     *
     * @param entry the entry that is named; null where there is none that is published
     * @param unit the unit that is to be the source
     * @param type type of its values; any where null
     */
    static List<Violation> sourceViolations(
            SourcePlace source, @Nullable PublishedEntry entry, String unit, @Nullable ItemType type) {
        if (entry == null || !entry.unit().equals(unit)) {
            return List.of(
                    Violation.at("/source/entryId", "unknown-entry", "No published entry of the unit has this id."));
        }
        DataItem item = entry.content().items().stream()
                .filter(one -> one.name().equals(source.item()))
                .findFirst()
                .orElse(null);
        if (item == null) {
            return List.of(Violation.at("/source/item", "unknown-item", "The entry has no such data item."));
        }
        return type == null || item.type() == type
                ? List.of()
                : List.of(Violation.at("/source/item", "other-type", "The data item has values of another type."));
    }
}
