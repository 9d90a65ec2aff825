package org.publicdatamesh.exchange.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.Mask;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.exchange.RowCondition;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.rest.RowFilter;

/** The row filter that a grant is to have (Art. 25): whether it fits the resource, and tells nothing. Pure. */
public final class FilterRules {
    private static final int MAX_VALUES = 200;
    public static final int MAX_FILTER = 20_000;

    private FilterRules() {}

    /** Every condition that does not fit the resource, and a filter that is too long. */
    public static List<Violation> broken(List<RowCondition> filter, SharedResource resource) {
        List<Violation> violations = new ArrayList<>();
        Map<String, DataItem> items = new LinkedHashMap<>();
        resource.items().forEach(item -> items.put(item.name(), item));
        for (int i = 0; i < filter.size(); i++) {
            RowCondition condition = filter.get(i);
            String at = "/rowFilter/" + i;
            int most = condition.operator().equals("in") ? MAX_VALUES : 1;
            if (!RowFilter.OPERATORS.contains(condition.operator())) {
                violations.add(Violation.at(at + "/operator", "unknown-operator", "There is no such operator."));
            } else if (condition.values().isEmpty() || condition.values().size() > most) {
                violations.add(Violation.at(at + "/values", "out-of-range", "1 to " + most + " values are expected."));
            } else {
                for (Violation broken : RowRules.violations(List.of(condition), items)) {
                    violations.add(Violation.at(at, broken.code(), broken.message()));
                }
            }
        }
        if (isTooLong(filter)) {
            violations.add(Violation.at(
                    "/rowFilter",
                    "too-long",
                    "All values of a row filter have at most " + MAX_FILTER + " characters.",
                    MAX_FILTER));
        }
        return violations;
    }

    /** Whether all values together are longer than a grant's filter may be. */
    public static boolean isTooLong(List<RowCondition> filter) {
        return filter.stream()
                        .flatMap(condition -> condition.values().stream())
                        .mapToInt(String::length)
                        .sum()
                > MAX_FILTER;
    }

    /**
     * Conditions that would tell of items what the holder does not get: on an item that is masked, for its values could be
     * found by asking; and, where no provider looks at the application, on an item that is not applied for. What a grant is
     * narrowed to by its provider may be renewed: the holder has what such a condition tells.
     *
     * @param renewed the filter of the grant that is renewed; none where none is
     */
    public static List<Violation> hidden(
            List<RowCondition> filter,
            Set<String> applied,
            List<RowCondition> renewed,
            ShareType way,
            SharedResource resource) {
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < filter.size(); i++) {
            DataItem item = resource.item(filter.get(i).item());
            if (item == null) {
                continue;
            }
            String at = "/rowFilter/" + i + "/item";
            if (item.mask() != Mask.NONE) {
                violations.add(Violation.at(at, "masked-item", "Rows are not chosen by an item that is masked."));
            } else if (way == ShareType.UNCONDITIONAL
                    && !applied.contains(item.name())
                    && !renewed.contains(filter.get(i))) {
                violations.add(Violation.at(
                        at,
                        "item-not-applied-for",
                        "Where data are shared unconditionally, rows are chosen by items that are applied for."));
            }
        }
        return violations;
    }
}
