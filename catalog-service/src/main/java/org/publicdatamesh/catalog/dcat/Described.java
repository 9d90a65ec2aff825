package org.publicdatamesh.catalog.dcat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.catalog.resource.Resource;

/**
 * An entry with the resources that are described with it: those that are offered.
 *
 * @param changed when one came to be offered, or ceased to be; null where none ever was attached
 */
record Described(
        PublishedEntry entry,
        List<Resource.View> resources,
        @Nullable Instant changed) {
    /** When the entry or its resources changed last. */
    Instant modified() {
        return changed == null || changed.isBefore(entry.modified()) ? entry.modified() : changed;
    }
}
