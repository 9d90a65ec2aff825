package org.publicdatamesh.exchange.need;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.grant.Reasons;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;

/** The list of needs. */
@Path("/api/v1/needs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "needs", description = "Data that units need, catalogued or not (Art. 7, 22)")
public class NeedResource {
    private final Mutiny.SessionFactory sessions;
    private final Needs needs;
    private final Writes writes;

    NeedResource(Mutiny.SessionFactory sessions, Needs needs, Writes writes) {
        this.sessions = sessions;
        this.needs = needs;
        this.writes = writes;
    }

    /** Files a need. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.DATA_SPECIALIST)
    @Operation(
            operationId = "fileNeed",
            summary = "Files a need of data, also such as nobody has catalogued",
            description = "The authority decides whether the data are needed and which unit is asked.")
    @APIResponseSchema(value = NeedView.class, responseCode = "201")
    public Uni<Response> file(NeedRequests.Filing filing) {
        return writes.once(session -> needs.file(session, filing)
                .map(need -> Response.created(URI.create("/api/v1/needs/" + need.id))
                        .entity(NeedView.of(need))
                        .build()));
    }

    /** The authority decides. */
    @POST
    @Path("{id}/review")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.AUTHORITY_REVIEWER)
    @Operation(operationId = "reviewNeed", summary = "The authority asks a unit for the data, or ends the need")
    @APIResponseSchema(value = NeedView.class, responseCode = "200")
    public Uni<Response> review(UUID id, NeedRequests.Review given) {
        return step(session -> needs.review(session, id, given));
    }

    /** The unit that is asked answers. */
    @POST
    @Path("{id}/answer")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(operationId = "answerNeed", summary = "The unit that is asked names the entry, or says why it has none")
    @APIResponseSchema(value = NeedView.class, responseCode = "200")
    public Uni<Response> answer(UUID id, NeedRequests.Answer given) {
        return step(session -> needs.answer(session, id, given));
    }

    /** Takes a need back. */
    @POST
    @Path("{id}/withdrawal")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR})
    @Operation(operationId = "withdrawNeed", summary = "The unit needs the data no longer")
    @APIResponseSchema(value = NeedView.class, responseCode = "200")
    public Uni<Response> withdraw(UUID id, Reasons given) {
        return step(session -> needs.withdraw(session, id, given.reasons()));
    }

    private Uni<Response> step(Function<Mutiny.Session, Uni<Need>> step) {
        return writes.once(session ->
                step.apply(session).map(need -> Response.ok(NeedView.of(need)).build()));
    }

    /** All needs: the list is published to units. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.DATA_SYSTEM,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(operationId = "listNeeds", summary = "Lists what units need")
    public Uni<Response> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        return sessions.withSession(
                        session -> session.createQuery("from Need where id > :after order by id", Need.class)
                                .setParameter("after", paging.afterId())
                                .setMaxResults(paging.limit() + 1)
                                .getResultList())
                .map(found -> Page.cut(found.stream().map(NeedView::of).toList(), paging, view -> view.id()
                                .toString())
                        .response(uri));
    }

    /** One need. */
    @GET
    @Path("{id}")
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.DATA_SYSTEM,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(operationId = "getNeed", summary = "Reads a need")
    public Uni<NeedView> get(UUID id) {
        return sessions.withSession(
                session -> session.find(Need.class, id).map(Needs::present).map(NeedView::of));
    }
}
