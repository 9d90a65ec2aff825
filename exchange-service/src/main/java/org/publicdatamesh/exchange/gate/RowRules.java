package org.publicdatamesh.exchange.gate;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.pool.ValueRules;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.ItemType;
import org.publicdatamesh.kit.event.exchange.RowCondition;
import org.publicdatamesh.kit.problem.Violation;

/** Conditions on rows: whether they fit the items, and whether a row meets them. Pure. */
public final class RowRules {
    private RowRules() {}

    /** Every condition that does not fit its item: a value of another type, {@code like} on what is no text. */
    public static List<Violation> violations(List<RowCondition> conditions, Map<String, DataItem> items) {
        List<Violation> violations = new ArrayList<>();
        for (RowCondition condition : conditions) {
            DataItem item = items.get(condition.item());
            if (item == null) {
                violations.add(Violation.parameter(condition.item(), "unknown-item", "There is no such data item."));
            } else if (condition.operator().equals("like")) {
                if (item.type() != ItemType.TEXT) {
                    violations.add(Violation.parameter(item.name(), "not-a-text", "like is for texts."));
                } else if (!condition.values().stream().allMatch(ValueRules::storable)) {
                    violations.add(Violation.parameter(
                            item.name(), "unstorable-text", "A text holds a character that cannot be stored."));
                }
            } else {
                for (String value : condition.values()) {
                    DataItem free = new DataItem(
                            item.name(),
                            item.label(),
                            item.type(),
                            null,
                            false,
                            true,
                            org.publicdatamesh.kit.event.catalog.ItemCheck.NONE,
                            item.grade(),
                            item.identifies(),
                            item.mask(),
                            null,
                            null);
                    String broken = ValueRules.broken(free, value);
                    if (broken != null) {
                        violations.add(
                                Violation.parameter(item.name(), broken, "The value is not of the item's type."));
                    }
                }
            }
        }
        return violations;
    }

    /** Whether a row, each value as text, meets all conditions. An empty value meets none. */
    public static boolean matches(
            List<RowCondition> conditions, Map<String, DataItem> items, Map<String, @Nullable String> row) {
        for (RowCondition condition : conditions) {
            DataItem item = items.get(condition.item());
            String value = row.get(condition.item());
            if (item == null || value == null || !matches(condition, item, value)) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(RowCondition condition, DataItem item, String value) {
        List<String> wanted = condition.values();
        return switch (condition.operator()) {
            case "eq" -> compare(item, value, wanted.getFirst()) == 0;
            case "neq" -> compare(item, value, wanted.getFirst()) != 0;
            case "gt" -> compare(item, value, wanted.getFirst()) > 0;
            case "gte" -> compare(item, value, wanted.getFirst()) >= 0;
            case "lt" -> compare(item, value, wanted.getFirst()) < 0;
            case "lte" -> compare(item, value, wanted.getFirst()) <= 0;
            case "in" -> wanted.stream().anyMatch(one -> compare(item, value, one) == 0);
            case "like" -> like(value, wanted.getFirst());
            default -> throw new IllegalArgumentException("no such operator: " + condition.operator());
        };
    }

    private static int compare(DataItem item, String left, String right) {
        return switch (item.type()) {
            case INTEGER, DECIMAL -> new BigDecimal(left).compareTo(new BigDecimal(right));
            case DATE -> LocalDate.parse(left).compareTo(LocalDate.parse(right));
            case TIMESTAMP ->
                OffsetDateTime.parse(left)
                        .toInstant()
                        .compareTo(OffsetDateTime.parse(right).toInstant());
            case TEXT, BOOLEAN -> left.compareTo(right);
        };
    }

    /** {@code *} stands for any characters, as in the operators of PostgREST; nothing else is special. */
    static boolean like(String value, String pattern) {
        String[] parts = pattern.split("\\*", -1);
        if (parts.length == 1) {
            return value.equals(pattern);
        }
        if (!value.startsWith(parts[0]) || !value.endsWith(parts[parts.length - 1])) {
            return false;
        }
        int at = parts[0].length();
        int end = value.length() - parts[parts.length - 1].length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = value.indexOf(parts[i], at);
            if (found < 0 || found + parts[i].length() > end) {
                return false;
            }
            at = found + parts[i].length();
        }
        return at <= end;
    }

    /** {@code like}'s pattern as SQL's, with the backslash as escape. */
    static String sqlLike(String pattern) {
        return pattern.replace("\\", "\\\\")
                .replace("%", "\\%")
                .replace("_", "\\_")
                .replace('*', '%');
    }
}
