package org.publicdatamesh.catalog.resource.measure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.ItemType;

/** Holds the answer that an OpenAPI 3 document declares for a GET against an entry's data items. */
final class OpenApi {
    private static final int DEEPEST = 20;
    /** Schemas, properties and references that are followed in a document; one that refers to itself over and over has no end. */
    private static final int MOST_STEPS = 20_000;

    private static final int LONGEST_REFERENCE = 1000;

    private final JsonNode document;
    private int left;

    OpenApi(JsonNode document) {
        this.document = document;
    }

    /**
     * What does not match.
     *
     * @param path the path whose GET is meant; the only one where null
     */
    List<Deviation> deviations(@Nullable String path, List<DataItem> items) {
        left = MOST_STEPS;
        JsonNode row = row(path);
        if (row == null) {
            return List.of(Deviation.of(Aspect.SCHEMA, "not-openapi"));
        }
        Map<String, JsonNode> columns = new HashMap<>();
        properties(row, columns, 0);
        if (left < 0) {
            return List.of(Deviation.of(Aspect.SCHEMA, "not-openapi"));
        }
        List<Deviation> deviations = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (DataItem item : items) {
            known.add(item.name());
            JsonNode column = columns.get(item.name());
            if (column == null) {
                deviations.add(Deviation.ofItem(Aspect.SCHEMA, "item-missing", item.name(), null, null));
            } else {
                type(item, resolved(column, 0), deviations);
            }
        }
        for (String name : new TreeSet<>(columns.keySet())) {
            if (!known.contains(name)) {
                String shown = name.length() > 40 ? name.substring(0, 40) + "…" : name;
                deviations.add(Deviation.ofItem(Aspect.SCHEMA, "unknown-item", shown, null, null));
            }
        }
        return deviations;
    }

    private static void type(DataItem item, JsonNode column, List<Deviation> deviations) {
        String format = column.path("format").asText();
        String declared = type(column);
        boolean fits =
                switch (item.type()) {
                    case TEXT -> declared.equals("string");
                    case INTEGER -> declared.equals("integer");
                    case DECIMAL -> declared.equals("number") || declared.equals("integer");
                    case DATE -> declared.equals("string") && format.equals("date");
                    case TIMESTAMP -> declared.equals("string") && format.equals("date-time");
                    case BOOLEAN -> declared.equals("boolean");
                };
        if (!fits) {
            String said = declared + (format.isEmpty() ? "" : "/" + format);
            deviations.add(Deviation.ofItem(
                    Aspect.SCHEMA,
                    "other-type",
                    item.name(),
                    item.type(),
                    said.length() > 40 ? said.substring(0, 40) : said));
            return;
        }
        JsonNode longest = column.path("maxLength");
        Integer length = item.length();
        if (item.type() == ItemType.TEXT && length != null && longest.isInt() && longest.intValue() > length) {
            deviations.add(Deviation.ofItem(Aspect.SCHEMA, "too-long", item.name(), length, longest.intValue()));
        }
    }

    /** OpenAPI 3.1 may list {@code null} beside the type. */
    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            for (JsonNode one : type) {
                if (!one.asText().equals("null")) {
                    return one.asText();
                }
            }
        }
        return type.asText();
    }

    private @Nullable JsonNode row(@Nullable String path) {
        JsonNode paths = document.path("paths");
        if (!document.path("openapi").asText().startsWith("3.") || !paths.isObject()) {
            return null;
        }
        JsonNode operation;
        if (path != null) {
            operation = paths.path(path).path("get");
        } else if (paths.size() == 1) {
            operation = paths.elements().next().path("get");
        } else {
            return null;
        }
        JsonNode answer = resolved(operation.path("responses").path("200"), 0);
        JsonNode schema = answer.path("content").path("application/json").path("schema");
        return found(schema, 0);
    }

    /** The schema of a row: of the members of the first array of objects. */
    private @Nullable JsonNode found(JsonNode schema, int depth) {
        if (depth > DEEPEST || --left < 0) {
            return null;
        }
        JsonNode here = resolved(schema, depth);
        if (type(here).equals("array")) {
            JsonNode member = resolved(here.path("items"), depth);
            Map<String, JsonNode> columns = new HashMap<>();
            properties(member, columns, depth);
            return columns.isEmpty() ? null : member;
        }
        Map<String, JsonNode> members = new java.util.LinkedHashMap<>();
        properties(here, members, depth);
        for (JsonNode member : members.values()) {
            if (left < 0) {
                return null;
            }
            JsonNode row = found(member, depth + 1);
            if (row != null) {
                return row;
            }
        }
        return null;
    }

    private void properties(JsonNode schema, Map<String, JsonNode> into, int depth) {
        if (depth > DEEPEST || --left < 0) {
            return;
        }
        JsonNode here = resolved(schema, depth);
        for (Map.Entry<String, JsonNode> each : here.path("properties").properties()) {
            if (--left < 0) {
                return;
            }
            into.put(each.getKey(), each.getValue());
        }
        for (JsonNode part : here.path("allOf")) {
            if (left < 0) {
                return;
            }
            properties(part, into, depth + 1);
        }
    }

    /** Follows references within the document; those that lead out of it, or nowhere, lead to nothing. */
    private JsonNode resolved(JsonNode node, int depth) {
        JsonNode here = node;
        for (int i = depth; i <= DEEPEST && here.path("$ref").isTextual(); i++) {
            String reference = here.path("$ref").textValue();
            if (!reference.startsWith("#/") || reference.length() > LONGEST_REFERENCE || --left < 0) {
                return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
            }
            here = document.at(reference.substring(1));
        }
        return here;
    }
}
