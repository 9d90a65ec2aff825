package org.publicdatamesh.catalog.index;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Text;

/**
 * A page of hits.
 *
 * @param total all hits, exactly
 * @param everyWord whether each hit has every word; false where nothing had, and hits have at least half of them
 * @param hits the page, best first
 * @param next cursor of the next page; absent on the last
 * @param facets counts by facet, most first, at most {@link #MAX_COUNTS} of each; a facet that is filtered counts what its other
 *     values would give. Empty where none were asked for
 */
public record SearchResult(
        long total,
        boolean everyWord,
        List<Hit> hits,
        @Nullable String next,
        Map<Facet, List<Count>> facets) {
    /** Values of a facet that are counted at most. */
    public static final int MAX_COUNTS = 50;

    /** Keeps copies. */
    public SearchResult {
        hits = List.copyOf(hits);
        facets = Map.copyOf(facets);
    }

    /**
     * An entry that was found.
     *
     * @param id the entry
     * @param version its version, from 1
     * @param code catalogue code
     * @param name its name
     * @param unit the unit that provides the data
     * @param coUnits units that compile it together with that one; may be empty
     * @param score how well it matches; comparable within one result only
     */
    public record Hit(UUID id, int version, String code, Text name, String unit, List<String> coUnits, float score) {}

    /**
     * How many hits have a value.
     *
     * @param value the unit, digits of the classification or of the grade, or the constant's name in {@code kebab-case}
     * @param count hits, from 1
     */
    public record Count(String value, int count) {}

    /** By what hits are counted. */
    public enum Facet {
        /** The unit that provides the data. */
        UNIT,
        /** Beginning of the classification: the level (1, 3, 6, 9 digits and so on) below the one that is filtered. */
        CLASSIFICATION,
        /** Kind of entry. */
        KIND,
        /** Grade. */
        GRADE,
        /** Share type. */
        SHARE_TYPE,
        /** Open type. */
        OPEN_TYPE,
        /** Declared update cycle. */
        UPDATE_CYCLE
    }
}
