package org.publicdatamesh.catalog.harvest;

import java.util.Map;

/**
 * What a page may be at most, once it is read. A small document can say much: nodes that many datasets share are kept with each of
 * them, and a prefix stands for any length.
 *
 * @param triples triples of a page
 * @param characters of a page's triples, written out; and of the texts that are kept of a page
 * @param datasetCharacters characters that are kept of one dataset
 */
public record PageBounds(int triples, long characters, long datasetCharacters) {
    /** The code of what is refused because it has too many characters. */
    static final String TOO_MUCH_TEXT = "too-much-text";

    /** What even a short text counts: it takes room beside its characters. */
    private static final int LEAST = 20;

    /** What a text counts. */
    static long of(String text) {
        return Math.max(LEAST, text.length());
    }

    /** What texts count by language. */
    static long of(Map<String, String> texts) {
        return of(texts.values());
    }

    /** What several texts count. */
    static long of(Iterable<String> texts) {
        long all = 0;
        for (String text : texts) {
            all += of(text);
        }
        return all;
    }
}
