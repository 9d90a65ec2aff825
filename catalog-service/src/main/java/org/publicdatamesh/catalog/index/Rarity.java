package org.publicdatamesh.catalog.index;

import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.similarities.BM25Similarity;

/**
 * BM25 with bounded rarity: as it is, a word that is rare in summaries would count more there than in a name where it is
 * common. A phrase counts as its rarest term, not as their sum.
 */
final class Rarity extends BM25Similarity {
    private static final float SATURATION = 0.6f;
    private static final float LENGTH = 0.3f;
    private static final float HALFWAY = 3;

    Rarity() {
        super(SATURATION, LENGTH);
    }

    @Override
    protected float idf(long documents, long all) {
        float rarity = super.idf(documents, all);
        return 1 + rarity / (rarity + HALFWAY);
    }

    @Override
    public Explanation idfExplain(CollectionStatistics collection, TermStatistics[] terms) {
        float most = 1;
        for (TermStatistics term : terms) {
            most = Math.max(most, idfExplain(collection, term).getValue().floatValue());
        }
        return Explanation.match(most, "the rarest term's");
    }
}
