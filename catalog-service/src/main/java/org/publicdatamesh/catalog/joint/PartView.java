package org.publicdatamesh.catalog.joint;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.EntryState;
import org.publicdatamesh.catalog.entry.EntryWork;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.EntryKind;

/**
 * A co-unit's part as the units that compile the entry see it.
 *
 * @param id its id
 * @param entryId the entry
 * @param entry what the entry is; absent where another version than the part's is under work or published, where the part is
 *     dropped, and to others than the lead while the version is a draft
 * @param version the version that the part is of
 * @param lead the unit that leads the entry
 * @param unit the co-unit
 * @param itemNames names of the items that it answers for
 * @param items those items in full as they stand; absent in lists, where the version has another part and where {@code entry} is
 * @param digest SM3 of the part; a decision repeats it
 * @param state where it stands
 * @param askedAt when the unit was asked
 * @param said what the unit said
 * @param release why the authority let it go on without the confirmation
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PartView(
        UUID id,
        UUID entryId,
        @Nullable About entry,
        int version,
        String lead,
        String unit,
        List<String> itemNames,
        @Nullable List<DataItem> items,
        String digest,
        PartState state,
        Instant askedAt,
        @Nullable Said said,
        @Nullable Release release) {
    /**
     * What the entry is.
     *
     * @param name its name
     * @param summary what the data is
     * @param kind its kind
     * @param classification its classification code
     * @param state where the version stands; the unit can answer while it is in unit review
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record About(Text name, String summary, EntryKind kind, String classification, EntryState state) {}

    /**
     * What the unit said, the last time.
     *
     * @param by the person
     * @param at when
     * @param reasons why it objects
     * @param version the earlier version in which it confirmed the same part; absent where it was this one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Said(
            String by,
            Instant at,
            @Nullable String reasons,
            @Nullable Integer version) {
        static @Nullable Said of(JointPart part) {
            String by = part.saidBy;
            Instant at = part.saidAt;
            return by == null || at == null ? null : new Said(by, at, part.reasons, part.confirmedIn);
        }
    }

    /**
     * The authority's decision.
     *
     * @param by the person
     * @param at when
     * @param reasons why
     */
    public record Release(String by, Instant at, String reasons) {
        static @Nullable Release of(JointPart part) {
            String by = part.releasedBy;
            Instant at = part.releasedAt;
            String reasons = part.releaseReasons;
            return by == null || at == null || reasons == null ? null : new Release(by, at, reasons);
        }
    }

    static PartView listed(JointPart part, @Nullable EntryWork entry, String reader) {
        return of(part, entry, reader, false);
    }

    static PartView read(JointPart part, @Nullable EntryWork entry, String reader) {
        return of(part, entry, reader, true);
    }

    /** What the lead still writes, or wrote when the unit had no part in it, is not for the unit. */
    static boolean shown(JointPart part, EntryWork entry, String reader) {
        return entry.version() == part.version
                && part.state != PartState.DROPPED
                && (entry.state() != EntryState.DRAFT || reader.equals(part.lead));
    }

    private static PartView of(JointPart part, @Nullable EntryWork entry, String reader, boolean inFull) {
        EntryWork here = entry != null && shown(part, entry, reader) ? entry : null;
        return new PartView(
                part.id,
                part.entryId,
                here == null ? null : about(here),
                part.version,
                part.lead,
                part.unit,
                part.names(),
                here != null && inFull ? items(part, here) : null,
                part.digest,
                part.state,
                part.askedAt,
                Said.of(part),
                Release.of(part));
    }

    private static About about(EntryWork entry) {
        return new About(
                entry.content().name(),
                entry.content().summary(),
                entry.content().kindOrDefault(),
                entry.content().classification(),
                entry.state());
    }

    private static @Nullable List<DataItem> items(JointPart row, EntryWork entry) {
        return Part.of(entry.content()).stream()
                .filter(part -> part.unit().equals(row.unit) && part.digest().equals(row.digest))
                .map(Part::items)
                .findFirst()
                .orElse(null);
    }
}
