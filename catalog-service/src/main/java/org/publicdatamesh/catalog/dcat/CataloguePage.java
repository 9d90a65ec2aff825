package org.publicdatamesh.catalog.dcat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.unit.PublishingUnit;

/**
 * A page of the catalogue.
 *
 * @param limit entries of a page
 * @param cursor the page's own cursor; null on the first
 * @param format the form that was asked for by parameter, which the other pages keep; null where Accept chose it
 * @param total entries of all pages
 * @param previous cursor of the page before; null where that is the first
 * @param next cursor of the page after; null on the last
 * @param last cursor of the last page; null where that is the first
 * @param issued when the first entry was published; null while there is none
 * @param modified when anything was published or attached; null while there is nothing
 */
record CataloguePage(
        List<Described> entries,
        Map<String, PublishingUnit> units,
        int limit,
        @Nullable String cursor,
        @Nullable String format,
        long total,
        @Nullable String previous,
        @Nullable String next,
        @Nullable String last,
        @Nullable Instant issued,
        @Nullable Instant modified) {}
