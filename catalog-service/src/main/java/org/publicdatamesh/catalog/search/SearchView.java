package org.publicdatamesh.catalog.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.index.SearchResult;
import org.publicdatamesh.catalog.index.SearchResult.Count;
import org.publicdatamesh.catalog.index.SearchResult.Hit;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;

/**
 * A page of entries that were found.
 *
 * @param total all of them, exactly
 * @param everyWord whether each has every word; false where none has, and these have at least half of them
 * @param items the page, best first
 * @param next cursor of the next page; absent on the last
 * @param facets counts by facet, most first; a facet that is filtered counts what its other values would give
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SearchView(
        long total,
        boolean everyWord,
        List<Hit> items,
        @Nullable String next,
        Map<String, List<Count>> facets) {
    static SearchView of(SearchResult result) {
        Map<String, List<Count>> facets = new TreeMap<>();
        result.facets().forEach((facet, counts) -> facets.put(EventJson.kebab(facet), counts));
        String next = result.next();
        return new SearchView(
                result.total(), result.everyWord(), result.hits(), next == null ? null : Paging.cursor(next), facets);
    }

    /** As a response, with a {@code Link} to the next page (RFC 8288). */
    Response response(UriInfo uri) {
        return Page.linked(Response.ok(this), next, uri).build();
    }
}
