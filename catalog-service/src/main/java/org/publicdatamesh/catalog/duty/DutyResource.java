package org.publicdatamesh.catalog.duty;

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
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Oversight;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;

/** Duties to look at entries again. */
@Path("/api/v1/duties")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "duties", description = "Changes, review rounds, re-examinations (Art. 12, 23)")
public class DutyResource {
    private final Mutiny.SessionFactory sessions;
    private final Duties duties;
    private final Writes writes;
    private final Caller caller;
    private final InstantSource clock;

    DutyResource(Mutiny.SessionFactory sessions, Duties duties, Writes writes, Caller caller, InstantSource clock) {
        this.sessions = sessions;
        this.duties = duties;
        this.writes = writes;
        this.caller = caller;
        this.clock = clock;
    }

    /** A law, or a unit's functions, changed. */
    @POST
    @Path("changes")
    @RolesAllowed({Roles.AUTHORITY_REVIEWER, Roles.DATA_SPECIALIST})
    @Operation(
            operationId = "registerChange",
            summary = "Registers a change of law or functions",
            description =
                    "Each published entry that it names, cites or has the unit of is to be updated in 20 working days. One"
                            + " that has an open duty of the same change (kind, title, legal basis) has no second; where all have, it"
                            + " is refused (409 already-registered).")
    @APIResponseSchema(value = Matter.class, responseCode = "201")
    public Uni<Response> register(RegisteredChange change) {
        return writes.once(session -> duties.register(session, change).map(DutyResource::created));
    }

    /** Entries are reviewed. */
    @POST
    @Path("review-rounds")
    @RolesAllowed(Roles.AUTHORITY_REVIEWER)
    @Operation(operationId = "beginReviewRound", summary = "Begins a round in which published entries are reviewed")
    @APIResponseSchema(value = Matter.class, responseCode = "201")
    public Uni<Response> round(ReviewRound round) {
        return writes.once(session -> duties.round(session, round).map(DutyResource::created));
    }

    private static Response created(Matter matter) {
        return Response.created(URI.create("/api/v1/duties?matter=" + matter.matterId()))
                .entity(matter)
                .build();
    }

    /** The entry holds as it is. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("{id}/filing")
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(
            operationId = "fileDuty",
            summary = "Files with the authority that an entry holds as it is",
            description = "A new version that is published fulfils the duty too.")
    @APIResponseSchema(value = DutyView.class, responseCode = "200")
    public Uni<Response> file(UUID id, Filing filing) {
        return writes.once(session -> duties.file(session, id, filing)
                .map(duty -> Response.ok(DutyView.of(duty, clock.instant())).build()));
    }

    /** Duties of the caller's unit; all, for the authority and auditors. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(
            operationId = "listDuties",
            summary = "Lists duties of the caller's unit, or of all units for the authority and auditors",
            description =
                    "state is open or fulfilled; matter and entry narrow it to one change or round, or to one entry.")
    public Uni<Response> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("matter") @Nullable String matter,
            @QueryParam("entry") @Nullable String entry,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        String conditions = (state == null ? "" : " and state = :state")
                + (matter == null ? "" : " and matterId = :matter")
                + (entry == null ? "" : " and entryId = :entry")
                + (Oversight.of(caller) ? "" : " and unit = :unit");
        @Nullable DutyState wanted = state(state);
        @Nullable UUID ofMatter = id("matter", matter);
        @Nullable UUID ofEntry = id("entry", entry);
        return sessions.withSession(session -> {
                    Mutiny.SelectionQuery<Duty> query = session.createQuery(
                            "from Duty where id > :after" + conditions + " order by id", Duty.class);
                    query.setParameter("after", paging.afterId());
                    if (wanted != null) {
                        query.setParameter("state", wanted);
                    }
                    if (ofMatter != null) {
                        query.setParameter("matter", ofMatter);
                    }
                    if (ofEntry != null) {
                        query.setParameter("entry", ofEntry);
                    }
                    if (!Oversight.of(caller)) {
                        query.setParameter("unit", caller.unit());
                    }
                    return query.setMaxResults(paging.limit() + 1).getResultList();
                })
                .map(found -> Page.cut(found, paging, duty -> duty.id.toString())
                        .map(duty -> DutyView.of(duty, clock.instant()))
                        .response(uri));
    }

    private static @Nullable UUID id(String parameter, @Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw RefusedException.invalid(
                    List.of(Violation.parameter(parameter, "wrong-format", "An id is expected.")));
        }
    }

    private static @Nullable DutyState state(@Nullable String name) {
        if (name == null) {
            return null;
        }
        return switch (name) {
            case "open" -> DutyState.OPEN;
            case "fulfilled" -> DutyState.FULFILLED;
            default ->
                throw RefusedException.invalid(List.of(Violation.parameter(
                        "state", "not-one-of", "One of these is expected: open, fulfilled.", "open, fulfilled")));
        };
    }

    /** One duty. */
    @GET
    @Path("{id}")
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(operationId = "getDuty", summary = "Reads a duty")
    public Uni<DutyView> get(UUID id) {
        return sessions.withSession(session -> session.find(Duty.class, id))
                .map(duties::visible)
                .map(duty -> DutyView.of(duty, clock.instant()));
    }
}
