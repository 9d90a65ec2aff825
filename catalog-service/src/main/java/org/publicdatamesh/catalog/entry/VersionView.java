package org.publicdatamesh.catalog.entry;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of an entry as callers see it.
 *
 * @param state the revision's state, or published; a version that another has followed stays published, and so
 *     does that of a retired entry
 * @param publishedAt when it was published; null for a revision under way
 * @param supersededAt when the next version was published
 * @param adjustment what the authority changed when it published, null where nothing
 */
public record VersionView(
        UUID entryId,
        int version,
        EntryState state,
        @Nullable Instant publishedAt,
        @Nullable Instant supersededAt,
        @Nullable Adjustment adjustment,
        EntryContent content) {
    /**
     * The authority's adjustment (Art. 10).
     *
     * @param reasons why
     * @param changes from what was submitted to what was published
     */
    public record Adjustment(String reasons, List<Change> changes) {}

    static VersionView of(PublishedVersion version) {
        String reasons = version.adjustmentReasons;
        return new VersionView(
                version.entryId,
                version.version,
                EntryState.PUBLISHED,
                version.publishedAt,
                version.supersededAt,
                reasons == null ? null : new Adjustment(reasons, version.adjustments()),
                version.content());
    }

    static VersionView underWay(Entry entry) {
        return new VersionView(entry.id, entry.version, entry.state, null, null, null, entry.content());
    }
}
