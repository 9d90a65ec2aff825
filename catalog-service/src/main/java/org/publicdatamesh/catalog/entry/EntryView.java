package org.publicdatamesh.catalog.entry;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry as callers see it.
 *
 * @param code catalogue code, once it is published
 * @param returnReasons what is to be mended, after a return
 */
public record EntryView(
        UUID id,
        int version,
        EntryState state,
        String unit,
        @Nullable String code,
        @Nullable Instant publishedAt,
        @Nullable String returnReasons,
        EntryContent content) {
    static EntryView of(Entry entry) {
        return new EntryView(
                entry.id,
                entry.version,
                entry.state,
                entry.unit,
                entry.state == EntryState.PUBLISHED ? entry.code(entry.serial) : null,
                entry.publishedAt,
                entry.returnReasons,
                entry.content());
    }
}
