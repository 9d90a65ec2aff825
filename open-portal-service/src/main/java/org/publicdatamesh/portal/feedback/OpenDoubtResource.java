package org.publicdatamesh.portal.feedback;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.Messages;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;

/** Doubts of open data, for those who report them. */
@Path("/api/v1/doubts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.CITIZEN)
@Tag(name = "doubts", description = "Doubted values of open data and their answers (Art. 18, 27)")
public class OpenDoubtResource {
    private final Mutiny.SessionFactory sessions;
    private final OpenDoubts doubts;
    private final Writes writes;
    private final Caller caller;

    OpenDoubtResource(Mutiny.SessionFactory sessions, OpenDoubts doubts, Writes writes, Caller caller) {
        this.sessions = sessions;
        this.doubts = doubts;
        this.writes = writes;
        this.caller = caller;
    }

    /** Reports a doubt of an open table's value. */
    @POST
    @Operation(
            operationId = "reportOpenDoubt",
            summary = "Reports a doubted value of an open table",
            description = "It goes to the unit that provides the data; what it finds is told at /api/v1/doubts/{id}.")
    @APIResponseSchema(value = OpenDoubtView.class, responseCode = "201")
    public Uni<Response> report(OpenDoubtReport report, @Context HttpHeaders headers) {
        return writes.once(session -> doubts.report(session, report)
                .map(doubt -> Response.created(URI.create("/api/v1/doubts/" + doubt.id))
                        .entity(OpenDoubtView.of(doubt, language(headers)))
                        .build()));
    }

    /** The caller's own doubts. */
    @GET
    @Operation(operationId = "listOpenDoubts", summary = "Lists the caller's own doubts, oldest first")
    public Uni<Response> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        Paging paging = Paging.of(limit, cursor);
        return sessions.withSession(session -> session.createQuery(
                                "from OpenDoubt where person = :person and id > :after order by id", OpenDoubt.class)
                        .setParameter("person", caller.person())
                        .setParameter("after", paging.afterId())
                        .setMaxResults(paging.limit() + 1)
                        .getResultList())
                .map(found -> Page.cut(
                                found.stream()
                                        .map(doubt -> OpenDoubtView.of(doubt, language(headers)))
                                        .toList(),
                                paging,
                                view -> view.id().toString())
                        .response(uri));
    }

    /** One of the caller's own doubts. */
    @GET
    @Path("{id}")
    @Operation(operationId = "getOpenDoubt", summary = "Reads one of the caller's own doubts")
    public Uni<OpenDoubtView> get(UUID id, @Context HttpHeaders headers) {
        return sessions.withSession(session -> session.find(OpenDoubt.class, id)
                .map(doubts::own)
                .map(doubt -> OpenDoubtView.of(doubt, language(headers))));
    }

    private static String language(HttpHeaders headers) {
        return Messages.language(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
    }
}
