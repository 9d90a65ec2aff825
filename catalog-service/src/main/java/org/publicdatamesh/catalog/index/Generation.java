package org.publicdatamesh.catalog.index;

import java.io.IOException;
import java.util.UUID;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/** One Lucene index: what a rebuild replaces. */
final class Generation implements AutoCloseable {
    /** Changes that are held before they are written out, in megabytes. */
    private static final double BUFFER = 16;

    private static final Similarity RARITY = new Rarity();

    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;

    Generation(Directory directory, Analyzer analyzer) throws IOException {
        this.directory = directory;
        this.writer = new IndexWriter(
                directory,
                new IndexWriterConfig(analyzer).setRAMBufferSizeMB(BUFFER).setSimilarity(RARITY));
        this.searchers = new SearcherManager(writer, new SearcherFactory() {
            @Override
            public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader before) {
                IndexSearcher searcher = new IndexSearcher(reader);
                searcher.setSimilarity(RARITY);
                return searcher;
            }
        });
    }

    private static Term id(UUID id) {
        return new Term(Fields.ID, id.toString());
    }

    void put(IndexedEntry entry) throws IOException {
        writer.updateDocument(id(entry.id()), Fields.document(entry));
    }

    void remove(UUID id) throws IOException {
        writer.deleteDocuments(id(id));
    }

    /** Waits for one that another thread makes. */
    void refresh() throws IOException {
        searchers.maybeRefreshBlocking();
    }

    /** Makes one segment of all: each word is then looked up once per query and not once per segment. */
    void merge() throws IOException {
        writer.forceMerge(1);
    }

    void commit() throws IOException {
        writer.commit();
    }

    /** The searcher is given back with {@link #release}. */
    IndexSearcher acquire() throws IOException {
        return searchers.acquire();
    }

    void release(IndexSearcher searcher) throws IOException {
        searchers.release(searcher);
    }

    /** Searches that are under way end as they began. */
    @Override
    public void close() throws IOException {
        IOUtils.close(searchers, writer, directory);
    }
}
