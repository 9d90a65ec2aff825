package org.publicdatamesh.catalog.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SortedDocValues;
import org.publicdatamesh.catalog.index.SearchResult.Facet;

/**
 * The facets' values of each segment, unpacked: a broad query counts nearly every entry, and to unpack each value again
 * would be most of its cost. Four bytes per entry and facet, kept as long as the segment is. Thread-safe.
 */
final class FacetColumns {
    private final Map<IndexReader.CacheKey, Map<Facet, Column>> kept = new ConcurrentHashMap<>();

    /**
     * The values of one facet in one segment.
     *
     * @param slots by document: 1 + the place of its value, 0 where it has none
     * @param values the values in their order, each once
     */
    record Column(int[] slots, String[] values) {}

    /** The columns of a segment. */
    Map<Facet, Column> of(LeafReader segment) throws IOException {
        IndexReader.CacheHelper segmentsOwn = segment.getCoreCacheHelper();
        if (segmentsOwn == null) {
            return unpacked(segment);
        }
        try {
            return kept.computeIfAbsent(segmentsOwn.getKey(), key -> {
                segmentsOwn.addClosedListener(kept::remove);
                return unpacked(segment);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Map<Facet, Column> unpacked(LeafReader segment) {
        try {
            Map<Facet, Column> columns = new EnumMap<>(Facet.class);
            for (Facet facet : Facet.values()) {
                SortedDocValues packed = DocValues.getSorted(segment, Fields.facet(facet));
                String[] values = new String[packed.getValueCount()];
                for (int place = 0; place < values.length; place++) {
                    values[place] = packed.lookupOrd(place).utf8ToString();
                }
                int[] slots = new int[segment.maxDoc()];
                for (int document = packed.nextDoc();
                        document != SortedDocValues.NO_MORE_DOCS;
                        document = packed.nextDoc()) {
                    slots[document] = packed.ordValue() + 1;
                }
                columns.put(facet, new Column(slots, values));
            }
            return columns;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
