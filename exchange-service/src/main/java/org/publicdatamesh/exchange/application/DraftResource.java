package org.publicdatamesh.exchange.application;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.rest.IfMatch;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;

/** Applications that are still written. */
@Path("/api/v1/applications/drafts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "applications", description = "Applying for shared data (Art. 25, 26)")
public class DraftResource {
    private final Mutiny.SessionFactory sessions;
    private final Drafts drafts;
    private final Writes writes;
    private final Caller caller;

    DraftResource(Mutiny.SessionFactory sessions, Drafts drafts, Writes writes, Caller caller) {
        this.sessions = sessions;
        this.drafts = drafts;
        this.writes = writes;
        this.caller = caller;
    }

    /** Begins an application. */
    @POST
    @RolesAllowed(Roles.DATA_SPECIALIST)
    @Operation(
            operationId = "draftApplication",
            summary = "Begins an application",
            description = "Seen by the own unit only. The rules of applications are asked when it is submitted.")
    @APIResponseSchema(value = DraftView.class, responseCode = "201")
    public Uni<Response> write(DraftContent content) {
        return writes.once(session -> drafts.write(session, content)
                .chain(draft -> answer(
                        session, Response.created(URI.create("/api/v1/applications/drafts/" + draft.id)), draft)));
    }

    /** Changes a draft. */
    @PUT
    @Path("{id}")
    @RolesAllowed(Roles.DATA_SPECIALIST)
    @Operation(
            operationId = "editApplicationDraft",
            summary = "Replaces all that a draft says",
            description = "If-Match carries the ETag of what was read.")
    @APIResponseSchema(value = DraftView.class, responseCode = "200")
    public Uni<Response> change(UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, DraftContent content) {
        return writes.once(session ->
                drafts.change(session, id, ifMatch, content).chain(draft -> answer(session, Response.ok(), draft)));
    }

    /** Deletes a draft. */
    @DELETE
    @Path("{id}")
    @RolesAllowed(Roles.DATA_SPECIALIST)
    @Operation(operationId = "deleteApplicationDraft", summary = "Deletes a draft")
    @APIResponse(responseCode = "204", description = "It is gone.")
    public Uni<Response> delete(UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return writes.once(session -> drafts.delete(session, id, ifMatch)
                .map(gone -> Response.noContent().build()));
    }

    /** Submits a draft. */
    @POST
    @Path("{id}/submission")
    @RolesAllowed(Roles.DATA_SPECIALIST)
    @Operation(
            operationId = "submitApplicationDraft",
            summary = "Submits a draft: it is an application from now on, under the same id",
            description = "Every rule that it breaks is named, and it stays a draft.")
    @APIResponseSchema(value = ApplicationView.class, responseCode = "201")
    public Uni<Response> submit(UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return writes.once(session -> drafts.submit(session, id, ifMatch).map(ApplicationResource::created));
    }

    /** Drafts of the caller's unit. */
    @GET
    @RolesAllowed({Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR})
    @Operation(operationId = "listApplicationDrafts", summary = "Lists the own unit's drafts")
    public Uni<Response> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        return sessions.withSession(session -> session.createQuery(
                                "from Draft where id > :after and unit = :unit order by id", Draft.class)
                        .setParameter("after", paging.afterId())
                        .setParameter("unit", caller.unit())
                        .setMaxResults(paging.limit() + 1)
                        .getResultList())
                .map(found -> Page.cut(
                                found.stream()
                                        .map(draft -> DraftView.of(draft, null))
                                        .toList(),
                                paging,
                                view -> view.id().toString())
                        .response(uri));
    }

    /** One draft. */
    @GET
    @Path("{id}")
    @RolesAllowed({Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR})
    @Operation(operationId = "getApplicationDraft", summary = "Reads a draft, with what a look at it finds now")
    @APIResponseSchema(value = DraftView.class, responseCode = "200")
    public Uni<Response> get(UUID id) {
        return sessions.withSession(session -> session.find(Draft.class, id)
                .map(drafts::visible)
                .chain(draft -> answer(session, Response.ok(), draft)));
    }

    private Uni<Response> answer(Mutiny.Session session, Response.ResponseBuilder answer, Draft draft) {
        return drafts.look(session, draft).map(view -> answer.entity(view)
                .header(HttpHeaders.ETAG, IfMatch.etag(draft.lockVersion))
                .build());
    }
}
