package org.publicdatamesh.catalog.lists;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.catalog.LegalBasis;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;

/**
 * An entry on a list.
 *
 * @param unit whose it is
 * @param shareConditions conditions of sharing, where conditional
 * @param legalBasis basis of a share type that is not unconditional
 * @param since when this version was published
 */
public record ListedEntry(
        UUID entryId,
        int version,
        String code,
        Text name,
        String unit,
        int grade,
        ShareType shareType,
        List<String> shareConditions,
        List<LegalBasis> legalBasis,
        UpdateCycle updateCycle,
        Instant since) {
    static ListedEntry of(PublishedEntry entry) {
        EntryContent content = entry.content();
        return new ListedEntry(
                entry.id(),
                entry.version(),
                entry.code(),
                content.name(),
                entry.unit(),
                content.grade(),
                Objects.requireNonNull(content.shareType()),
                Objects.requireNonNullElse(content.shareConditions(), List.of()),
                Objects.requireNonNullElse(content.legalBasis(), List.of()),
                content.updateCycle(),
                entry.modified());
    }
}
