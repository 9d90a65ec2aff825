package org.publicdatamesh.catalog.index;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.EntryKind;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;

/**
 * What an entry must be to be found. An empty set lets everything pass; within a set one is enough, between sets all hold.
 *
 * @param units units that provide the data
 * @param classification digits with which the classification begins, 1 to 20; every classification where absent
 * @param kinds kinds
 * @param grades grades, 1 to 4
 * @param shareTypes share types
 * @param openTypes open types
 * @param updateCycles declared update cycles
 */
public record SearchFilters(
        Set<String> units,
        @Nullable String classification,
        Set<EntryKind> kinds,
        Set<Integer> grades,
        Set<ShareType> shareTypes,
        Set<OpenType> openTypes,
        Set<UpdateCycle> updateCycles) {
    /** Values of one set at most. */
    public static final int MAX_VALUES = 100;

    /** Lets everything pass. */
    public static final SearchFilters NONE =
            new SearchFilters(Set.of(), null, Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

    /**
     * Keeps copies of the sets.
     *
     * @throws IllegalArgumentException where the classification is not digits, or units are more than {@link #MAX_VALUES}
     */
    public SearchFilters {
        units = Set.copyOf(units);
        kinds = Set.copyOf(kinds);
        grades = Set.copyOf(grades);
        shareTypes = Set.copyOf(shareTypes);
        openTypes = Set.copyOf(openTypes);
        updateCycles = Set.copyOf(updateCycles);
        if (classification != null && !classification.matches("\\d{1,20}")) {
            throw new IllegalArgumentException("classification: 1 to 20 digits are expected");
        }
        if (units.size() > MAX_VALUES || grades.size() > MAX_VALUES) {
            throw new IllegalArgumentException("at most " + MAX_VALUES + " values are expected");
        }
    }

    /** Whether an entry is such, as the index has it. */
    public boolean pass(IndexedEntry entry) {
        return (units.isEmpty() || units.contains(entry.unit()))
                && (classification == null || entry.classification().startsWith(classification))
                && (kinds.isEmpty() || kinds.contains(entry.kind()))
                && (grades.isEmpty() || grades.contains(entry.grade()))
                && (shareTypes.isEmpty() || shareTypes.contains(entry.shareType()))
                && (openTypes.isEmpty() || openTypes.contains(entry.openType()))
                && (updateCycles.isEmpty() || updateCycles.contains(entry.updateCycle()));
    }
}
