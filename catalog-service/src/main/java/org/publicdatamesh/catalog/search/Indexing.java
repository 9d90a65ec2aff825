package org.publicdatamesh.catalog.search;

import java.util.List;
import java.util.Objects;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.catalog.index.IndexedEntry;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.EntryPublished;

/** What the index is to know of an entry, from the database and from the event that published it: the same. */
public final class Indexing {
    private Indexing() {}

    /** What the index is to know of a published version. */
    public static IndexedEntry indexed(PublishedEntry entry) {
        EntryContent content = entry.content();
        return new IndexedEntry(
                entry.id(),
                entry.version(),
                entry.code(),
                content.name(),
                content.summary(),
                entry.unit(),
                Objects.requireNonNull(content.kind()),
                content.classification(),
                List.of(),
                List.of(),
                content.grade(),
                Objects.requireNonNull(content.shareType()),
                Objects.requireNonNull(content.openType()),
                content.updateCycle(),
                labels(content.items()),
                content.coUnitIds());
    }

    static IndexedEntry indexed(EntryPublished entry) {
        return new IndexedEntry(
                entry.entryId(),
                entry.version(),
                entry.code(),
                entry.name(),
                entry.summary(),
                entry.unit(),
                entry.kind(),
                entry.classification(),
                List.of(),
                List.of(),
                entry.grade(),
                entry.shareType(),
                entry.openType(),
                entry.updateCycle(),
                labels(entry.items()),
                entry.coUnits() == null ? List.of() : entry.coUnits());
    }

    private static List<String> labels(List<DataItem> items) {
        return items.stream().map(DataItem::label).toList();
    }
}
