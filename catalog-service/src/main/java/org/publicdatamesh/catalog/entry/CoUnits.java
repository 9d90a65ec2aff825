package org.publicdatamesh.catalog.entry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.EntryKind;
import org.publicdatamesh.kit.problem.Violation;

/** How an entry states its co-units (Art. 9). Which units there are, and that a theme entry names some, is asked at submission. */
final class CoUnits {
    private static final int MOST = 50;
    private static final Pattern UNIT = Pattern.compile("[a-z0-9][a-z0-9-]{0,59}");

    private CoUnits() {}

    /** Every rule that the statement breaks; empty when it is good. */
    static List<Violation> broken(EntryKind kind, List<CoUnit> coUnits, List<DataItem> items) {
        List<Violation> violations = new ArrayList<>();
        if (kind == EntryKind.DEPARTMENT && !coUnits.isEmpty()) {
            violations.add(
                    Violation.at(
                            "/coUnits",
                            "co-units-not-allowed",
                            "A department's own entry has no co-units; what several units make is of kind theme or special (Art. 9)."));
        }
        if (coUnits.size() > MOST) {
            violations.add(
                    Violation.at("/coUnits", "too-many-co-units", "At most " + MOST + " co-units are taken.", MOST));
        }
        Set<String> names = items.stream().map(DataItem::name).collect(Collectors.toSet());
        Set<String> units = new HashSet<>();
        Set<String> given = new HashSet<>();
        for (int i = 0; i < coUnits.size(); i++) {
            CoUnit coUnit = coUnits.get(i);
            String at = "/coUnits/" + i;
            if (!UNIT.matcher(coUnit.unit()).matches()) {
                violations.add(Violation.at(at + "/unit", "wrong-format", "A unit's id is expected."));
            } else if (!units.add(coUnit.unit())) {
                violations.add(Violation.at(at + "/unit", "repeated-co-unit", "The unit is named above."));
            }
            if (coUnit.items().isEmpty()) {
                violations.add(
                        Violation.at(at + "/items", "part-empty", "A co-unit answers for at least one data item."));
            }
            part(violations, at + "/items/", coUnit.items(), names, given);
        }
        return violations;
    }

    private static void part(
            List<Violation> violations, String at, List<String> part, Set<String> names, Set<String> given) {
        for (int j = 0; j < part.size(); j++) {
            if (!names.contains(part.get(j))) {
                violations.add(Violation.at(at + j, "unknown-item", "The entry has no such data item."));
            } else if (!given.add(part.get(j))) {
                violations.add(Violation.at(
                        at + j, "item-given-twice", "The item is in a part above: one unit answers for it."));
            }
        }
    }
}
