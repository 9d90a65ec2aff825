package org.publicdatamesh.catalog.entry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.EntryKind;
import org.publicdatamesh.kit.event.catalog.Identifies;
import org.publicdatamesh.kit.event.catalog.ItemType;
import org.publicdatamesh.kit.event.catalog.LegalBasis;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;
import org.publicdatamesh.kit.problem.Violation;

/**
 * What a unit states of its data (Art. 9).
 *
 * @param name name, 2 to 200 characters in Chinese
 * @param summary what the data is, 1 to 2000 characters
 * @param kind kind of entry; a department's own where absent
 * @param classification classification code: class 1 digit, item 2, category 3, detail any number; 6 to 20 digits
 * @param grade grade, 1 (public) to 4
 * @param shareType share type; unconditional where absent, as sharing is the rule (Art. 20)
 * @param shareConditions conditions of sharing, where conditional
 * @param legalBasis basis of a share type that is not unconditional (Art. 23)
 * @param openType open type; not open where absent
 * @param updateCycle declared update cycle
 * @param items data items, 1 to 500
 * @param coUnits units that compile the entry together with its own, each with its items; at most 50, none for a department's entry
 */
public record EntryContent(
        Text name,
        String summary,
        @Nullable EntryKind kind,
        String classification,
        int grade,
        @Nullable ShareType shareType,
        @Nullable List<String> shareConditions,
        @Nullable List<LegalBasis> legalBasis,
        @Nullable OpenType openType,
        UpdateCycle updateCycle,
        List<DataItem> items,
        @Nullable List<CoUnit> coUnits) {
    private static final Pattern ITEM_NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

    /** The content with what the measures assume where nothing is stated. */
    EntryContent withDefaults() {
        return new EntryContent(
                name,
                summary,
                kindOrDefault(),
                classification,
                grade,
                shareType == null ? ShareType.UNCONDITIONAL : shareType,
                shareConditions == null ? List.of() : shareConditions,
                legalBasis == null ? List.of() : legalBasis,
                openType == null ? OpenType.NOT_OPEN : openType,
                updateCycle,
                items,
                coUnits == null || coUnits.isEmpty() ? null : coUnits);
    }

    /** Every rule that the content breaks; empty when it is good. */
    public List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        length(violations, "/name/zh", name.zh(), 2, 200);
        length(violations, "/summary", summary, 1, 2000);
        CatalogueCode.broken(classification).ifPresent(violations::add);
        if (grade < 1 || grade > 4) {
            violations.add(Violation.at("/grade", "out-of-range", "1 to 4 is expected."));
        }
        sharingThatIsNotUnconditionalNeedsLegalBasis(violations);
        identifyingItemsAreNotOpen(violations);
        items(violations);
        violations.addAll(CoUnits.broken(kindOrDefault(), parts(), items));
        return violations;
    }

    /** Its kind; a department's own where none is stated. */
    public EntryKind kindOrDefault() {
        return kind == null ? EntryKind.DEPARTMENT : kind;
    }

    /** Its co-units; empty where none is stated. */
    public List<CoUnit> parts() {
        return coUnits == null ? List.of() : coUnits;
    }

    /** The ids of its co-units, in its order. */
    public List<String> coUnitIds() {
        return parts().stream().map(CoUnit::unit).toList();
    }

    /** The names of the items of each co-unit, by its id, in its order. */
    public Map<String, List<String>> partNames() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        parts().forEach(part -> names.put(part.unit(), part.items()));
        return names;
    }

    /**
     * Every item that is not in rows as it was: name, type, length, key and need of a value are as the resources' rows and
     * the grants' items have them, until the resources are replaced (Art. 17).
     */
    List<Violation> violationsAgainstRows(EntryContent published) {
        List<Violation> violations = new ArrayList<>();
        Map<String, DataItem> before = new HashMap<>();
        published.items().forEach(item -> before.put(item.name(), item));
        for (int i = 0; i < items.size(); i++) {
            DataItem item = items.get(i);
            DataItem was = before.remove(item.name());
            if (was == null
                    || was.type() != item.type()
                    || !Objects.equals(was.length(), item.length())
                    || was.key() != item.key()
                    || was.required() != item.required()) {
                violations.add(Violation.at(
                        "/items/" + i,
                        "item-in-use",
                        "Resources have rows of the published items: none is added, and name, type, length, key and"
                                + " required stay."));
            }
        }
        before.keySet().stream()
                .sorted()
                .forEach(name -> violations.add(Violation.at(
                        "/items",
                        "item-removed",
                        "Resources have rows with the published item " + name + ": it stays.",
                        name)));
        return violations;
    }

    /** Art. 23: conditional and not shared need a basis; conditional states its conditions. */
    private void sharingThatIsNotUnconditionalNeedsLegalBasis(List<Violation> violations) {
        EntryContent full = withDefaults();
        List<LegalBasis> bases = full.legalBasis() == null ? List.of() : full.legalBasis();
        List<String> conditions = full.shareConditions() == null ? List.of() : full.shareConditions();
        if (full.shareType() != ShareType.UNCONDITIONAL && bases.isEmpty()) {
            violations.add(
                    Violation.at(
                            "/legalBasis",
                            "legal-basis-missing",
                            "A share type that is not unconditional needs a law, regulation or rule with its article (Art. 23)."));
        }
        for (int i = 0; i < bases.size(); i++) {
            length(violations, "/legalBasis/" + i + "/title", bases.get(i).title(), 2, 300);
            length(violations, "/legalBasis/" + i + "/article", bases.get(i).article(), 1, 100);
        }
        if (full.shareType() == ShareType.CONDITIONAL && conditions.isEmpty()) {
            violations.add(Violation.at(
                    "/shareConditions", "conditions-missing", "Conditional sharing states its conditions (Art. 23)."));
        }
        if (full.shareType() == ShareType.UNCONDITIONAL && !conditions.isEmpty()) {
            violations.add(Violation.at(
                    "/shareConditions",
                    "conditions-not-allowed",
                    "Nobody may add conditions to unconditional sharing (Art. 3)."));
        }
    }

    /** Art. 29: personal information is not open, and cannot be made so by mistake. */
    private void identifyingItemsAreNotOpen(List<Violation> violations) {
        if (openType == null || openType == OpenType.NOT_OPEN) {
            return;
        }
        for (int i = 0; i < items.size(); i++) {
            DataItem item = items.get(i);
            if (item.identifies() == Identifies.PERSON || item.grade() > 2) {
                violations.add(Violation.at(
                        "/items/" + i,
                        "not-to-be-opened",
                        "An item that identifies a person or is graded above 2 cannot be opened (Art. 29)."));
            }
        }
    }

    private void items(List<Violation> violations) {
        if (items.isEmpty() || items.size() > 500) {
            violations.add(Violation.at("/items", "wrong-count", "1 to 500 data items are expected."));
        }
        Set<String> names = new HashSet<>();
        boolean key = false;
        for (int i = 0; i < items.size(); i++) {
            DataItem item = items.get(i);
            String at = "/items/" + i;
            key |= item.key();
            if (!ITEM_NAME.matcher(item.name()).matches()) {
                violations.add(Violation.at(
                        at + "/name",
                        "wrong-format",
                        "A lower-case letter, then lower-case letters, digits and underscores, at most 40."));
            } else if (!names.add(item.name())) {
                violations.add(Violation.at(at + "/name", "repeated", "Another item has this name."));
            }
            length(violations, at + "/label", item.label(), 1, 200);
            if (item.grade() < 1 || item.grade() > 4) {
                violations.add(Violation.at(at + "/grade", "out-of-range", "1 to 4 is expected."));
            }
            Integer length = item.length();
            if (length != null && (length < 1 || length > 4000)) {
                violations.add(Violation.at(at + "/length", "out-of-range", "1 to 4000 is expected."));
            }
            if (item.type() == ItemType.TEXT && length == null) {
                violations.add(Violation.at(at + "/length", "missing", "A text states its length."));
            }
            if (item.key() && !item.required()) {
                violations.add(Violation.at(at + "/required", "key-not-required", "A key item is required."));
            }
        }
        if (!key) {
            violations.add(Violation.at("/items", "key-missing", "At least one item belongs to the key (Art. 15)."));
        }
    }

    private static void length(List<Violation> violations, String at, String text, int least, int greatest) {
        int length = text.strip().length();
        if (length < least || length > greatest) {
            violations.add(Violation.at(
                    at, "wrong-length", least + " to " + greatest + " characters are expected.", least, greatest));
        }
    }
}
