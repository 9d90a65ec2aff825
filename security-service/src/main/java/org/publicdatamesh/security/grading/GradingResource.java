package org.publicdatamesh.security.grading;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.InstantSource;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.rest.IfMatch;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;

/** Editions of the grading rules. */
@Path("/api/v1/grading")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "grading", description = "Rules of grade and classification, and how each grade is protected (Art. 38)")
public class GradingResource {
    private final Mutiny.SessionFactory sessions;
    private final Gradings gradings;
    private final Writes writes;
    private final InstantSource clock;

    GradingResource(Mutiny.SessionFactory sessions, Gradings gradings, Writes writes, InstantSource clock) {
        this.sessions = sessions;
        this.gradings = gradings;
        this.writes = writes;
        this.clock = clock;
    }

    /** Drafts the next edition. */
    @POST
    @Path("editions")
    @RolesAllowed({Roles.SECURITY_OFFICER, Roles.AUTHORITY_ADMIN})
    @Operation(
            operationId = "draftGrading",
            summary = "Drafts the next edition of the grading rules",
            description = "For the authority. Rules that contradict each other are refused, each by name.")
    @APIResponseSchema(value = GradingView.class, responseCode = "201")
    public Uni<Response> draft(NewGrading grading) {
        return writes.once(session -> gradings.draft(session, grading)
                .map(drafted ->
                        answer(Response.created(URI.create("/api/v1/grading/editions/" + drafted.id)), drafted)));
    }

    /** Changes the draft. */
    @PUT
    @Path("editions/{id}")
    @RolesAllowed({Roles.SECURITY_OFFICER, Roles.AUTHORITY_ADMIN})
    @Operation(
            operationId = "editGrading",
            summary = "Changes the draft",
            description = "If-Match carries the ETag of what was read. A changed draft is tried anew.")
    @APIResponseSchema(value = GradingView.class, responseCode = "200")
    public Uni<Response> edit(UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, NewGrading grading) {
        return writes.once(
                session -> gradings.edit(session, id, ifMatch, grading).map(edited -> answer(Response.ok(), edited)));
    }

    /** Tries the draft. */
    @POST
    @Path("editions/{id}/trial")
    @RolesAllowed({Roles.SECURITY_OFFICER, Roles.AUTHORITY_ADMIN})
    @Operation(
            operationId = "tryGrading",
            summary = "Tries the draft on entries, as they are or could be",
            description = "Says of each what the draft proposes and which rules the entry breaks.")
    @APIResponseSchema(value = TrialResult.class, responseCode = "200")
    public Uni<Response> tryOut(UUID id, GradingTrial trial) {
        return writes.once(session -> gradings.trial(session, id, trial)
                .map(result -> Response.ok(result).build()));
    }

    /** Issues the draft. */
    @POST
    @Path("editions/{id}/issue")
    @RolesAllowed(Roles.SECURITY_OFFICER)
    @Operation(
            operationId = "issueGrading",
            summary = "Issues a draft that was tried",
            description = "For the authority's security post, and not for who drafted it. From its date it replaces the"
                    + " edition before it.")
    @APIResponseSchema(value = GradingView.class, responseCode = "200")
    public Uni<Response> issue(UUID id, GradingIssue issue) {
        return writes.once(session -> gradings.issue(session, id, issue).map(issued -> answer(Response.ok(), issued)));
    }

    /** All editions. */
    @GET
    @Path("editions")
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "listGradings",
            summary = "Lists all editions, oldest first",
            description = "Without their rules.")
    public Uni<Response> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        int after = (int) Math.clamp(paging.afterNumber(0), 0, Integer.MAX_VALUE);
        return sessions.withSession(session -> session.createQuery(
                                "from GradingEdition where edition > :after order by edition", GradingEdition.class)
                        .setParameter("after", after)
                        .setMaxResults(paging.limit() + 1)
                        .getResultList())
                .map(found -> Page.cut(found, paging, edition -> String.valueOf(edition.edition))
                        .map(GradingView::listed)
                        .response(uri));
    }

    /** One edition. */
    @GET
    @Path("editions/{id}")
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(operationId = "getGrading", summary = "Reads an edition with its rules")
    @APIResponseSchema(value = GradingView.class, responseCode = "200")
    public Uni<Response> get(UUID id) {
        return sessions.withSession(session -> session.find(GradingEdition.class, id))
                .map(GradingResource::answer);
    }

    /** The edition in force. */
    @GET
    @Path("in-force")
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(operationId = "getGradingInForce", summary = "Reads the edition that is in force, with its rules")
    @APIResponseSchema(value = GradingView.class, responseCode = "200")
    public Uni<Response> inForce() {
        return sessions.withSession(session -> session.createQuery(
                                "from GradingEdition where inForceFrom <= :now order by edition desc",
                                GradingEdition.class)
                        .setParameter("now", clock.instant())
                        .setMaxResults(1)
                        .getSingleResultOrNull())
                .map(GradingResource::answer);
    }

    private static Response answer(@Nullable GradingEdition found) {
        if (found == null) {
            throw RefusedException.notFound("edition");
        }
        return answer(Response.ok(), found);
    }

    private static Response answer(Response.ResponseBuilder answer, GradingEdition edition) {
        return answer.entity(GradingView.of(edition))
                .header(HttpHeaders.ETAG, IfMatch.etag(edition.lockVersion))
                .build();
    }
}
