package org.publicdatamesh.catalog.dcat;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.catalog.resource.Resource;

/** An entry with the resources that are described with it. */
record Described(PublishedEntry entry, List<Resource.View> resources) {
    /** When the entry or its resources changed last. */
    Instant modified() {
        return Stream.concat(Stream.of(entry.modified()), resources.stream().map(each -> each.usableSince() == null ? each.attachedAt() : each.usableSince()))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
