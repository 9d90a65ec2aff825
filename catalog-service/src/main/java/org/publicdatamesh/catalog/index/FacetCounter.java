package org.publicdatamesh.catalog.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.publicdatamesh.catalog.index.FacetColumns.Column;
import org.publicdatamesh.catalog.index.SearchResult.Count;
import org.publicdatamesh.catalog.index.SearchResult.Facet;

/** Counts the values of facets over all matches. */
final class FacetCounter implements CollectorManager<FacetCounter.Counting, Map<Facet, List<Count>>> {
    private static final Comparator<Count> MOST_FIRST =
            Comparator.comparingInt(Count::count).reversed().thenComparing(Count::value);

    private final FacetColumns columns;
    private final List<Facet> facets;
    private final int classificationDigits;

    /**
     * A counter.
     *
     * @param columns of the index that is searched
     * @param facets what is counted
     * @param classificationFilter digits of the classification that is filtered, 0 where none is
     */
    FacetCounter(FacetColumns columns, Set<Facet> facets, int classificationFilter) {
        this.columns = columns;
        this.facets = List.copyOf(facets);
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
        for (int nr = 0; nr < facets.size(); nr++) {
            Map<String, Integer> sums = new HashMap<>();
            for (Counting part : parts) {
                for (Segment segment : part.segments) {
                    segment.addTo(sums, nr, facets.get(nr) == Facet.CLASSIFICATION ? classificationDigits : 0);
                }
            }
            counts.put(
                    facets.get(nr),
                    sums.entrySet().stream()
                            .map(sum -> new Count(sum.getKey(), sum.getValue()))
                            .sorted(MOST_FIRST)
                            .limit(SearchResult.MAX_COUNTS)
                            .toList());
        }
        return counts;
    }

    /** The counts of some segments. */
    final class Counting implements Collector {
        private final List<Segment> segments = new ArrayList<>();

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }

        @Override
        public LeafCollector getLeafCollector(LeafReaderContext context) throws IOException {
            Map<Facet, Column> all = columns.of(context.reader());
            Segment segment = new Segment(facets.stream()
                    .map(facet -> Objects.requireNonNull(all.get(facet)))
                    .toList());
            segments.add(segment);
            return segment;
        }
    }

    /** The counts of one segment: by facet, then by slot. */
    private static final class Segment implements LeafCollector {
        private final String[][] values;
        private final int[][] slots;
        private final int[][] counts;

        Segment(List<Column> columns) {
            values = columns.stream().map(Column::values).toArray(String[][]::new);
            slots = columns.stream().map(Column::slots).toArray(int[][]::new);
            counts = columns.stream()
                    .map(column -> new int[column.values().length + 1])
                    .toArray(int[][]::new);
        }

        @Override
        public void setScorer(Scorable scorer) {}

        @Override
        public void collect(int document) {
            for (int facet = 0; facet < counts.length; facet++) {
                counts[facet][slots[facet][document]]++;
            }
        }

        /** Values with the same beginning follow each other, so that each beginning is looked up once. */
        void addTo(Map<String, Integer> sums, int facet, int digits) {
            int sum = 0;
            String group = "";
            for (int place = 0; place < values[facet].length; place++) {
                int count = counts[facet][place + 1];
                if (count > 0) {
                    String value = values[facet][place];
                    if (sum == 0 || !isIn(group, value, digits)) {
                        add(sums, group, sum);
                        group = digits > 0 && value.length() > digits ? value.substring(0, digits) : value;
                        sum = 0;
                    }
                    sum += count;
                }
            }
            add(sums, group, sum);
        }

        private static boolean isIn(String group, String value, int digits) {
            return digits > 0 && group.length() == digits && value.startsWith(group);
        }

        private static void add(Map<String, Integer> sums, String group, int sum) {
            if (sum > 0) {
                sums.merge(group, sum, Integer::sum);
            }
        }
    }
}
