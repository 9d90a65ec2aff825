package org.publicdatamesh.exchange.application;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.catalog.DataItem;

/**
 * The items that a purpose is likely to need at least (Art. 25): those of the key, and those that most applications with words of
 * the purpose were granted, where they are of so many units that none of them is told of. No model: counted, and in the same order
 * each time. Pure.
 */
final class Suggestions {
    /** So many words in common make two purposes alike; one is as good as none, for it may be any. */
    static final int ALIKE = 2;

    /** Of so many units what is alike is told of; of fewer, it would tell what one of them was granted. */
    static final int LEAST_UNITS = 3;

    private static final int MOST_WORDS = 10;

    private Suggestions() {}

    /**
     * An application that was granted.
     *
     * @param consumer the unit
     * @param purpose what for
     * @param items items that it was granted
     */
    record Granted(String consumer, String purpose, Set<String> items) {}

    /** Items in the order in which they are likely to be needed: the key, then by how many were granted them. */
    static List<ItemSuggestion> of(String purpose, SharedResource resource, List<Granted> granted) {
        Set<String> said = Words.of(purpose);
        Map<String, Integer> words = new LinkedHashMap<>();
        List<Granted> alike = new ArrayList<>();
        for (Granted one : granted) {
            Set<String> common = Words.common(one.purpose(), said);
            if (common.size() >= ALIKE) {
                alike.add(one);
                common.forEach(word -> words.merge(word, 1, Integer::sum));
            }
        }
        if (alike.stream().map(Granted::consumer).distinct().count() < LEAST_UNITS) {
            alike.clear();
            words.clear();
        }
        List<String> shown = words.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_WORDS)
                .map(Map.Entry::getKey)
                .toList();
        List<ItemSuggestion> suggestions = new ArrayList<>();
        List<ItemSuggestion> used = new ArrayList<>();
        for (DataItem item : resource.items()) {
            int count = (int) alike.stream()
                    .filter(one -> one.items().contains(item.name()))
                    .count();
            if (item.key()) {
                suggestions.add(new ItemSuggestion(
                        item.name(),
                        item.label(),
                        ItemSuggestion.Reason.KEY,
                        count == 0 ? null : count,
                        alike.size(),
                        count == 0 ? List.of() : shown));
            } else if (count > 0 && 2 * count >= alike.size()) {
                used.add(new ItemSuggestion(
                        item.name(), item.label(), ItemSuggestion.Reason.USED_BY_MOST, count, alike.size(), shown));
            }
        }
        used.sort(Comparator.comparingInt(suggestion -> suggestion.used() == null ? 0 : -suggestion.used()));
        suggestions.addAll(used);
        return suggestions;
    }
}
