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
 * @param retirement its retirement; before the entry is retired only for those who propose it and decide of it
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
        @Nullable Retirement retirement,
        EntryContent content) {
    /**
     * A version under work; {@code /api/v1/entries/{id}/versions/{version}} has its content.
     *
     * @param returnReasons what is to be mended, after a return
     */
    public record Revision(
            int version, EntryState state, @Nullable String returnReasons) {}

    /**
     * The retirement as it was last proposed.
     *
     * @param reasons why the unit wants the entry retired
     * @param proposedAt when it proposed so
     * @param decisionReasons why the authority kept the entry, or what it said when it retired it; null while it is undecided
     * @param retiredAt since when the entry is retired; null where it is not
     */
    public record Retirement(
            String reasons,
            Instant proposedAt,
            @Nullable String decisionReasons,
            @Nullable Instant retiredAt) {
        private static @Nullable Retirement of(Entry entry) {
            String reasons = entry.retirementReasons;
            Instant proposedAt = entry.retirementProposedAt;
            return reasons == null || proposedAt == null
                    ? null
                    : new Retirement(reasons, proposedAt, entry.retirementDecisionReasons, entry.retiredAt);
        }
    }

    /**
     * To somebody who may see the published version, and with {@code concerned} also the revision and a retirement that is not
     * decided or was declined.
     */
    static EntryView of(Entry entry, boolean concerned) {
        Integer live = entry.liveVersion;
        boolean asPublished = entry.inRevision() || !concerned && entry.state != EntryState.RETIRED;
        if (live == null || !asPublished) {
            return underWork(entry);
        }
        boolean revised = concerned && entry.inRevision();
        return new EntryView(
                entry.id,
                live,
                EntryState.PUBLISHED,
                entry.unit,
                entry.code(entry.serial),
                entry.publishedAt,
                null,
                revised ? new Revision(entry.version, entry.state, entry.returnReasons) : null,
                concerned ? Retirement.of(entry) : null,
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
                Retirement.of(entry),
                entry.content());
    }
}
