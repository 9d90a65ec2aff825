package org.publicdatamesh.catalog.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.index.QueryWords.Word;

/**
 * Tells of many searches which find an entry, without the index of all entries: a search finds an entry where its filters let
 * it pass and each of its words is in it. The few entries in question are put in an index of their own and each word is
 * looked up in it once, for however many searches have it. What a text is taken apart into is remembered. Thread-safe.
 */
public final class SearchMatcher implements AutoCloseable {
    /** Texts that are remembered; the one used longest ago goes first. */
    private static final int REMEMBERED = 20_000;

    private final EntryAnalyzer analyzer = new EntryAnalyzer();
    private final Analyzer byField = Fields.analyzer(analyzer);
    private final EntryQueries queries = new EntryQueries(analyzer);
    private final Map<String, List<Word>> words = new LinkedHashMap<>(256, 0.75f, true);

    /** Entries of which searches are asked; closed after use, by one thread. */
    public Candidates among(List<IndexedEntry> entries) {
        try {
            return new Candidates(entries);
        } catch (IOException e) {
            throw new UncheckedIOException("an index in memory cannot be written", e);
        }
    }

    private List<Word> words(String text) {
        synchronized (words) {
            List<Word> known = words.get(text);
            if (known != null) {
                return known;
            }
        }
        List<Word> asked = queries.asked(text);
        synchronized (words) {
            words.put(text, asked);
            if (words.size() > REMEMBERED) {
                words.remove(words.keySet().iterator().next());
            }
        }
        return asked;
    }

    /** Lets go of the analyzers' buffers. */
    @Override
    public void close() {
        byField.close();
        analyzer.close();
    }

    /** Some entries, in the order in which they were given. */
    public final class Candidates implements AutoCloseable {
        private final List<IndexedEntry> entries;
        private final Generation generation;
        private final IndexSearcher searcher;
        private final int[] places;
        private final Map<Word, BitSet> having = new HashMap<>();

        private Candidates(List<IndexedEntry> entries) throws IOException {
            this.entries = List.copyOf(entries);
            this.generation = new Generation(new ByteBuffersDirectory(), byField);
            for (int place = 0; place < entries.size(); place++) {
                generation.put(entries.get(place).under(new UUID(0, place)));
            }
            generation.refresh();
            this.searcher = generation.acquire();
            this.places = new int[searcher.getIndexReader().maxDoc()];
            StoredFields stored = searcher.storedFields();
            for (int document = 0; document < places.length; document++) {
                places[document] =
                        (int) UUID.fromString(stored.document(document).get(Fields.ID))
                                .getLeastSignificantBits();
            }
        }

        /**
         * Which entries a search finds, by their places. A search finds what has every word; what it offers where nothing has, is
         * not meant.
         *
         * @param text what to look for; with nothing, all that pass the filters
         */
        public BitSet matching(@Nullable String text, SearchFilters filters) {
            BitSet matching = new BitSet(entries.size());
            for (int place = 0; place < entries.size(); place++) {
                matching.set(place, filters.pass(entries.get(place)));
            }
            if (text == null || matching.isEmpty()) {
                return matching;
            }
            List<Word> asked = words(text);
            if (asked.isEmpty()) {
                matching.clear();
            }
            for (Word word : asked) {
                matching.and(having.computeIfAbsent(word, this::look));
            }
            return matching;
        }

        private BitSet look(Word word) {
            try {
                BitSet found = new BitSet(places.length);
                ScoreDoc[] documents = searcher.search(
                                new ConstantScoreQuery(queries.with(word)), Math.max(1, places.length))
                        .scoreDocs;
                for (ScoreDoc document : documents) {
                    found.set(places[document.doc]);
                }
                return found;
            } catch (IOException e) {
                throw new UncheckedIOException("an index in memory cannot be read", e);
            }
        }

        /** Lets go of their index. */
        @Override
        public void close() {
            try {
                generation.release(searcher);
                generation.close();
            } catch (IOException e) {
                throw new UncheckedIOException("an index in memory cannot be closed", e);
            }
        }
    }
}
