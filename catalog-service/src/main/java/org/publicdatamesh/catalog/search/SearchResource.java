package org.publicdatamesh.catalog.search;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.index.Suggestion;
import org.publicdatamesh.kit.identity.Roles;

/** Finding published entries. What is published is for everyone with a post, so that a search hides nothing. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "search", description = "Finding published entries (Art. 9, 11)")
@Blocking
public class SearchResource {
    private final SearchIndex search;

    SearchResource(SearchIndex search) {
        this.search = search;
    }

    /** Entries with the words of a text. */
    @GET
    @Path("search")
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "search",
            summary = "Finds published entries",
            description =
                    "Words in Chinese, pinyin or initials of pinyin, Tibetan, English, or a catalogue code, with or"
                            + " without spaces; with no text, all entries that pass the filters. Filters may be given more than"
                            + " once: one value is enough, and all filters hold. A new entry is found shortly after.")
    @Parameter(
            name = "q",
            in = ParameterIn.QUERY,
            description = "What to look for, 1 to 200 characters",
            example = "村庄名录")
    @Parameter(
            name = "unit",
            in = ParameterIn.QUERY,
            description = "Unit that provides the data",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(
            name = "classification",
            in = ParameterIn.QUERY,
            description = "Digits with which the classification begins, 1 to 20")
    @Parameter(
            name = "kind",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(
            name = "grade",
            in = ParameterIn.QUERY,
            description = "1 to 4",
            schema = @Schema(type = SchemaType.ARRAY, implementation = Integer.class))
    @Parameter(
            name = "shareType",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(
            name = "openType",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(
            name = "updateCycle",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(name = "facets", in = ParameterIn.QUERY, description = "Whether to count; true where absent")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "Entries of a page, 1 to 200; 50 where absent")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "The next of the page before")
    @APIResponseSchema(value = SearchView.class, responseCode = "200")
    public Response search(@Context UriInfo uri) {
        var query = SearchParameters.query(uri.getQueryParameters());
        return SearchView.of(search.asked().search(query)).response(uri);
    }

    /** Names that go on from what was typed. */
    @GET
    @Path("search/suggestions")
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "suggest",
            summary = "Suggests names that go on from what was typed",
            description = "In characters, pinyin, or initials of pinyin; at most 10, each name once.")
    public List<Suggestion> suggest(@QueryParam("q") @Nullable String typed) {
        String text = SearchParameters.text("q", typed);
        return search.asked().suggest(text);
    }

    /** How this replica's index stands. */
    @GET
    @Path("search/index")
    @RolesAllowed(Roles.AUTHORITY_ADMIN)
    @Operation(operationId = "getSearchIndex", summary = "Tells how this replica's search index stands")
    public SearchIndex.State index() {
        return search.state();
    }

    /** Makes this replica's index anew; searches are answered meanwhile. */
    @POST
    @Path("search/index/rebuild")
    @RolesAllowed(Roles.AUTHORITY_ADMIN)
    @Operation(
            operationId = "rebuildSearchIndex",
            summary = "Makes this replica's search index anew from the database",
            description =
                    "Searches are answered from the old one meanwhile. GET /api/v1/search/index tells when it is done.")
    @APIResponse(responseCode = "202", description = "It is under way")
    public Response rebuild() {
        search.rebuild();
        return Response.accepted(search.state()).build();
    }
}
