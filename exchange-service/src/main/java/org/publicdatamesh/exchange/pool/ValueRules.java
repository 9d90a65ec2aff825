package org.publicdatamesh.exchange.pool;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.code.CheckDigits;
import org.publicdatamesh.kit.event.catalog.DataItem;

/** Whether a value may stand in a column: its item's type, length, presence and check (Art. 15, 18). Pure. */
public final class ValueRules {
    private ValueRules() {}

    /** Every rule that a row breaks, each as {@code item: rule}. */
    public static List<String> broken(List<DataItem> items, Map<String, @Nullable String> row) {
        List<String> reasons = new ArrayList<>();
        for (DataItem item : items) {
            String reason = broken(item, row.get(item.name()));
            if (reason != null) {
                reasons.add(item.name() + ": " + reason);
            }
        }
        return reasons;
    }

    /** The rule that a value breaks; null where it is good. An empty value is good where the item is not required. */
    public static @Nullable String broken(DataItem item, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return item.required() || item.key() ? "required" : null;
        }
        if (value.indexOf('\0') >= 0) {
            return "unstorable-text";
        }
        String type = brokenType(item, value);
        if (type != null) {
            return type;
        }
        return switch (item.check()) {
            case NONE -> null;
            case RESIDENT_ID -> CheckDigits.isResidentId(value) ? null : "not-a-resident-id";
            case CREDIT_CODE -> CheckDigits.isCreditCode(value) ? null : "not-a-credit-code";
            case DIVISION_CODE ->
                CheckDigits.isDivisionCode(value) && (item.length() == null || value.length() == item.length())
                        ? null
                        : "not-a-division-code";
        };
    }

    private static @Nullable String brokenType(DataItem item, String value) {
        try {
            switch (item.type()) {
                case TEXT -> {
                    Integer length = item.length();
                    return length != null && value.codePointCount(0, value.length()) > length ? "too-long" : null;
                }
                case INTEGER -> Long.parseLong(value);
                case DECIMAL -> {
                    if (value.length() > 60
                            || new BigDecimal(value).scale() > 40
                            || new BigDecimal(value).scale() < -40) {
                        return "not-a-decimal";
                    }
                }
                case DATE -> LocalDate.parse(value);
                case TIMESTAMP -> OffsetDateTime.parse(value);
                case BOOLEAN -> {
                    return value.equals("true") || value.equals("false") ? null : "not-true-or-false";
                }
            }
            return null;
        } catch (NumberFormatException e) {
            return switch (item.type()) {
                case INTEGER -> "not-an-integer";
                default -> "not-a-decimal";
            };
        } catch (DateTimeException e) {
            return switch (item.type()) {
                case DATE -> "not-a-date";
                default -> "not-a-timestamp";
            };
        }
    }

    /** The column type of an item. */
    public static String columnType(DataItem item) {
        return switch (item.type()) {
            case TEXT -> "text";
            case INTEGER -> "bigint";
            case DECIMAL -> "numeric";
            case DATE -> "date";
            case TIMESTAMP -> "timestamptz";
            case BOOLEAN -> "boolean";
        };
    }
}
