package org.publicdatamesh.catalog.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;

/**
 * One difference between two contents of an entry.
 *
 * @param at where: attributes by their place, data items by their name, as in {@code /items/code/label}, and co-units by theirs, as in
 *     {@code /coUnits/health/items}
 * @param kind what became of it
 * @param before value before, null where there was none
 * @param after value after, null where there is none
 */
public record Change(
        String at,
        Kind kind,
        @Nullable JsonNode before,
        @Nullable JsonNode after) {
    /** What became of an attribute or item. */
    public enum Kind {
        /** Only in the later content. */
        ADDED,
        /** Only in the earlier content. */
        REMOVED,
        /** In both, with different values. */
        CHANGED,
        /** The items that are in both come in another order; the values are their names. */
        REORDERED
    }

    /**
     * All differences, in the order of the attributes and of the items. Items are the same where their names are; an attribute
     * that was left to its default is as one that states it.
     */
    public static List<Change> between(EntryContent before, EntryContent after) {
        ObjectNode a = EventJson.MAPPER.valueToTree(before.withDefaults());
        ObjectNode b = EventJson.MAPPER.valueToTree(after.withDefaults());
        Map<String, JsonNode> itemsBefore = byName(a.remove("items"));
        Map<String, JsonNode> itemsAfter = byName(b.remove("items"));
        byUnit(a);
        byUnit(b);
        List<Change> changes = new ArrayList<>();
        compare("", a, b, changes);
        union(itemsBefore.keySet(), itemsAfter.keySet())
                .forEach(name -> compare(
                        "/items/" + name,
                        itemsBefore.getOrDefault(name, MissingNode.getInstance()),
                        itemsAfter.getOrDefault(name, MissingNode.getInstance()),
                        changes));
        List<String> orderBefore =
                itemsBefore.keySet().stream().filter(itemsAfter::containsKey).toList();
        List<String> orderAfter =
                itemsAfter.keySet().stream().filter(itemsBefore::containsKey).toList();
        if (!orderBefore.equals(orderAfter)) {
            changes.add(new Change(
                    "/items",
                    Kind.REORDERED,
                    EventJson.MAPPER.valueToTree(orderBefore),
                    EventJson.MAPPER.valueToTree(orderAfter)));
        }
        return changes;
    }

    private static Map<String, JsonNode> byName(JsonNode items) {
        Map<String, JsonNode> byName = new LinkedHashMap<>();
        items.forEach(item -> byName.put(item.path("name").asText(), item));
        return byName;
    }

    /** Co-units are the same where their names are, in whatever order. */
    private static void byUnit(ObjectNode content) {
        JsonNode coUnits = content.remove("coUnits");
        ObjectNode byUnit = content.objectNode();
        if (coUnits != null) {
            coUnits.forEach(coUnit -> byUnit.set(coUnit.path("unit").asText(), coUnit));
        }
        content.set("coUnits", byUnit);
    }

    private static void compare(String at, JsonNode before, JsonNode after, List<Change> changes) {
        boolean was = present(before);
        boolean is = present(after);
        if (!was && !is || before.equals(after)) {
            return;
        }
        if (before instanceof ObjectNode a && after instanceof ObjectNode b) {
            union(names(a), names(b)).forEach(name -> compare(at + "/" + name, a.path(name), b.path(name), changes));
        } else if (was && is) {
            changes.add(new Change(at, Kind.CHANGED, before, after));
        } else if (is) {
            changes.add(new Change(at, Kind.ADDED, null, after));
        } else {
            changes.add(new Change(at, Kind.REMOVED, before, null));
        }
    }

    private static boolean present(JsonNode value) {
        return !value.isMissingNode() && !value.isNull() && !(value instanceof ArrayNode list && list.isEmpty());
    }

    private static Set<String> names(ObjectNode object) {
        Set<String> names = new LinkedHashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        Set<String> union = new LinkedHashSet<>(a);
        union.addAll(b);
        return union;
    }
}
