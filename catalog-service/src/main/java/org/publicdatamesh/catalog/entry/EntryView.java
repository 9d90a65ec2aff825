package org.publicdatamesh.catalog.entry;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry as callers see it: its published version, or while there is none the one under work.
 *
 * @param code catalogue code, once it is published
 * @param returnReasons what is to be mended, after a return
 * @param revision the version under work beside the published one, for those who work on it
 */
public record EntryView(
        UUID id,
        int version,
        EntryState state,
        String unit,
        @Nullable String code,
        @Nullable Instant publishedAt,
        @Nullable String returnReasons,
        @Nullable Revision revision,
        EntryContent content) {
    /**
     * A version under work; {@code /api/v1/entries/{id}/versions/{version}} has its content.
     *
     * @param returnReasons what is to be mended, after a return
     */
    public record Revision(
            int version, EntryState state, @Nullable String returnReasons) {}

    /** To somebody who may see the published version, and with {@code concerned} also the revision. */
    static EntryView of(Entry entry, boolean concerned) {
        Integer live = entry.liveVersion;
        if (live == null || !entry.inRevision()) {
            return underWork(entry);
        }
        return new EntryView(
                entry.id,
                live,
                EntryState.PUBLISHED,
                entry.unit,
                entry.code(entry.serial),
                entry.publishedAt,
                null,
                concerned ? new Revision(entry.version, entry.state, entry.returnReasons) : null,
                entry.seen());
    }

    /** The version under work, to those who work on it. */
    static EntryView underWork(Entry entry) {
        return new EntryView(
                entry.id,
                entry.version,
                entry.state,
                entry.unit,
                entry.live() ? entry.code(entry.serial) : null,
                entry.publishedAt,
                entry.returnReasons,
                null,
                entry.content());
    }
}
