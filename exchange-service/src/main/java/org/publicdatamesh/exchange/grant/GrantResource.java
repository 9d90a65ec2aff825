package org.publicdatamesh.exchange.grant;

import io.quarkus.logging.Log;
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
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.gate.LiveGrants;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Oversight;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;

/** Grants, for those whom they concern. */
@Path("/api/v1/grants")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "grants", description = "What units may have (Art. 25, 26)")
public class GrantResource {
    private final Mutiny.SessionFactory sessions;
    private final Caller caller;
    private final InstantSource clock;
    private final GrantSteps steps;
    private final LiveGrants live;
    private final Writes writes;

    GrantResource(
            Mutiny.SessionFactory sessions,
            Caller caller,
            InstantSource clock,
            GrantSteps steps,
            LiveGrants live,
            Writes writes) {
        this.sessions = sessions;
        this.caller = caller;
        this.clock = clock;
        this.steps = steps;
        this.live = live;
        this.writes = writes;
    }

    /** Grants that the caller's unit has or provides; all, for the authority and auditors. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.DATA_SYSTEM,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(operationId = "listGrants", summary = "Lists grants")
    public Uni<Response> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        return sessions.withSession(session -> session.createQuery(
                                "from Grant where id > :after and (:all = true or consumer = :unit or provider = :unit)"
                                        + " order by id",
                                Grant.class)
                        .setParameter("after", paging.afterId())
                        .setParameter("all", Oversight.of(caller))
                        .setParameter("unit", caller.unit())
                        .setMaxResults(paging.limit() + 1)
                        .getResultList())
                .map(found -> Page.cut(
                                found.stream()
                                        .map(grant -> GrantView.of(grant, clock.instant()))
                                        .toList(),
                                paging,
                                view -> view.id().toString())
                        .response(uri));
    }

    /** One grant. */
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
    @Operation(operationId = "getGrant", summary = "Reads a grant")
    public Uni<GrantView> get(UUID id) {
        return sessions.withSession(session -> session.find(Grant.class, id))
                .map(steps::visible)
                .map(grant -> GrantView.of(grant, clock.instant()));
    }

    /** Suspends a grant. */
    @POST
    @Path("{id}/suspension")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER})
    @Operation(
            operationId = "suspendGrant",
            summary = "The provider or the authority suspends the grant",
            description =
                    "Readings that go on are cut; corrections are told, their values are withheld. The term runs on.")
    @APIResponseSchema(value = GrantView.class, responseCode = "200")
    public Uni<Response> suspend(UUID id, Reasons given) {
        return step(id, session -> steps.suspend(session, id, given.reasons()));
    }

    /** Resumes a grant. */
    @POST
    @Path("{id}/resumption")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER})
    @Operation(
            operationId = "resumeGrant",
            summary = "A suspended grant lives again",
            description = "What the authority suspended is resumed by the authority.")
    @APIResponseSchema(value = GrantView.class, responseCode = "200")
    public Uni<Response> resume(UUID id, Reasons given) {
        return step(id, session -> steps.resume(session, id, given.reasons()));
    }

    /** Narrows a grant. */
    @POST
    @Path("{id}/narrowing")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER})
    @Operation(
            operationId = "narrowGrant",
            summary = "The provider or the authority takes items, rows, term or quota away",
            description = "Conditions that come to the rows name a law, regulation or rule with its article (Art. 3).")
    @APIResponseSchema(value = GrantView.class, responseCode = "200")
    public Uni<Response> narrow(UUID id, Narrowing given) {
        return step(id, session -> steps.narrow(session, id, given));
    }

    /** Revokes a grant. */
    @POST
    @Path("{id}/revocation")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER})
    @Operation(
            operationId = "revokeGrant",
            summary = "The provider or the authority ends the grant",
            description = "Readings that go on are cut. The holder is asked what becomes of the data.")
    @APIResponseSchema(value = GrantView.class, responseCode = "200")
    public Uni<Response> revoke(UUID id, Reasons given) {
        return step(id, session -> steps.revoke(session, id, given.reasons()));
    }

    /** Gives a grant up. */
    @POST
    @Path("{id}/relinquishment")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(
            operationId = "relinquishGrant",
            summary = "The unit that holds the grant gives it up",
            description = "The holder is asked what becomes of the data.")
    @APIResponseSchema(value = GrantView.class, responseCode = "200")
    public Uni<Response> relinquish(UUID id, Reasons given) {
        return step(id, session -> steps.relinquish(session, id, given.reasons()));
    }

    /** Reports what became of the data. */
    @POST
    @Path("{id}/destruction-report")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR})
    @Operation(
            operationId = "reportDestruction",
            summary = "The unit that held the grant reports what became of the data",
            description = "Due within the working days of the policy edition after the end of the grant (Art. 19).")
    @APIResponseSchema(value = GrantView.class, responseCode = "200")
    public Uni<Response> report(UUID id, DestructionReport given) {
        return step(id, session -> steps.report(session, id, given));
    }

    /** Takes a step; then this replica's gate knows of it before the answer leaves. */
    private Uni<Response> step(UUID id, Function<Mutiny.Session, Uni<Grant>> step) {
        return writes.once(session -> step.apply(session).map(grant -> Response.ok(GrantView.of(grant, clock.instant()))
                        .build()))
                .call(() -> live.refresh(id)
                        .onFailure()
                        .invoke(failure ->
                                Log.warnf(failure, "The gate hears of a step on grant %s a little later.", id))
                        .onFailure()
                        .recoverWithNull());
    }
}
