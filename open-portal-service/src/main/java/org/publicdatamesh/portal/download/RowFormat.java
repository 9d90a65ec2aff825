package org.publicdatamesh.portal.download;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.ItemType;

/** Rows as text: CSV (RFC 4180) with values as they are, JSON with numbers and booleans as such. Pure. */
final class RowFormat {
    private RowFormat() {}

    private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?");

    /** Some columns of a row. */
    static List<@Nullable String> pick(List<Integer> columns, List<? extends @Nullable String> row) {
        List<@Nullable String> picked = new ArrayList<>(columns.size());
        columns.forEach(column -> picked.add(row.get(column)));
        return picked;
    }

    static String csv(List<? extends @Nullable String> row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String value = row.get(i);
            if (i > 0) {
                line.append(',');
            }
            if (value != null) {
                boolean quoted = value.indexOf(',') >= 0
                        || value.indexOf('"') >= 0
                        || value.indexOf('\n') >= 0
                        || value.indexOf('\r') >= 0;
                line.append(quoted ? '"' + value.replace("\"", "\"\"") + '"' : value);
            }
        }
        return line.append("\r\n").toString();
    }

    static String json(List<String> names, List<DataItem> items, List<@Nullable String> row) {
        Map<String, ItemType> types = new HashMap<>();
        items.forEach(item -> types.put(item.name(), item.type()));
        StringWriter text = new StringWriter();
        try (JsonGenerator out = EventJson.MAPPER.createGenerator(text)) {
            out.writeStartObject();
            for (int i = 0; i < names.size(); i++) {
                out.writeFieldName(names.get(i));
                String value = row.get(i);
                if (value == null) {
                    out.writeNull();
                } else {
                    switch (types.getOrDefault(names.get(i), ItemType.TEXT)) {
                        case INTEGER, DECIMAL -> {
                            // The rows may be older than the type that the entry declares now.
                            if (JSON_NUMBER.matcher(value).matches()) {
                                out.writeNumber(value);
                            } else {
                                out.writeString(value);
                            }
                        }
                        case BOOLEAN -> {
                            if (value.equals("true") || value.equals("false")) {
                                out.writeBoolean(value.equals("true"));
                            } else {
                                out.writeString(value);
                            }
                        }
                        case TEXT, DATE, TIMESTAMP -> out.writeString(value);
                    }
                }
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }
}
