package org.publicdatamesh.exchange.pool;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.code.CheckDigits;
import org.publicdatamesh.kit.event.catalog.DataItem;

/** Whether a value may stand in a column: its item's type, length, presence and check (Art. 15, 18). Pure. */
public final class ValueRules {
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final int FARTHEST_OFFSET = (15 * 60 + 59) * 60;

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
        if (!storable(value)) {
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

    /** Whether two good values of an item, as texts, are one value: {@code 1.0} and {@code 1.00}, or one time in two zones. */
    public static boolean same(DataItem item, @Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return switch (item.type()) {
            case INTEGER, DECIMAL -> new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
            case TIMESTAMP -> stored(one).equals(stored(other));
            case TEXT, DATE, BOOLEAN -> one.equals(other);
        };
    }

    /** A time as the database keeps it: rounded to microseconds. */
    private static Instant stored(String time) {
        return OffsetDateTime.parse(time).toInstant().plusNanos(500).truncatedTo(ChronoUnit.MICROS);
    }

    /** Whether the database can keep a text: without the character zero and halves of surrogate pairs. */
    public static boolean storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (one == 0) {
                return false;
            }
            if (Character.isSurrogate(one)) {
                if (!Character.isHighSurrogate(one)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static @Nullable String brokenType(DataItem item, String value) {
        return switch (item.type()) {
            case TEXT -> {
                Integer length = item.length();
                yield length != null && value.codePointCount(0, value.length()) > length ? "too-long" : null;
            }
            case INTEGER -> isInteger(value) ? null : "not-an-integer";
            case DECIMAL -> isDecimal(value) ? null : "not-a-decimal";
            case DATE -> isDate(value) ? null : "not-a-date";
            case TIMESTAMP -> isTimestamp(value) ? null : "not-a-timestamp";
            case BOOLEAN -> value.equals("true") || value.equals("false") ? null : "not-true-or-false";
        };
    }

    private static boolean isInteger(String value) {
        if (!INTEGER.matcher(value).matches()) {
            return false;
        }
        try {
            Long.parseLong(value);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isDecimal(String value) {
        return value.length() <= 60
                && DECIMAL.matcher(value).matches()
                && Math.abs(new BigDecimal(value).scale()) <= 40;
    }

    /** A day of the years 1 to 9999 (GB/T 7408). */
    private static boolean isDate(String value) {
        try {
            return DATE.matcher(value).matches() && LocalDate.parse(value).getYear() >= 1;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** A time of the years 1 to 9999, in UTC, with an offset that the database takes. */
    private static boolean isTimestamp(String value) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(value);
            Instant instant = time.toInstant();
            return time.getYear() >= 1
                    && time.getYear() <= 9999
                    && !instant.isBefore(EARLIEST)
                    && !instant.isAfter(LATEST)
                    && Math.abs(time.getOffset().getTotalSeconds()) <= FARTHEST_OFFSET;
        } catch (DateTimeException e) {
            return false;
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
