package org.publicdatamesh.catalog.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MultiCollectorManager;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.index.SearchResult.Count;
import org.publicdatamesh.catalog.index.SearchResult.Facet;
import org.publicdatamesh.catalog.index.SearchResult.Hit;

/**
 * An index of entries, in memory or in a folder that is its own. A change is seen by searches after the next
 * {@link #refresh}, and outlives the process after the next {@link #commit}; both are the caller's to time. Thread-safe:
 * changes wait for each other, searches for nothing. A failing disk is an {@link UncheckedIOException}; an index that is
 * closed answers with an {@link IllegalStateException}.
 */
public final class EntryIndex implements AutoCloseable {
    /** Suggestions at most. */
    public static final int MAX_SUGGESTIONS = 10;
    /** Similar entries at most. */
    public static final int MAX_SIMILAR = 20;

    private static final String CURRENT = "current";
    private static final Sort BEST_FIRST =
            new Sort(SortField.FIELD_SCORE, new SortField(Fields.ID, SortField.Type.STRING));
    private static final Sort SHORTEST_NAME_FIRST = new Sort(
            SortField.FIELD_SCORE,
            new SortField(Fields.NAME_LENGTH, SortField.Type.INT),
            new SortField(Fields.ID, SortField.Type.STRING));
    /** Names are often the same but for the unit: so many are read to suggest ten. */
    private static final int SUGGESTIONS_READ = 50;

    private final EntryAnalyzer analyzer = new EntryAnalyzer();
    private final Analyzer byField = Fields.analyzer(analyzer);
    private final EntryQueries queries = new EntryQueries(analyzer);
    private final FacetColumns columns = new FacetColumns();
    private final @Nullable Path folder;
    private final ReentrantLock changes = new ReentrantLock();
    private final ReentrantLock rebuilds = new ReentrantLock();
    private volatile Generation live;
    private volatile boolean closed;
    private int number;
    private @Nullable Generation coming;
    private final Set<UUID> changedMeanwhile = new HashSet<>();

    private EntryIndex(@Nullable Path folder) throws IOException {
        this.folder = folder;
        this.number = folder == null ? 0 : currentIn(folder);
        this.live = new Generation(directory(number), byField);
        settle();
    }

    /** An empty index in memory. */
    public static EntryIndex inMemory() {
        try {
            return new EntryIndex(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The index in a folder. It is empty where the folder is, or holds an index of another form; then it wants a
     * {@link #rebuild}.
     *
     * @param folder a folder that nothing else uses; made where it is missing
     */
    public static EntryIndex in(Path folder) {
        try {
            Files.createDirectories(folder);
            return new EntryIndex(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds an entry, or replaces the one of its id. */
    public void put(IndexedEntry entry) {
        change(entry.id(), generation -> generation.put(entry));
    }

    /** Takes an entry out; nothing where it is not there. */
    public void remove(UUID id) {
        change(id, generation -> generation.remove(id));
    }

    /** Lets searches see the changes so far. */
    public void refresh() {
        on(Generation::refresh);
    }

    /** Writes the changes so far to the disk. */
    public void commit() {
        on(Generation::commit);
    }

    /**
     * Makes the index anew. Until the last entry is read searches are answered from the old one; a change that comes meanwhile
     * goes into both, before what the stream says of the same entry. If the stream fails, the old one stays. One at a time.
     *
     * @param entries all entries; read once, closed
     */
    public void rebuild(Stream<IndexedEntry> entries) {
        rebuilds.lock();
        try (entries) {
            Generation next = begin();
            try {
                for (Iterator<IndexedEntry> each = entries.iterator(); each.hasNext(); ) {
                    putUnlessChanged(next, each.next());
                }
                next.merge();
                swap(next);
            } catch (IOException | RuntimeException | Error e) {
                giveUp(next);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            rebuilds.unlock();
        }
    }

    /** Entries that a search can find. */
    public int size() {
        return ask(searcher -> searcher.getIndexReader().numDocs());
    }

    /** Answers a query: entries with every word, or where there are none those with most. */
    public SearchResult search(SearchQuery query) {
        return ask(searcher -> {
            Map<Facet, Query> filters = EntryQueries.filters(query.filters());
            Query wanted = queries.everyWord(query.text());
            boolean everyWord = true;
            Found found = page(searcher, wanted, filters, query);
            if (found.total() == 0) {
                Query most = queries.mostWords(query.text());
                Found others = page(searcher, most, filters, query);
                if (others.total() > 0) {
                    wanted = most;
                    found = others;
                    everyWord = false;
                }
            }
            Map<Facet, List<Count>> counts = found.counts();
            if (query.facets()) {
                counts.putAll(countWithoutOwnFilter(searcher, wanted, filters, query.filters()));
            }
            List<Hit> hits = hits(searcher, found.documents(), query.offset());
            String next = found.more() ? cursor(hits.getLast()) : null;
            return new SearchResult(found.total(), everyWord, hits, next, counts);
        });
    }

    /** Whether an entry is there. */
    public boolean contains(UUID id) {
        return ask(searcher -> searcher.count(itself(id)) > 0);
    }

    /**
     * Names that go on from what was typed, in characters, pinyin, or initials of pinyin: first those that begin with it, short
     * ones before long ones. Each name once.
     *
     * @param typed what was typed, 1 to 200 characters
     * @return at most {@link #MAX_SUGGESTIONS}
     * @throws IllegalArgumentException where the text is empty or too long
     */
    public List<Suggestion> suggest(String typed) {
        if (typed.isBlank() || typed.length() > SearchQuery.MAX_TEXT) {
            throw new IllegalArgumentException("text: 1 to " + SearchQuery.MAX_TEXT + " characters are expected");
        }
        return ask(searcher -> {
            TopFieldDocs found = searcher.search(queries.begunBy(typed), SUGGESTIONS_READ, SHORTEST_NAME_FIRST);
            StoredFields stored = searcher.storedFields();
            Map<String, Suggestion> byName = new LinkedHashMap<>();
            for (ScoreDoc each : found.scoreDocs) {
                Suggestion suggestion = Fields.suggestion(stored.document(each.doc));
                byName.putIfAbsent(suggestion.name().zh(), suggestion);
            }
            return byName.values().stream().limit(MAX_SUGGESTIONS).toList();
        });
    }

    /**
     * Entries like another.
     *
     * @param id the other; it is not among them
     * @param limit hits wanted, 1 to {@link #MAX_SIMILAR}
     * @return the most alike first; empty where the other is not there
     * @throws IllegalArgumentException where the limit is out of its range
     */
    public List<Hit> similar(UUID id, int limit) {
        if (limit < 1 || limit > MAX_SIMILAR) {
            throw new IllegalArgumentException("limit: 1 to " + MAX_SIMILAR + " is expected");
        }
        return ask(searcher -> {
            ScoreDoc[] itself = searcher.search(itself(id), 1).scoreDocs;
            if (itself.length == 0) {
                return List.of();
            }
            Document document = searcher.storedFields().document(itself[0].doc);
            Query like = queries.like(id, Fields.likeness(document));
            return hits(searcher, searcher.search(like, limit, BEST_FIRST, true).scoreDocs, 0);
        });
    }

    /** Commits and lets go of everything. */
    @Override
    public void close() {
        changes.lock();
        try {
            if (!closed) {
                closed = true;
                live.close();
                byField.close();
                analyzer.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            changes.unlock();
        }
    }

    private interface Change {
        void on(Generation generation) throws IOException;
    }

    private interface Question<T> {
        T of(IndexSearcher searcher) throws IOException;
    }

    private void change(UUID id, Change change) {
        on(generation -> {
            change.on(generation);
            if (coming != null) {
                changedMeanwhile.add(id);
                change.on(coming);
            }
        });
    }

    private void on(Change change) {
        changes.lock();
        try {
            requireOpen();
            change.on(live);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            changes.unlock();
        }
    }

    private <T> T ask(Question<T> question) {
        try {
            while (true) {
                requireOpen();
                Generation generation = live;
                IndexSearcher searcher;
                try {
                    searcher = generation.acquire();
                } catch (AlreadyClosedException swapped) {
                    // A rebuild, or the end, came between the two lines above.
                    Thread.onSpinWait();
                    continue;
                }
                try {
                    return question.of(searcher);
                } finally {
                    generation.release(searcher);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the index is closed");
        }
    }

    private Generation begin() throws IOException {
        changes.lock();
        try {
            requireOpen();
            Generation next = new Generation(directory(number + 1), byField);
            coming = next;
            changedMeanwhile.clear();
            return next;
        } finally {
            changes.unlock();
        }
    }

    private void putUnlessChanged(Generation next, IndexedEntry entry) throws IOException {
        changes.lock();
        try {
            requireOpen();
            if (!changedMeanwhile.contains(entry.id())) {
                next.put(entry);
            }
        } finally {
            changes.unlock();
        }
    }

    private void swap(Generation next) throws IOException {
        changes.lock();
        try {
            requireOpen();
            next.commit();
            next.refresh();
            Generation old = live;
            live = next;
            number++;
            coming = null;
            changedMeanwhile.clear();
            old.close();
            settle();
        } finally {
            changes.unlock();
        }
    }

    private void giveUp(Generation next) throws IOException {
        changes.lock();
        try {
            if (coming == next) {
                coming = null;
                changedMeanwhile.clear();
                next.close();
                settle();
            }
        } finally {
            changes.unlock();
        }
    }

    private Directory directory(int which) throws IOException {
        return folder == null ? new ByteBuffersDirectory() : new MMapDirectory(folder.resolve(folderName(which)));
    }

    private static String folderName(int which) {
        return "form-" + Fields.FORM + "-" + which;
    }

    private static int currentIn(Path folder) throws IOException {
        Path current = folder.resolve(CURRENT);
        String prefix = folderName(0).substring(0, folderName(0).length() - 1);
        if (Files.exists(current)) {
            String name = Files.readString(current, StandardCharsets.UTF_8).strip();
            if (name.matches(prefix + "\\d{1,9}") && Files.isDirectory(folder.resolve(name))) {
                return Integer.parseInt(name.substring(prefix.length()));
            }
        }
        return 0;
    }

    /** Notes which generation is the live one, then removes the others. */
    private void settle() throws IOException {
        if (folder == null) {
            return;
        }
        String name = folderName(number);
        Path note = folder.resolve(CURRENT + ".new");
        Files.writeString(note, name, StandardCharsets.UTF_8);
        Files.move(note, folder.resolve(CURRENT), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        List<Path> others;
        try (Stream<Path> all = Files.list(folder)) {
            others = all.filter(path -> path.getFileName().toString().startsWith("form-"))
                    .filter(path -> !path.getFileName().toString().equals(name))
                    .toList();
        }
        for (Path other : others) {
            try (Stream<Path> files = Files.walk(other)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static Query itself(UUID id) {
        return new TermQuery(new Term(Fields.ID, id.toString()));
    }

    /** A page, with what comes before it, and the counts of those facets that are not filtered. */
    private record Found(long total, ScoreDoc[] documents, boolean more, Map<Facet, List<Count>> counts) {
        /** With one document more than wanted where there are more. */
        static Found of(TopFieldDocs found, int wanted, Map<Facet, List<Count>> counts) {
            boolean more = found.scoreDocs.length > wanted;
            ScoreDoc[] documents = more ? Arrays.copyOf(found.scoreDocs, wanted) : found.scoreDocs;
            return new Found(found.totalHits.value(), documents, more, counts);
        }
    }

    private Found page(IndexSearcher searcher, Query wanted, Map<Facet, Query> filters, SearchQuery asked)
            throws IOException {
        FieldDoc after = asked.cursor() == null ? null : after(asked.cursor());
        int size = asked.offset() + asked.limit();
        Query query = within(wanted, filters.values(), Occur.MUST);
        TopFieldCollectorManager best = new TopFieldCollectorManager(BEST_FIRST, size + 1, after, Integer.MAX_VALUE);
        if (!asked.facets()) {
            return Found.of(searcher.search(query, best), size, new EnumMap<>(Facet.class));
        }
        Set<Facet> free = EnumSet.allOf(Facet.class);
        free.removeAll(beside(filters));
        // One pass over the hits serves both.
        Object[] both = searcher.search(
                query, new MultiCollectorManager(best, new FacetCounter(columns, free, digits(asked.filters()))));
        @SuppressWarnings("unchecked")
        Map<Facet, List<Count>> counts = (Map<Facet, List<Count>>) both[1];
        return Found.of((TopFieldDocs) both[0], size, counts);
    }

    private static FieldDoc after(String cursor) {
        Cursor last = Cursor.of(cursor).orElseThrow();
        return new FieldDoc(Integer.MAX_VALUE, last.score(), new Object[] {
            last.score(), new BytesRef(last.id().toString())
        });
    }

    private static List<Hit> hits(IndexSearcher searcher, ScoreDoc[] found, int from) throws IOException {
        StoredFields stored = searcher.storedFields();
        List<Hit> hits = new ArrayList<>();
        for (int at = from; at < found.length; at++) {
            Object score = ((FieldDoc) found[at]).fields[0];
            hits.add(Fields.hit(stored.document(found[at].doc), (Float) score));
        }
        return hits;
    }

    private static String cursor(Hit last) {
        return new Cursor(last.score(), last.id()).text();
    }

    /** A facet that is filtered is counted without its own filter, so that its other values are seen. */
    private Map<Facet, List<Count>> countWithoutOwnFilter(
            IndexSearcher searcher, Query wanted, Map<Facet, Query> filters, SearchFilters asked) throws IOException {
        Map<Facet, List<Count>> counts = new EnumMap<>(Facet.class);
        for (Facet facet : beside(filters)) {
            Map<Facet, Query> others = new EnumMap<>(filters);
            others.remove(facet);
            counts.putAll(searcher.search(
                    within(wanted, others.values(), Occur.FILTER),
                    new FacetCounter(columns, Set.of(facet), digits(asked))));
        }
        return counts;
    }

    /** The filtered facets, but for the classification: that is a tree, and is counted below the filter. */
    private static Set<Facet> beside(Map<Facet, Query> filters) {
        Set<Facet> filtered = EnumSet.noneOf(Facet.class);
        filtered.addAll(filters.keySet());
        filtered.remove(Facet.CLASSIFICATION);
        return filtered;
    }

    private static int digits(SearchFilters asked) {
        String classification = asked.classification();
        return classification == null ? 0 : classification.length();
    }

    private static Query within(Query wanted, Iterable<Query> filters, Occur occur) {
        BooleanQuery.Builder all = new BooleanQuery.Builder().add(wanted, occur);
        filters.forEach(filter -> all.add(filter, Occur.FILTER));
        return all.build();
    }
}
