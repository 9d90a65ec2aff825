package org.publicdatamesh.catalog.index;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.publicdatamesh.catalog.index.SearchResult.Count;
import org.publicdatamesh.catalog.index.SearchResult.Facet;

/** Counts the values of facets over all matches. */
final class FacetCounter implements CollectorManager<FacetCounter.Counting, Map<Facet, List<Count>>> {
    private static final Comparator<Count> MOST_FIRST =
            Comparator.comparingInt(Count::count).reversed().thenComparing(Count::value);

    private final Set<Facet> facets;
    private final int classificationDigits;

    /**
     * A counter.
     *
     * @param facets what is counted
     * @param classificationFilter digits of the classification that is filtered, 0 where none is
     */
    FacetCounter(Set<Facet> facets, int classificationFilter) {
        this.facets = facets;
        this.classificationDigits = levelBelow(classificationFilter);
    }

    /** Levels end after 1 digit (class), 3 (item), 6 (category), and each 3 of the detail. */
    private static int levelBelow(int digits) {
        return digits < 1 ? 1 : 3 * (digits / 3 + 1);
    }

    @Override
    public Counting newCollector() {
        return new Counting();
    }

    @Override
    public Map<Facet, List<Count>> reduce(Collection<Counting> parts) {
        Map<Facet, List<Count>> counts = new EnumMap<>(Facet.class);
        for (Facet facet : facets) {
            Map<String, Integer> sums = new HashMap<>();
            for (Counting part : parts) {
                part.counts
                        .getOrDefault(facet, Map.of())
                        .forEach((value, n) -> sums.merge(cut(facet, value), n, Integer::sum));
            }
            counts.put(
                    facet,
                    sums.entrySet().stream()
                            .map(sum -> new Count(sum.getKey(), sum.getValue()))
                            .sorted(MOST_FIRST)
                            .limit(SearchResult.MAX_COUNTS)
                            .toList());
        }
        return counts;
    }

    private String cut(Facet facet, String value) {
        return facet == Facet.CLASSIFICATION && value.length() > classificationDigits
                ? value.substring(0, classificationDigits)
                : value;
    }

    /** The counts of some segments. */
    final class Counting implements Collector {
        private final Map<Facet, Map<String, Integer>> counts = new EnumMap<>(Facet.class);

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }

        @Override
        public LeafCollector getLeafCollector(LeafReaderContext segment) throws IOException {
            Map<Facet, SortedDocValues> values = new EnumMap<>(Facet.class);
            Map<Facet, int[]> seen = new EnumMap<>(Facet.class);
            for (Facet facet : facets) {
                SortedDocValues column = DocValues.getSorted(segment.reader(), Fields.facet(facet));
                values.put(facet, column);
                seen.put(facet, new int[column.getValueCount()]);
            }
            return new LeafCollector() {
                @Override
                public void setScorer(Scorable scorer) {}

                @Override
                public void collect(int document) throws IOException {
                    for (Map.Entry<Facet, SortedDocValues> column : values.entrySet()) {
                        if (column.getValue().advanceExact(document)) {
                            int[] ords = seen.get(column.getKey());
                            if (ords != null) {
                                ords[column.getValue().ordValue()]++;
                            }
                        }
                    }
                }

                @Override
                public void finish() throws IOException {
                    for (Map.Entry<Facet, int[]> facet : seen.entrySet()) {
                        SortedDocValues column = values.get(facet.getKey());
                        Map<String, Integer> sums = counts.computeIfAbsent(facet.getKey(), any -> new HashMap<>());
                        for (int ord = 0; column != null && ord < facet.getValue().length; ord++) {
                            if (facet.getValue()[ord] > 0) {
                                sums.merge(column.lookupOrd(ord).utf8ToString(), facet.getValue()[ord], Integer::sum);
                            }
                        }
                    }
                }
            };
        }
    }
}
