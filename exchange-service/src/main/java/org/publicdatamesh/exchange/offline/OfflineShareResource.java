package org.publicdatamesh.exchange.offline;

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
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Oversight;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;

/** Sharing by a medium instead of the platform. */
@Path("/api/v1/offline-shares")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "offline-shares", description = "Sharing by a medium, filed with the authority (Art. 24)")
public class OfflineShareResource {
    private final Mutiny.SessionFactory sessions;
    private final OfflineShares shares;
    private final Writes writes;
    private final Caller caller;

    OfflineShareResource(Mutiny.SessionFactory sessions, OfflineShares shares, Writes writes, Caller caller) {
        this.sessions = sessions;
        this.shares = shares;
        this.writes = writes;
        this.caller = caller;
    }

    /** Files an offline share. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.DATA_SPECIALIST)
    @Operation(
            operationId = "fileOfflineShare",
            summary = "Files sharing by a medium with the authority, with the reason",
            description = "By the provider, under a grant that is alive.")
    @APIResponseSchema(value = OfflineShareView.class, responseCode = "201")
    public Uni<Response> file(OfflineRequests.Filing filing) {
        return writes.once(session -> shares.file(session, filing)
                .map(share -> Response.created(URI.create("/api/v1/offline-shares/" + share.id))
                        .entity(OfflineShareView.of(share))
                        .build()));
    }

    /** Hands the medium over. */
    @POST
    @Path("{id}/hand-over")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(operationId = "handOver", summary = "The provider hands the medium over")
    @APIResponseSchema(value = OfflineShareView.class, responseCode = "200")
    public Uni<Response> handOver(UUID id, OfflineRequests.HandOver given) {
        return step(session -> shares.handOver(session, id, given));
    }

    /** Receives the medium. */
    @POST
    @Path("{id}/receipt")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR})
    @Operation(
            operationId = "receiveMedium",
            summary = "The consumer receives the medium; its digest is that of the hand-over")
    @APIResponseSchema(value = OfflineShareView.class, responseCode = "200")
    public Uni<Response> receive(UUID id, OfflineRequests.Receipt given) {
        return step(session -> shares.receive(session, id, given));
    }

    /** Destroys the medium. */
    @POST
    @Path("{id}/destruction")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR})
    @Operation(operationId = "destroyMedium", summary = "The consumer wiped or destroyed the medium")
    @APIResponseSchema(value = OfflineShareView.class, responseCode = "200")
    public Uni<Response> destroy(UUID id, OfflineRequests.Destruction given) {
        return step(session -> shares.destroy(session, id, given));
    }

    /** Gives the offline share up. */
    @POST
    @Path("{id}/cancellation")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR})
    @Operation(operationId = "cancelOfflineShare", summary = "It does not take place")
    @APIResponseSchema(value = OfflineShareView.class, responseCode = "200")
    public Uni<Response> cancel(UUID id, Reasons given) {
        return step(session -> shares.cancel(session, id, given.reasons()));
    }

    /** Says what happened to the medium. */
    @POST
    @Path("{id}/failure")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR})
    @Operation(
            operationId = "failOfflineShare",
            summary = "Either side says that the medium was lost, or is of no use",
            description =
                    "The audit finds it: the provider answers for the medium until it is received, then the consumer.")
    @APIResponseSchema(value = OfflineShareView.class, responseCode = "200")
    public Uni<Response> fail(UUID id, OfflineRequests.Failure given) {
        return step(session -> shares.fail(session, id, given));
    }

    private Uni<Response> step(Function<Mutiny.Session, Uni<OfflineShare>> step) {
        return writes.once(session -> step.apply(session)
                .map(share -> Response.ok(OfflineShareView.of(share)).build()));
    }

    /** Offline shares of the caller's unit; all, for the authority and auditors. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.DATA_SYSTEM,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(operationId = "listOfflineShares", summary = "Lists offline shares")
    public Uni<Response> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        return sessions.withSession(session -> session.createQuery(
                                "from OfflineShare where id > :after and (:all = true or consumer = :unit"
                                        + " or provider = :unit) order by id",
                                OfflineShare.class)
                        .setParameter("after", paging.afterId())
                        .setParameter("all", Oversight.of(caller))
                        .setParameter("unit", caller.unit())
                        .setMaxResults(paging.limit() + 1)
                        .getResultList())
                .map(found -> Page.cut(found.stream().map(OfflineShareView::of).toList(), paging, view -> view.id()
                                .toString())
                        .response(uri));
    }

    /** One offline share. */
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
    @Operation(operationId = "getOfflineShare", summary = "Reads an offline share")
    public Uni<OfflineShareView> get(UUID id) {
        return sessions.withSession(session ->
                session.find(OfflineShare.class, id).map(shares::visible).map(OfflineShareView::of));
    }
}
