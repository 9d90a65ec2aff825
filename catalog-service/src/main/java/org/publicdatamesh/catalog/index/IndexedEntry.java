package org.publicdatamesh.catalog.index;

import java.util.List;
import java.util.UUID;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.catalog.EntryKind;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;

/**
 * What the index knows of an entry (Art. 9).
 *
 * @param id the entry; the index keeps one of each
 * @param version its version, from 1
 * @param code catalogue code: the classification, a slash, the serial number
 * @param name its name
 * @param summary what the data is
 * @param unit the unit that provides the data
 * @param kind kind of entry
 * @param classification classification code, digits
 * @param divisions names of the administrative divisions that it covers; may be empty
 * @param themes names of its themes; may be empty
 * @param grade grade, 1 (public) to 4
 * @param shareType share type
 * @param openType open type
 * @param updateCycle declared update cycle
 * @param items labels of its data items, in order
 * @param coUnits units that compile it together with its own; may be empty
 */
public record IndexedEntry(
        UUID id,
        int version,
        String code,
        Text name,
        String summary,
        String unit,
        EntryKind kind,
        String classification,
        List<String> divisions,
        List<String> themes,
        int grade,
        ShareType shareType,
        OpenType openType,
        UpdateCycle updateCycle,
        List<String> items,
        List<String> coUnits) {
    /** Keeps copies of the lists. */
    public IndexedEntry {
        divisions = List.copyOf(divisions);
        themes = List.copyOf(themes);
        items = List.copyOf(items);
        coUnits = List.copyOf(coUnits);
    }

    /** The same under another id. */
    IndexedEntry under(UUID other) {
        return new IndexedEntry(
                other,
                version,
                code,
                name,
                summary,
                unit,
                kind,
                classification,
                divisions,
                themes,
                grade,
                shareType,
                openType,
                updateCycle,
                items,
                coUnits);
    }
}
