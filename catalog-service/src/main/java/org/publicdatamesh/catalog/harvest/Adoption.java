package org.publicdatamesh.catalog.harvest;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.CoUnit;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.EntryKind;
import org.publicdatamesh.kit.event.catalog.LegalBasis;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;

/**
 * What a unit states when it drafts an entry out of a record (Art. 9). What is absent is the record's, as its {@code draft}
 * shows.
 *
 * @param classification classification code, 1 to 20 digits
 * @param grade grade, 1 (public) to 4
 * @param items data items, 1 to 500
 * @param name name, where it is not the record's
 * @param summary what the data is, where it is not the record's
 * @param updateCycle update cycle; needed where the record's frequency is none
 * @param kind kind of entry; a department's own where absent
 * @param shareType share type; unconditional where absent (Art. 20)
 * @param shareConditions conditions of sharing, where conditional
 * @param legalBasis basis of a share type that is not unconditional (Art. 23)
 * @param openType open type; not open where absent
 * @param coUnits units that compile it together with the own one, each with its items; none for a department's entry
 */
record Adoption(
        String classification,
        int grade,
        List<DataItem> items,
        @Nullable Text name,
        @Nullable String summary,
        @Nullable UpdateCycle updateCycle,
        @Nullable EntryKind kind,
        @Nullable ShareType shareType,
        @Nullable List<String> shareConditions,
        @Nullable List<LegalBasis> legalBasis,
        @Nullable OpenType openType,
        @Nullable List<CoUnit> coUnits) {

    /** The entry's content. */
    EntryContent content(Prefilled record, UpdateCycle cycle) {
        return new EntryContent(
                name == null ? record.name() : name,
                summary == null ? record.summary() : summary,
                kind,
                classification,
                grade,
                shareType,
                shareConditions,
                legalBasis,
                openType,
                cycle,
                items,
                coUnits);
    }
}
