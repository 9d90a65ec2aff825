package org.publicdatamesh.catalog.standard;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
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

/** The standards of the catalogue. */
@Path("/api/v1/standards")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "standards", description = "Rules that entries are checked by (Art. 7, 10)")
public class StandardResource {
    private final Mutiny.SessionFactory sessions;
    private final Standards standards;
    private final Writes writes;

    StandardResource(Mutiny.SessionFactory sessions, Standards standards, Writes writes) {
        this.sessions = sessions;
        this.standards = standards;
        this.writes = writes;
    }

    /** Drafts an edition. */
    @POST
    @RolesAllowed(Roles.AUTHORITY_ADMIN)
    @Operation(
            operationId = "draftStandard",
            summary = "Drafts a standard, or the next edition of one",
            description = "Rules that contradict each other are refused.")
    @APIResponseSchema(value = StandardView.class, responseCode = "201")
    public Uni<Response> draft(NewStandard standard) {
        return writes.once(session -> standards
                .draft(session, standard)
                .map(drafted -> answer(Response.created(URI.create("/api/v1/standards/" + drafted.id)), drafted)));
    }

    /** Changes a draft. */
    @PUT
    @Path("{id}")
    @RolesAllowed(Roles.AUTHORITY_ADMIN)
    @Operation(
            operationId = "editStandard",
            summary = "Changes a draft",
            description = "If-Match carries the ETag of what was read. A changed draft is tried anew.")
    @APIResponseSchema(value = StandardView.class, responseCode = "200")
    public Uni<Response> edit(UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, NewStandard standard) {
        return writes.once(
                session -> standards.edit(session, id, ifMatch, standard).map(edited -> answer(Response.ok(), edited)));
    }

    /** Tries a draft on what is published. */
    @POST
    @Path("{id}/trial")
    @RolesAllowed({Roles.AUTHORITY_ADMIN, Roles.AUTHORITY_REVIEWER})
    @Operation(
            operationId = "tryStandard",
            summary = "Tries a draft on all published entries",
            description = "Counts those that would break it; GET breaks lists them.")
    @APIResponseSchema(value = StandardView.class, responseCode = "200")
    public Uni<Response> tryOut(UUID id) {
        return writes.once(session -> standards.trial(session, id).map(tried -> answer(Response.ok(), tried)));
    }

    /** Published entries that break an edition. */
    @GET
    @Path("{id}/breaks")
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "listBreaks",
            summary = "Lists published entries that break a standard, with every rule that each breaks",
            description = "A page looks at 500 entries at most, so one before the last may have few members or none.")
    public Uni<Response> breaks(
            UUID id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        return sessions.withSession(session -> standards.breaking(session, id, paging.afterId(), paging.limit()))
                .map(breaking -> new Page<>(
                                breaking.found(),
                                breaking.last() == null
                                        ? null
                                        : Paging.cursor(breaking.last().toString()))
                        .response(uri));
    }

    /** Issues a draft that was tried. */
    @POST
    @Path("{id}/issue")
    @RolesAllowed({Roles.AUTHORITY_ADMIN, Roles.AUTHORITY_REVIEWER})
    @Operation(
            operationId = "issueStandard",
            summary = "Issues a draft that was tried",
            description =
                    "By another person than the one who drafted it. From its date, submissions are checked by it.")
    @APIResponseSchema(value = StandardView.class, responseCode = "200")
    public Uni<Response> issue(UUID id, Issue issue) {
        return writes.once(session -> standards.issue(session, id, issue).map(issued -> answer(Response.ok(), issued)));
    }

    /** Withdraws an edition. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("{id}/withdrawal")
    @RolesAllowed(Roles.AUTHORITY_ADMIN)
    @Operation(
            operationId = "withdrawStandard",
            summary = "Withdraws an issued edition",
            description = "An earlier edition that is not withdrawn is in force again.")
    @APIResponseSchema(value = StandardView.class, responseCode = "200")
    public Uni<Response> withdraw(UUID id, Withdrawal withdrawal) {
        return writes.once(session ->
                standards.withdraw(session, id, withdrawal).map(withdrawn -> answer(Response.ok(), withdrawn)));
    }

    /** All editions. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(operationId = "listStandards", summary = "Lists all editions of standards, oldest first")
    public Uni<Response> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        return sessions.withSession(session -> session.createQuery(
                                "from StandardEdition where id > :after order by id", StandardEdition.class)
                        .setParameter("after", paging.afterId())
                        .setMaxResults(paging.limit() + 1)
                        .getResultList())
                .map(found -> Page.cut(found, paging, standard -> standard.id.toString())
                        .map(StandardView::of)
                        .response(uri));
    }

    /** One edition. */
    @GET
    @Path("{id}")
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(operationId = "getStandard", summary = "Reads an edition of a standard")
    @APIResponseSchema(value = StandardView.class, responseCode = "200")
    public Uni<Response> get(UUID id) {
        return sessions.withSession(session -> session.find(StandardEdition.class, id))
                .map(found -> {
                    if (found == null) {
                        throw RefusedException.notFound("standard");
                    }
                    return answer(Response.ok(), found);
                });
    }

    private static Response answer(Response.ResponseBuilder answer, StandardEdition standard) {
        return answer.entity(StandardView.of(standard))
                .header(HttpHeaders.ETAG, IfMatch.etag(standard.lockVersion))
                .build();
    }
}
