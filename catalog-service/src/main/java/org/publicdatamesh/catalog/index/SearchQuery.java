package org.publicdatamesh.catalog.index;

import org.jspecify.annotations.Nullable;

/**
 * What is asked of the index. Give either an offset or the cursor of the page before.
 *
 * @param text what to look for, 1 to 200 characters, words parted by spaces or not; with nothing, all entries that pass the
 *     filters, by id
 * @param filters what an entry must be
 * @param offset hits to leave out, from 0; offset and limit together at most {@link #MAX_DEPTH}
 * @param limit hits wanted, 1 to {@link #MAX_LIMIT}
 * @param cursor {@link SearchResult#next} of the page before; with it the offset is 0 and depth is not bounded
 * @param facets whether to count
 */
public record SearchQuery(
        @Nullable String text,
        SearchFilters filters,
        int offset,
        int limit,
        @Nullable String cursor,
        boolean facets) {
    /** Characters of a text at most. */
    public static final int MAX_TEXT = 200;
    /** Hits of a page at most. */
    public static final int MAX_LIMIT = 200;
    /** How deep an offset reaches, in hits; behind it a cursor goes on. */
    public static final int MAX_DEPTH = 10_000;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException saying which one is broken
     */
    public SearchQuery {
        if (text != null && (text.isBlank() || text.length() > MAX_TEXT)) {
            throw new IllegalArgumentException("text: 1 to " + MAX_TEXT + " characters are expected");
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit: 1 to " + MAX_LIMIT + " is expected");
        }
        if (offset < 0 || offset > MAX_DEPTH - limit) {
            throw new IllegalArgumentException("offset: offset and limit reach at most " + MAX_DEPTH);
        }
        if (cursor != null && offset != 0) {
            throw new IllegalArgumentException("cursor: it stands instead of an offset");
        }
        if (cursor != null && !isCursor(cursor)) {
            throw new IllegalArgumentException("cursor: it is not one of this index");
        }
    }

    /** Whether a text is a {@link SearchResult#next} of some page. */
    public static boolean isCursor(String text) {
        return Cursor.of(text).isPresent();
    }

    /** The first 20 hits of a text, without filters, with counts. */
    public static SearchQuery of(String text) {
        return new SearchQuery(text, SearchFilters.NONE, 0, 20, null, true);
    }

    /** The same within filters. */
    public SearchQuery within(SearchFilters others) {
        return new SearchQuery(text, others, offset, limit, cursor, facets);
    }

    /** Another page of the same. */
    public SearchQuery page(int from, int size) {
        return new SearchQuery(text, filters, from, size, null, facets);
    }

    /** The page of this size behind a cursor. */
    public SearchQuery after(String next) {
        return new SearchQuery(text, filters, 0, limit, next, facets);
    }
}
