package org.publicdatamesh.catalog.joint;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.publicdatamesh.catalog.entry.CoUnit;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.kit.crypto.Sm;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.DataItem;

/**
 * The part of an entry that a co-unit answers for.
 *
 * @param unit the co-unit
 * @param items its data items, in the order of their names
 */
record Part(String unit, List<DataItem> items) {
    /** The parts of a content, in its order. */
    static List<Part> of(EntryContent content) {
        return content.parts().stream()
                .map(coUnit -> new Part(coUnit.unit(), items(content, coUnit)))
                .toList();
    }

    private static List<DataItem> items(EntryContent content, CoUnit coUnit) {
        Set<String> names = new HashSet<>(coUnit.items());
        return content.items().stream()
                .filter(item -> names.contains(item.name()))
                .sorted(Comparator.comparing(DataItem::name))
                .toList();
    }

    /** SM3 (GB/T 32905) of the part's JSON, 64 hexadecimal digits: the same as long as nothing in the part is another. */
    String digest() {
        return Sm.sm3Hex(EventJson.write(this).getBytes(StandardCharsets.UTF_8));
    }

    /** Names of its items. */
    List<String> names() {
        return items.stream().map(DataItem::name).toList();
    }
}
