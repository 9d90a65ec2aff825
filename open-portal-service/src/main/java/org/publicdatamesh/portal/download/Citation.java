package org.publicdatamesh.portal.download;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.portal.openlist.OpenItem;
import org.publicdatamesh.portal.release.Release;

/**
 * What a user states who uses the data (Art. 36): source and date.
 *
 * @param name name of the dataset
 * @param code its catalogue code
 * @param unit the unit that opened it
 * @param unitName its name; null where it is not known
 * @param entryId the entry
 * @param version its version
 * @param releaseId the release of the rows
 * @param releasedAt when that release came to the portal
 * @param terms terms of use
 */
public record Citation(
        Text name,
        String code,
        String unit,
        @Nullable Text unitName,
        UUID entryId,
        int version,
        UUID releaseId,
        Instant releasedAt,
        String terms) {
    static final String TERMS = "Free to use, reuse and pass on; state the unit, the dataset and the date of release.";

    static Citation of(OpenItem item, Release release) {
        return new Citation(
                item.name(),
                item.code(),
                item.unit(),
                item.unitName(),
                item.id(),
                item.version(),
                release.id(),
                release.receivedAt(),
                TERMS);
    }
}
