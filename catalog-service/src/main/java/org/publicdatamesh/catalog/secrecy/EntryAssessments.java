package org.publicdatamesh.catalog.secrecy;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.sql.SessionSql;

/** The assessments of secrecy of an entry's versions. */
@Path("/api/v1/entries/{id}/secrecy-assessments")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "secrecy", description = "Suspected state secrets, decided by the authority's security post (Art. 2, 13)")
public class EntryAssessments {
    private final Mutiny.SessionFactory sessions;
    private final Cases cases;

    EntryAssessments(Mutiny.SessionFactory sessions, Cases cases) {
        this.sessions = sessions;
        this.cases = cases;
    }

    /**
     * The assessment of a version.
     *
     * @param version number of the version
     * @param rulesEdition edition of the rules by which it was assessed last
     * @param passed whether nothing is suspected
     * @param assessedAt when
     * @param publishedEdition edition of the rules by which it was passed for publication; null where it was not published, or
     *     before assessments were made
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Assessment(
            int version,
            int rulesEdition,
            boolean passed,
            Instant assessedAt,
            @Nullable Integer publishedEdition) {}

    /** The assessments on record. */
    @GET
    @RolesAllowed({
        Roles.SECURITY_OFFICER,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR,
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR
    })
    @Operation(
            operationId = "listSecrecyAssessments",
            summary = "Lists the assessments of secrecy of an entry's versions",
            description = "Of the caller's unit, or of all units for the authority and auditors.")
    public Uni<Response> list(
            UUID id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        int after = (int) Math.clamp(paging.afterNumber(0), 0, Integer.MAX_VALUE);
        return sessions.withSession(session -> cases.scope(session)
                        .chain(unit -> SessionSql.select(
                                session,
                                "select a.version, a.edition, a.passed, a.assessed_at, a.published_edition"
                                        + " from secrecy_assessment a join entry e on e.id = a.entry_id"
                                        + " where a.entry_id = $1 and a.version > $2 and ($3::text is null or e.unit = $3)"
                                        + " order by a.version limit $4",
                                columns -> new Assessment(
                                        ((Number) columns[0]).intValue(),
                                        ((Number) columns[1]).intValue(),
                                        (Boolean) columns[2],
                                        ((OffsetDateTime) columns[3]).toInstant(),
                                        columns[4] == null ? null : ((Number) columns[4]).intValue()),
                                id,
                                after,
                                unit,
                                paging.limit() + 1)))
                .map(found -> Page.cut(found, paging, each -> String.valueOf(each.version()))
                        .response(uri));
    }
}
