package org.publicdatamesh.catalog.collection;

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
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.element.Parameters;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Oversight;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.rest.IfMatch;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;

/** Plans to collect. */
@Path("/api/v1/collection-plans")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "collection-plans", description = "What units plan to collect (Art. 14, 15)")
public class PlanResource {
    private final Mutiny.SessionFactory sessions;
    private final Plans plans;
    private final Writes writes;
    private final Caller caller;
    private final InstantSource clock;

    PlanResource(Mutiny.SessionFactory sessions, Plans plans, Writes writes, Caller caller, InstantSource clock) {
        this.sessions = sessions;
        this.plans = plans;
        this.writes = writes;
        this.caller = caller;
        this.clock = clock;
    }

    /** A unit drafts a plan. */
    @POST
    @RolesAllowed(Roles.DATA_SPECIALIST)
    @Operation(
            operationId = "draftCollectionPlan",
            summary = "Drafts a plan to collect data",
            description = "GET check names for each item where it can be had already.")
    @APIResponseSchema(value = PlanView.class, responseCode = "201")
    public Uni<Response> draft(PlanContent content) {
        return writes.once(session -> plans.draft(session, content)
                .chain(plan ->
                        answer(session, Response.created(URI.create("/api/v1/collection-plans/" + plan.id)), plan)));
    }

    /** Changes a draft. */
    @PUT
    @Path("{id}")
    @RolesAllowed(Roles.DATA_SPECIALIST)
    @Operation(
            operationId = "editCollectionPlan",
            summary = "Changes a draft",
            description = "If-Match carries the ETag of what was read.")
    @APIResponseSchema(value = PlanView.class, responseCode = "200")
    public Uni<Response> edit(UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, PlanContent content) {
        return writes.once(session ->
                plans.edit(session, id, ifMatch, content).chain(plan -> answer(session, Response.ok(), plan)));
    }

    /** Gives a draft up. */
    @POST
    @Path("{id}/withdrawal")
    @RolesAllowed(Roles.DATA_SPECIALIST)
    @Operation(
            operationId = "withdrawCollectionPlan",
            summary = "Gives up a plan that is a draft",
            description = "For good; by the unit that drafted it, also after the authority has returned it.")
    @APIResponseSchema(value = PlanView.class, responseCode = "200")
    public Uni<Response> withdraw(UUID id) {
        return writes.once(session -> plans.withdraw(session, id).chain(plan -> answer(session, Response.ok(), plan)));
    }

    /** Holds a plan against what is had already. */
    @GET
    @Path("{id}/check")
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(
            operationId = "checkCollectionPlan",
            summary = "Tells for each item of a plan where it can be had already, and what forbids the plan",
            description =
                    "By name, synonym, meaning, clause of a standard and similar wording. A source is another unit's"
                            + " element, published item or registered plan.")
    public Uni<PlanCheck> check(UUID id) {
        return sessions.withTransaction(session ->
                visible(session, id).chain(plan -> plans.check(session, plan)).map(Plans.Findings::check));
    }

    /** The unit's supervisor submits a plan. */
    @POST
    @Path("{id}/submission")
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(
            operationId = "submitCollectionPlan",
            summary = "Submits a plan that passes the check",
            description =
                    "By another person than the one who drafted it. What does not pass is refused, each place named,"
                            + " and stays a draft until the item is dropped, shared use is applied for, or it is collected together.")
    @APIResponseSchema(value = PlanView.class, responseCode = "200")
    public Uni<Response> submit(UUID id) {
        return told(id, writes.once(session -> plans.submit(session, id)
                .chain(plan -> answer(session, Response.ok(), plan))));
    }

    /** A refusal by the check is on record, though what it refused is not. */
    private Uni<Response> told(UUID id, Uni<Response> answer) {
        return answer.onFailure(PlanResource::byCheck)
                .call(failure ->
                        sessions.withTransaction(session -> plans.refused(session, id, (RefusedException) failure)));
    }

    private static boolean byCheck(Throwable failure) {
        return failure instanceof RefusedException refused
                && refused.refusal().code().equals(Plans.REFUSED);
    }

    /** A unit of a joint collection takes its duties. */
    @POST
    @Path("{id}/confirmation")
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(
            operationId = "confirmCollectionDuties",
            summary = "Says whether the unit takes its duties in a joint collection",
            description =
                    "confirm, or decline with reasons; by the supervisor of each unit. If-Match carries the ETag of"
                            + " what was read; 412 where the duties or what a party says of them have changed since.")
    @APIResponseSchema(value = PlanView.class, responseCode = "200")
    public Uni<Response> confirm(
            UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, Confirmation confirmation) {
        return writes.once(session ->
                plans.confirm(session, id, ifMatch, confirmation).chain(plan -> answer(session, Response.ok(), plan)));
    }

    /** The authority divides the duties. */
    @PUT
    @Path("{id}/duties")
    @RolesAllowed(Roles.AUTHORITY_REVIEWER)
    @Operation(
            operationId = "divideCollectionDuties",
            summary = "Divides the duties of a joint collection",
            description = "Units whose duties change say anew whether they take them.")
    @APIResponseSchema(value = PlanView.class, responseCode = "200")
    public Uni<Response> divide(UUID id, JointCollection joint) {
        return writes.once(
                session -> plans.divide(session, id, joint).chain(plan -> answer(session, Response.ok(), plan)));
    }

    /** The authority decides. */
    @POST
    @Path("{id}/registration")
    @RolesAllowed(Roles.AUTHORITY_REVIEWER)
    @Operation(
            operationId = "registerCollectionPlan",
            summary = "Registers a submitted plan, or returns it",
            description =
                    "register, or return with reasons. It is checked anew, and every unit of a joint collection has"
                            + " taken its duties.")
    @APIResponseSchema(value = PlanView.class, responseCode = "200")
    public Uni<Response> register(UUID id, Registration registration) {
        return told(id, writes.once(session -> plans.decide(session, id, registration)
                .chain(plan -> answer(session, Response.ok(), plan))));
    }

    /** A plan ends before its term. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("{id}/end")
    @RolesAllowed({Roles.AUTHORITY_REVIEWER, Roles.DATA_SUPERVISOR})
    @Operation(
            operationId = "endCollectionPlan",
            summary = "Ends a registered plan before its term",
            description = "By the authority, or by the supervisor of the unit that planned.")
    @APIResponseSchema(value = PlanView.class, responseCode = "200")
    public Uni<Response> end(UUID id, PlanEnd end) {
        return writes.once(session -> plans.end(session, id, end).chain(plan -> answer(session, Response.ok(), plan)));
    }

    /** Plans, oldest first. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(
            operationId = "listCollectionPlans",
            summary = "Lists plans to collect, oldest first",
            description = "Those that were registered, and those that the unit plans or takes part in; all, for the"
                    + " authority and auditors. unit and state narrow it.")
    public Uni<Response> list(
            @QueryParam("unit") @Nullable String unit,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        PlanState wanted = Parameters.oneOf(PlanState.class, "state", state);
        boolean all = Oversight.of(caller);
        return sessions.withSession(session -> {
            Mutiny.SelectionQuery<Plan> query = session.createQuery(
                    "from Plan p where id > :after"
                            + (unit == null ? "" : " and unit = :unit")
                            + (wanted == null ? "" : " and state = :state")
                            + (all
                                    ? ""
                                    : " and (registeredAt is not null or unit = :own or exists (select 1 from Party q"
                                            + " where q.planId = p.id and q.unit = :own))")
                            + " order by id",
                    Plan.class);
            if (unit != null) {
                query.setParameter("unit", unit);
            }
            if (wanted != null) {
                query.setParameter("state", wanted);
            }
            if (!all) {
                query.setParameter("own", caller.unit());
            }
            return query.setParameter("after", paging.afterId())
                    .setMaxResults(paging.limit() + 1)
                    .getResultList()
                    .map(found -> Page.cut(found, paging, plan -> plan.id.toString()))
                    .chain(page -> parties(session, page.items()).map(parties -> page.map(plan ->
                                    PlanView.of(plan, parties.getOrDefault(plan.id, List.of()), clock.instant()))
                            .response(uri)));
        });
    }

    private static Uni<Map<UUID, List<Party>>> parties(Mutiny.Session session, List<Plan> plans) {
        return plans.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : session.createQuery("from Party where planId in :plans order by planId, unit", Party.class)
                        .setParameter(
                                "plans", plans.stream().map(plan -> plan.id).toList())
                        .getResultList()
                        .map(found -> found.stream().collect(Collectors.groupingBy(party -> party.planId)));
    }

    /** One plan. */
    @GET
    @Path("{id}")
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(operationId = "getCollectionPlan", summary = "Reads a plan to collect")
    @APIResponseSchema(value = PlanView.class, responseCode = "200")
    public Uni<Response> get(UUID id) {
        return sessions.withSession(
                session -> visible(session, id).chain(plan -> answer(session, Response.ok(), plan)));
    }

    private Uni<Plan> visible(Mutiny.Session session, UUID id) {
        return session.find(Plan.class, id)
                .chain(plan -> Plans.parties(session, id).map(parties -> {
                    if (plan == null || !plans.visible(plan, parties)) {
                        throw RefusedException.notFound("collection plan");
                    }
                    return plan;
                }));
    }

    private Uni<Response> answer(Mutiny.Session session, Response.ResponseBuilder answer, Plan plan) {
        return session.flush().chain(() -> Plans.parties(session, plan.id)).map(parties -> answer.entity(
                        PlanView.of(plan, parties, clock.instant()))
                .header(HttpHeaders.ETAG, IfMatch.etag(plan.lockVersion))
                .build());
    }
}
