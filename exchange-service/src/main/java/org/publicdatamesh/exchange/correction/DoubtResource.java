package org.publicdatamesh.exchange.correction;

import io.smallrye.mutiny.Uni;
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
import java.net.URI;
import java.time.InstantSource;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Oversight;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;

/** Doubts of data. */
@Path("/api/v1/doubts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "doubts", description = "Doubted values and their answers (Art. 18, 27)")
public class DoubtResource {
    private final Mutiny.SessionFactory sessions;
    private final Doubts doubts;
    private final Writes writes;
    private final Caller caller;
    private final InstantSource clock;

    DoubtResource(Mutiny.SessionFactory sessions, Doubts doubts, Writes writes, Caller caller, InstantSource clock) {
        this.sessions = sessions;
        this.doubts = doubts;
        this.writes = writes;
        this.caller = caller;
        this.clock = clock;
    }

    /** Reports a doubt. */
    @POST
    @RolesAllowed({Roles.DATA_SPECIALIST, Roles.DATA_SYSTEM, Roles.AUTHORITY_REVIEWER})
    @Operation(
            operationId = "reportDoubt",
            summary = "Reports a doubted value",
            description =
                    "By a unit with a live grant that shows it the item and the row; or recorded by the authority, for"
                            + " such a unit or a member of the public.")
    @APIResponseSchema(value = DoubtView.class, responseCode = "201")
    public Uni<Response> report(DoubtReport report) {
        return writes.once(session -> doubts.report(session, report)
                .map(doubt -> Response.created(URI.create("/api/v1/doubts/" + doubt.id))
                        .entity(view(doubt))
                        .build()));
    }

    /** The provider's answer. */
    @POST
    @Path("{id}/answer")
    @RolesAllowed({Roles.DATA_SUPERVISOR, Roles.DATA_SPECIALIST})
    @Operation(
            operationId = "answerDoubt",
            summary = "Answers a doubt",
            description = "wrong, with the new values: the pool changes and every holder is told at once. Or right.")
    @APIResponseSchema(value = DoubtView.class, responseCode = "200")
    public Uni<Response> answer(UUID id, Answer answer) {
        return writes.once(session -> doubts.answer(session, id, answer)
                .map(doubt -> Response.ok(view(doubt)).build()));
    }

    /** Doubts that the caller's unit reported or must answer; all, for the authority and auditors. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.DATA_SYSTEM,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(operationId = "listDoubts", summary = "Lists doubts")
    public Uni<Response> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        return sessions.withSession(session -> session.createQuery(
                                "from Doubt where id > :after and (:all = true or reporter = :unit or provider = :unit)"
                                        + " order by id",
                                Doubt.class)
                        .setParameter("after", paging.afterId())
                        .setParameter("all", Oversight.of(caller))
                        .setParameter("unit", caller.unit())
                        .setMaxResults(paging.limit() + 1)
                        .getResultList())
                .map(found -> Page.cut(found.stream().map(this::view).toList(), paging, view -> view.id()
                                .toString())
                        .response(uri));
    }

    /** One doubt. */
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
    @Operation(operationId = "getDoubt", summary = "Reads a doubt")
    public Uni<DoubtView> get(UUID id) {
        return sessions.withSession(
                session -> session.find(Doubt.class, id).map(doubts::visible).map(this::view));
    }

    private DoubtView view(Doubt doubt) {
        return DoubtView.of(doubt, clock.instant());
    }
}
