package org.publicdatamesh.catalog.search;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.index.EntryIndex;
import org.publicdatamesh.catalog.index.SearchResult.Hit;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/** Published entries like a published one. */
@Path("/api/v1/entries/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "search")
@Blocking
public class SimilarEntries {
    private static final int SIMILAR = 10;

    private final SearchIndex search;

    SimilarEntries(SearchIndex search) {
        this.search = search;
    }

    /** Entries like another. */
    @GET
    @Path("similar")
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "listSimilarEntries",
            summary = "Lists published entries like this one, the most alike first")
    public List<Hit> similar(UUID id, @QueryParam("limit") @Nullable String limit) {
        if (limit != null && !(limit.matches("\\d{1,2}") && inRange(Integer.parseInt(limit)))) {
            throw RefusedException.invalid(List.of(Violation.parameter(
                    "limit", "out-of-range", "A whole number from 1 to " + EntryIndex.MAX_SIMILAR + " is expected.")));
        }
        EntryIndex index = search.asked();
        if (!index.contains(id)) {
            throw RefusedException.notFound("published entry");
        }
        return index.similar(id, limit == null ? SIMILAR : Integer.parseInt(limit));
    }

    private static boolean inRange(int limit) {
        return limit >= 1 && limit <= EntryIndex.MAX_SIMILAR;
    }
}
