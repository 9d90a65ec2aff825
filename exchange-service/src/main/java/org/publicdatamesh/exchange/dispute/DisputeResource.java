package org.publicdatamesh.exchange.dispute;

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
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;

/** Disputes between units. */
@Path("/api/v1/disputes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "disputes", description = "Disputes about sharing: negotiated, mediated, decided (Art. 27)")
public class DisputeResource {
    private final Mutiny.SessionFactory sessions;
    private final Disputes disputes;
    private final Writes writes;
    private final Caller caller;

    DisputeResource(Mutiny.SessionFactory sessions, Disputes disputes, Writes writes, Caller caller) {
        this.sessions = sessions;
        this.disputes = disputes;
        this.writes = writes;
        this.caller = caller;
    }

    /** Disputes another unit's step. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(
            operationId = "fileDispute",
            summary =
                    "Disputes the answer to a doubt, an upheld refusal, a step on a grant, or that a need has no data",
            description = "Units of one level and division go to their authority; others negotiate first.")
    @APIResponseSchema(value = DisputeView.class, responseCode = "201")
    public Uni<Response> file(DisputeRequests.Filing filing) {
        return writes.once(session -> disputes.file(session, filing)
                .chain(dispute -> told(session, dispute))
                .map(view -> Response.created(URI.create("/api/v1/disputes/" + view.id()))
                        .entity(view)
                        .build()));
    }

    /** A unit offers something else. */
    @POST
    @Path("{id}/offer")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(operationId = "offerInDispute", summary = "Answers an offer in the negotiation with another one")
    @APIResponseSchema(value = DisputeView.class, responseCode = "200")
    public Uni<Response> offer(UUID id, DisputeRequests.Terms terms) {
        return step(session -> disputes.offer(session, id, terms));
    }

    /** The authority proposes. */
    @POST
    @Path("{id}/proposal")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.AUTHORITY_REVIEWER)
    @Operation(operationId = "proposeInDispute", summary = "The authority proposes how to settle it")
    @APIResponseSchema(value = DisputeView.class, responseCode = "200")
    public Uni<Response> propose(UUID id, DisputeRequests.Terms terms) {
        return step(session -> disputes.propose(session, id, terms));
    }

    /** A unit says yes. */
    @POST
    @Path("{id}/acceptance")
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(
            operationId = "acceptInDispute",
            summary = "Takes what the other unit offered or the authority proposed",
            description = "Where both units agree, the matter becomes what was agreed, at once.")
    @APIResponseSchema(value = DisputeView.class, responseCode = "200")
    public Uni<Response> accept(UUID id) {
        return step(session -> disputes.accept(session, id));
    }

    /** A unit says no. */
    @POST
    @Path("{id}/refusal")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(
            operationId = "refuseInDispute",
            summary = "Holds the negotiation for failed, or does not take the proposal",
            description = "On to the authority, or to the government.")
    @APIResponseSchema(value = DisputeView.class, responseCode = "200")
    public Uni<Response> refuse(UUID id, DisputeRequests.Statement statement) {
        return step(session -> disputes.refuse(session, id, statement.words()));
    }

    /** The government decides. */
    @POST
    @Path("{id}/decision")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.GOVERNMENT_ARBITER)
    @Operation(
            operationId = "decideDispute",
            summary = "The government decides what becomes of the matter",
            description = "It becomes so at once.")
    @APIResponseSchema(value = DisputeView.class, responseCode = "200")
    public Uni<Response> decide(UUID id, DisputeRequests.Terms terms) {
        return step(session -> disputes.decide(session, id, terms));
    }

    /** The unit that disputed takes it back. */
    @POST
    @Path("{id}/withdrawal")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(operationId = "withdrawDispute", summary = "The unit that disputed takes it back")
    @APIResponseSchema(value = DisputeView.class, responseCode = "200")
    public Uni<Response> withdraw(UUID id, DisputeRequests.Statement statement) {
        return step(session -> disputes.withdraw(session, id, statement.words()));
    }

    private Uni<Response> step(Function<Mutiny.Session, Uni<Dispute>> step) {
        return writes.once(session -> step.apply(session)
                .chain(dispute -> told(session, dispute))
                .map(view -> Response.ok(view).build()));
    }

    private static Uni<DisputeView> told(Mutiny.Session session, Dispute dispute) {
        return Disputes.lines(session, dispute.id).map(lines -> DisputeView.of(dispute, lines));
    }

    /** Disputes of the caller's unit; all, for the authority, the government and auditors. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER,
        Roles.AUDITOR
    })
    @Operation(operationId = "listDisputes", summary = "Lists disputes, without their records")
    public Uni<Response> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        return sessions.withSession(session -> session.createQuery(
                                "from Dispute where id > :after and (:all = true or unit = :unit or other = :unit)"
                                        + " order by id",
                                Dispute.class)
                        .setParameter("after", paging.afterId())
                        .setParameter("all", disputes.sees())
                        .setParameter("unit", caller.unit())
                        .setMaxResults(paging.limit() + 1)
                        .getResultList())
                .map(found -> {
                    List<DisputeView> views = found.stream()
                            .map(dispute -> DisputeView.of(dispute, null))
                            .toList();
                    return Page.cut(views, paging, view -> view.id().toString()).response(uri);
                });
    }

    /** One dispute with its record. */
    @GET
    @Path("{id}")
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER,
        Roles.AUDITOR
    })
    @Operation(operationId = "getDispute", summary = "Reads a dispute with its record")
    public Uni<DisputeView> get(UUID id) {
        return sessions.withSession(session ->
                session.find(Dispute.class, id).map(disputes::visible).chain(dispute -> told(session, dispute)));
    }
}
