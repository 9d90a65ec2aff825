package org.publicdatamesh.catalog.resource.measure;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.ItemType;

/**
 * Holds rows against an entry's data items (Art. 9): names, types, lengths, and values that are required. A column may have the
 * item's name or, in CSV, its label. What an entry does not name is a deviation too: nobody agreed that it is shared.
 */
final class SchemaComparison {
    /** Times without an offset are those of the platform. */
    static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

    private static final int MOST_UNKNOWN = 20;

    private final Map<String, DataItem> items = new LinkedHashMap<>();
    private final Map<String, DataItem> byLabel = new HashMap<>();
    private final @Nullable String freshnessItem;
    private final Map<String, Count> counts = new LinkedHashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> unknown = new HashSet<>();
    private final List<Deviation> deviations = new ArrayList<>();
    private List<@Nullable DataItem> columns = List.of();
    private boolean header;
    private long rows;
    private @Nullable Instant newest;

    SchemaComparison(List<DataItem> items, @Nullable String freshnessItem) {
        items.forEach(item -> {
            this.items.put(item.name(), item);
            byLabel.putIfAbsent(item.label(), item);
        });
        this.freshnessItem = freshnessItem;
    }

    private static final class Count {
        private final Deviation first;
        private long times;

        private Count(Deviation first) {
            this.first = first;
        }
    }

    /** The header of a CSV file: every item has its column. */
    void header(List<String> names) {
        header = true;
        List<@Nullable DataItem> found = new ArrayList<>();
        for (String name : names) {
            String stripped = name.strip();
            DataItem item = items.getOrDefault(stripped, byLabel.get(stripped));
            boolean first = item != null && seen.add(item.name());
            found.add(first ? item : null);
            if (item == null) {
                unknown(stripped);
            } else if (!first) {
                deviations.add(Deviation.ofItem(Aspect.SCHEMA, "repeated-item", item.name(), null, null));
            }
        }
        columns = found;
    }

    /** A row of a CSV file. */
    void row(List<String> cells) {
        rows++;
        for (int i = 0; i < columns.size(); i++) {
            DataItem item = columns.get(i);
            if (item != null) {
                String cell = i < cells.size() ? cells.get(i) : "";
                if (cell.isEmpty()) {
                    empty(item);
                } else {
                    text(item, cell);
                }
            }
        }
    }

    /** Whether the entry has an item of this name. */
    boolean knows(String name) {
        return items.containsKey(name);
    }

    /** A row of JSON, without what is not of the entry. */
    void row(Map<String, JsonNode> object) {
        rows++;
        for (DataItem item : items.values()) {
            JsonNode value = object.get(item.name());
            if (value != null) {
                seen.add(item.name());
            }
            if (value == null
                    || value.isNull()
                    || (value.isTextual() && value.textValue().isEmpty())) {
                empty(item);
            } else {
                value(item, value);
            }
        }
    }

    /** A column is there that the entry does not have. */
    void unknown(String name) {
        String shown = name.length() > 40 ? name.substring(0, 40) + "…" : name;
        if (unknown.size() < MOST_UNKNOWN && unknown.add(shown)) {
            deviations.add(Deviation.ofItem(Aspect.SCHEMA, "unknown-item", shown, null, null));
        }
    }

    private void empty(DataItem item) {
        if (item.required()) {
            count("value-missing", item, null);
        }
    }

    private void value(DataItem item, JsonNode value) {
        boolean fits =
                switch (item.type()) {
                    case INTEGER -> value.isIntegralNumber() && value.canConvertToLong();
                    case DECIMAL -> value.isNumber();
                    case BOOLEAN -> value.isBoolean();
                    case TEXT, DATE, TIMESTAMP -> value.isTextual();
                };
        if (!fits) {
            count("wrong-type", item, item.type());
        } else if (value.isTextual()) {
            text(item, value.textValue());
        }
    }

    private void text(DataItem item, String value) {
        if (!fits(item.type(), value)) {
            count("wrong-type", item, item.type());
            return;
        }
        Integer length = item.length();
        if (item.type() == ItemType.TEXT && length != null && value.codePointCount(0, value.length()) > length) {
            count("too-long", item, length);
        }
        if (item.name().equals(freshnessItem)) {
            Instant at = item.type() == ItemType.DATE
                    ? LocalDate.parse(value).atStartOfDay(BEIJING).toInstant()
                    : time(value);
            if (newest == null || at.isAfter(newest)) {
                newest = at;
            }
        }
    }

    private static boolean fits(ItemType type, String value) {
        try {
            switch (type) {
                case TEXT -> {}
                case INTEGER -> Long.parseLong(value);
                case DECIMAL -> {
                    if (value.length() > 100 || value.toLowerCase(Locale.ROOT).indexOf('e') >= 0) {
                        return false;
                    }
                    new BigDecimal(value);
                }
                case DATE -> {
                    return ofOurEra(LocalDate.parse(value).getYear());
                }
                case TIMESTAMP -> {
                    return ofOurEra(time(value).atOffset(BEIJING).getYear());
                }
                case BOOLEAN -> {
                    return value.equals("true") || value.equals("false");
                }
            }
            return true;
        } catch (DateTimeException | NumberFormatException e) {
            return false;
        }
    }

    /** Years of four digits; others are kept by no store that the data come to. */
    private static boolean ofOurEra(int year) {
        return year >= 1 && year <= 9999;
    }

    private static Instant time(String value) {
        String iso = value.length() > 10 && value.charAt(10) == ' ' ? value.replaceFirst(" ", "T") : value;
        boolean offset = iso.endsWith("Z") || iso.matches(".*[+-]\\d\\d:\\d\\d");
        return offset
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).toInstant(BEIJING);
    }

    private void count(String code, DataItem item, @Nullable Object expected) {
        Count count = counts.computeIfAbsent(code + "/" + item.name(), key -> {
            Deviation at = Deviation.ofItem(Aspect.SCHEMA, code, item.name(), expected, null);
            return new Count(new Deviation(at.aspect(), code, item.name(), at.expected(), null, null, rows));
        });
        count.times++;
    }

    /** Rows so far. */
    long rows() {
        return rows;
    }

    /** The newest value of the item that says when data were renewed. */
    @Nullable
    Instant newest() {
        return newest;
    }

    /** What does not match. */
    List<Deviation> deviations() {
        List<Deviation> all = new ArrayList<>(deviations);
        for (DataItem item : items.values()) {
            boolean demanded = header || (item.required() && rows > 0);
            if (demanded && !seen.contains(item.name())) {
                counts.remove("value-missing/" + item.name());
                all.add(Deviation.ofItem(Aspect.SCHEMA, "item-missing", item.name(), null, null));
            }
        }
        for (Count count : counts.values()) {
            Deviation first = count.first;
            all.add(new Deviation(
                    first.aspect(),
                    first.code(),
                    first.item(),
                    first.expected(),
                    first.found(),
                    count.times,
                    first.firstRow()));
        }
        return all;
    }
}
