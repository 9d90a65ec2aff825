package org.publicdatamesh.kit.grading;

import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.EntryKind;
import org.publicdatamesh.kit.event.catalog.ShareType;

/**
 * Which entries a rule is for: those that meet each condition given.
 *
 * @param kinds kinds of entry
 * @param classifications digits that the classification code begins with
 * @param units units that provide the data
 * @param shareTypes share types
 * @param words of which one stands in the Chinese name
 */
public record EntryScope(
        @Nullable @Size(min = 1, max = 10) List<EntryKind> kinds,
        @Nullable @Size(min = 1, max = 200) List<String> classifications,
        @Nullable @Size(min = 1, max = 500) List<String> units,
        @Nullable @Size(min = 1, max = 3) List<ShareType> shareTypes,
        @Nullable @Size(min = 1, max = 100) List<String> words) {

    static final EntryScope ALL = new EntryScope(null, null, null, null, null);

    boolean has(GradedSubject entry) {
        return (kinds == null || kinds.contains(entry.kindOrDefault()))
                && (classifications == null || classifications.stream().anyMatch(entry.classification()::startsWith))
                && (units == null || units.contains(entry.unit()))
                && (shareTypes == null || shareTypes.contains(entry.shareTypeOrDefault()))
                && (words == null || words.stream().anyMatch(entry.name()::contains));
    }

    /** Whether every entry of another scope is in this one, as far as the conditions show it. */
    boolean covers(EntryScope other) {
        return covers(kinds, other.kinds, Object::equals)
                && covers(classifications, other.classifications, String::startsWith)
                && covers(units, other.units, Object::equals)
                && covers(shareTypes, other.shareTypes, Object::equals)
                && covers(words, other.words, String::contains);
    }

    private static <T> boolean covers(
            @Nullable List<T> wide, @Nullable List<T> narrow, BiPredicate<T, T> narrowIsInWide) {
        return wide == null
                || narrow != null
                        && narrow.stream()
                                .allMatch(one -> wide.stream().anyMatch(any -> narrowIsInWide.test(one, any)));
    }
}
