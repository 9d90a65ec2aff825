package org.publicdatamesh.exchange.application;

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
import java.net.URI;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.gate.LiveGrants;
import org.publicdatamesh.exchange.grant.Reasons;
import org.publicdatamesh.kit.event.exchange.Replacement;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Oversight;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;

/** Applications for shared data. */
@Path("/api/v1/applications")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "applications", description = "Applying for shared data (Art. 25, 26)")
public class ApplicationResource {
    private final Mutiny.SessionFactory sessions;
    private final Applications applications;
    private final Submissions submissions;
    private final Writes writes;
    private final Caller caller;
    private final LiveGrants live;

    ApplicationResource(
            Mutiny.SessionFactory sessions,
            Applications applications,
            Submissions submissions,
            Writes writes,
            Caller caller,
            LiveGrants live) {
        this.sessions = sessions;
        this.applications = applications;
        this.submissions = submissions;
        this.writes = writes;
        this.caller = caller;
        this.live = live;
    }

    /** Applies for a resource. */
    @POST
    @RolesAllowed(Roles.DATA_SPECIALIST)
    @Operation(
            operationId = "submitApplication",
            summary = "Applies for a resource",
            description = "Items with why, purpose, term and commitments. The own data supervisor decides first.")
    @APIResponseSchema(value = ApplicationView.class, responseCode = "201")
    public Uni<Response> submit(NewApplication asked) {
        return writes.once(session -> submissions.submit(session, asked).map(ApplicationResource::created));
    }

    /** The applicant's own data supervisor decides. */
    @POST
    @Path("{id}/endorsement")
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(
            operationId = "endorseApplication",
            summary = "The applicant's own data supervisor agrees or declines",
            description = "Where sharing is unconditional, agreement grants at once.")
    @APIResponseSchema(value = ApplicationView.class, responseCode = "200")
    public Uni<Response> endorse(UUID id, Decisions.Endorsement endorsement) {
        return granting(session -> applications.endorse(session, id, endorsement));
    }

    /** The applicant accepts a lesser share. */
    @POST
    @Path("{id}/acceptance")
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(
            operationId = "acceptOffer",
            summary = "The applicant's own data supervisor takes the lesser share that is offered",
            description = "On to the authority, or granted where the authority made the offer.")
    @APIResponseSchema(value = ApplicationView.class, responseCode = "200")
    public Uni<Response> accept(UUID id) {
        return granting(session -> applications.accept(session, id));
    }

    /** The applicant takes its application back. */
    @POST
    @Path("{id}/withdrawal")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR})
    @Operation(operationId = "withdrawApplication", summary = "The applicant takes its application back")
    @APIResponseSchema(value = ApplicationView.class, responseCode = "200")
    public Uni<Response> withdraw(UUID id, Reasons given) {
        return writes.once(
                session -> applications.withdraw(session, id, given.reasons()).map(ApplicationResource::answer));
    }

    /** The provider decides. */
    @POST
    @Path("{id}/provider-decision")
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(
            operationId = "decideApplication",
            summary = "The provider agrees, offers less, or refuses with reasons and legal basis",
            description =
                    "Due within the policy's working days (3 under Art. 26). The document of each basis of a refusal is uploaded"
                            + " for the application before, and named by its id.")
    @APIResponseSchema(value = ApplicationView.class, responseCode = "200")
    public Uni<Response> decide(UUID id, Decisions.ProviderDecision decision) {
        return writes.once(session -> applications.decide(session, id, decision).map(ApplicationResource::answer));
    }

    /** The authority decides. */
    @POST
    @Path("{id}/authority-review")
    @RolesAllowed(Roles.AUTHORITY_REVIEWER)
    @Operation(
            operationId = "reviewApplication",
            summary =
                    "The authority approves, returns or lessens what the provider agreed to; upholds or sends back a refusal",
            description =
                    "The basis of a refusal that was sent back before is not sent back again: the authority upholds"
                            + " or overrules it.")
    @APIResponseSchema(value = ApplicationView.class, responseCode = "200")
    public Uni<Response> review(UUID id, Decisions.AuthorityReview review) {
        return granting(session -> applications.review(session, id, review));
    }

    /** Applications by or to the caller's unit; all, for the authority and auditors. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.DATA_SYSTEM,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(operationId = "listApplications", summary = "Lists applications")
    public Uni<Response> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        return sessions.withSession(session -> session.createQuery(
                                "from Application where id > :after and (:all = true or consumer = :unit"
                                        + " or provider = :unit) order by id",
                                Application.class)
                        .setParameter("after", paging.afterId())
                        .setParameter("all", Oversight.of(caller))
                        .setParameter("unit", caller.unit())
                        .setMaxResults(paging.limit() + 1)
                        .getResultList())
                .map(found -> Page.cut(found.stream().map(ApplicationView::of).toList(), paging, view -> view.id()
                                .toString())
                        .response(uri));
    }

    /** One application. */
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
    @Operation(operationId = "getApplication", summary = "Reads an application")
    public Uni<ApplicationView> get(UUID id) {
        return sessions.withSession(session ->
                session.find(Application.class, id).map(applications::visible).map(ApplicationView::of));
    }

    /** What the unit commits to. */
    @GET
    @Path("{id}/commitment")
    @Produces("text/plain;charset=UTF-8")
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.DATA_SYSTEM,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(
            operationId = "getCommitment",
            summary = "Reads the commitments of an application",
            description =
                    "The exact bytes that its unit signs, or has signed, with SM2 over SM3 (GB/T 32918, default id).")
    public Uni<String> commitment(UUID id) {
        return sessions.withSession(session ->
                session.find(Application.class, id).map(applications::visible).map(Applications::commitment));
    }

    static Response created(Application application) {
        return Response.created(URI.create("/api/v1/applications/" + application.id))
                .entity(ApplicationView.of(application))
                .build();
    }

    /** A step that may grant; then this replica's gate knows that a grant was replaced before the answer leaves. */
    private Uni<Response> granting(Function<Mutiny.Session, Uni<Application>> step) {
        return writes.once(session -> step.apply(session).map(ApplicationResource::answer))
                .call(response -> response.getEntity() instanceof ApplicationView view
                        ? replaced(view)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> replaced(ApplicationView view) {
        Replacement replaces = view.replaces();
        if (view.grantId() == null || replaces == null) {
            return Uni.createFrom().voidItem();
        }
        return live.refresh(replaces.grantId())
                .onFailure()
                .invoke(failure ->
                        Log.warnf(failure, "The gate hears of the end of grant %s a little later.", replaces.grantId()))
                .onFailure()
                .recoverWithNull();
    }

    private static Response answer(Application application) {
        return Response.ok(ApplicationView.of(application)).build();
    }
}
