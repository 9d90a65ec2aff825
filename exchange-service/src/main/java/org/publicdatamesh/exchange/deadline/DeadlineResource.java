package org.publicdatamesh.exchange.deadline;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
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
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Oversight;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;
import org.publicdatamesh.kit.sql.SessionSql;

/** What is due, the nearest first, as JSON and as a calendar. */
@Path("/api/v1/deadlines")
@Tag(name = "deadlines", description = "What is due (Art. 26, 27)")
public class DeadlineResource {
    private static final String SELECT =
            "select d.id, d.kind, d.subject_id, %1$s, d.due_at, d.provisional, p.cause, p.paused_at, p.until, %2$s from deadline d"
                    + " left join deadline_pause p on p.deadline_id = d.id and p.resumed_at is null and p.until > $4"
                    + " where d.fired_at is null and %1$s %3$s"
                    + " and (d.due_at, d.id) > ($1, $2) order by d.due_at, d.id limit $3";
    private static final String OF_ALL = SELECT.formatted("d.unit", "d.also_unit", "is not null");
    private static final String OF_ONE = "(" + SELECT.formatted("d.unit", "d.also_unit", "= $5") + ") union all ("
            + SELECT.formatted("d.also_unit", "d.unit", "= $5") + ") order by due_at, id limit $3";
    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");
    private static final OffsetDateTime FIRST = OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private final Mutiny.SessionFactory sessions;
    private final InstantSource clock;
    private final Caller caller;
    private final Pauses pauses;
    private final Writes writes;
    private final AdmittedUnits units;
    private final Instance<AlsoDue> rooms;

    DeadlineResource(
            Mutiny.SessionFactory sessions,
            InstantSource clock,
            Caller caller,
            Pauses pauses,
            Writes writes,
            AdmittedUnits units,
            @Any Instance<AlsoDue> rooms) {
        this.units = units;
        this.rooms = rooms;
        this.sessions = sessions;
        this.pauses = pauses;
        this.writes = writes;
        this.clock = clock;
        this.caller = caller;
    }

    /** Deadlines of the caller's unit; of all, or of a unit that is named, for the authority and auditors. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.DATA_SYSTEM,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(
            operationId = "listDeadlines",
            summary = "Lists what is due, the nearest first",
            description =
                    "Deadlines that run, and what is owed on notices: those of corrections under one grant that are due at"
                            + " one time are one, with how many they are. What has become late is in the overview.")
    public Uni<Response> list(
            @QueryParam("unit") @Nullable String unit,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        Position from = Position.of(paging.after());
        return due(unit, from, paging.limit() + 1)
                .map(found -> Page.cut(found, paging, view -> view.dueAt() + "~" + view.id())
                        .response(uri));
    }

    /** The same as a calendar. */
    @GET
    @Produces("text/calendar;qs=0.5")
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.DATA_SYSTEM,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(
            summary = "What is due as a calendar (RFC 5545)",
            description = "All that is due, the nearest " + DueCalendar.MOST
                    + " at most; where more is due, the calendar's DESCRIPTION (RFC 7986) says from when. It has no pages:"
                    + " limit and cursor are refused. What is counted in working days is an event of the last day.")
    public Uni<Response> calendar(
            @QueryParam("unit") @Nullable String unit,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        DueCalendar.requireWhole(limit, cursor);
        int most = DueCalendar.MOST;
        return due(unit, Position.of(null), most + 1).map(found -> Response.ok(
                        DueCalendar.of(found.stream().limit(most).toList(), found.size() > most, clock.instant()),
                        "text/calendar;charset=UTF-8")
                .build());
    }

    private Uni<List<DeadlineView>> due(@Nullable String unit, Position from, int most) {
        boolean all = Oversight.of(caller);
        if (!all && unit != null && !unit.equals(caller.unit())) {
            throw RefusedException.invalid(List.of(Violation.parameter(
                    "unit", "own-unit-only", "Deadlines of other units are for the authority and auditors.")));
        }
        if (unit != null && !unit.equals(caller.unit()) && !units.known(unit)) {
            throw RefusedException.invalid(
                    List.of(Violation.parameter("unit", "unknown-unit", "There is no such unit.")));
        }
        String whose = all ? unit : caller.unit();
        return sessions.withSession(session -> {
            Uni<List<DeadlineView>> found = deadlines(session, whose, from, most);
            for (AlsoDue room : rooms) {
                found = found.chain(
                        some -> room.due(session, whose, from.dueAt().toInstant(), from.id(), most)
                                .map(more -> Stream.concat(some.stream(), more.stream())
                                        .sorted(DeadlineView.NEAREST_FIRST)
                                        .limit(most)
                                        .toList()));
            }
            return found;
        });
    }

    private Uni<List<DeadlineView>> deadlines(Mutiny.Session session, @Nullable String unit, Position from, int most) {
        List<Object> parameters = new ArrayList<>(
                List.of(from.dueAt(), from.id(), most, clock.instant().atOffset(ZoneOffset.UTC)));
        if (unit != null) {
            parameters.add(unit);
        }
        return SessionSql.select(
                session,
                unit == null ? OF_ALL : OF_ONE,
                columns -> new DeadlineView(
                        (UUID) columns[0],
                        DeadlineKind.valueOf((String) columns[1]),
                        (UUID) columns[2],
                        (String) columns[3],
                        (String) columns[9],
                        ((OffsetDateTime) columns[4]).toInstant(),
                        (Boolean) columns[5],
                        columns[6] == null
                                ? null
                                : new DeadlineView.Paused(
                                        (String) columns[6],
                                        ((OffsetDateTime) columns[7]).toInstant(),
                                        ((OffsetDateTime) columns[8]).toInstant()),
                        null),
                parameters.toArray());
    }

    /** Pauses a deadline. */
    @POST
    @Path("{id}/pause")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.AUTHORITY_REVIEWER)
    @Operation(
            operationId = "pauseDeadline",
            summary = "The authority pauses a deadline, for a cause that the policy edition names",
            description =
                    "The working days that are left go on after it. It ends by itself when its cause allows no more.")
    @APIResponseSchema(value = DeadlineView.class, responseCode = "200")
    public Uni<Response> pause(UUID id, PauseRequests.Asked asked) {
        return step(session -> pauses.pause(session, id, asked));
    }

    /** Lets a deadline go on that is paused. */
    @POST
    @Path("{id}/resume")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.AUTHORITY_REVIEWER)
    @Operation(operationId = "resumeDeadline", summary = "The authority lets a deadline go on that is paused")
    @APIResponseSchema(value = DeadlineView.class, responseCode = "200")
    public Uni<Response> resume(UUID id, PauseRequests.Resumption given) {
        return step(session -> pauses.resume(session, id, given.reasons()));
    }

    private Uni<Response> step(Function<Mutiny.Session, Uni<DeadlineView>> step) {
        return writes.once(
                session -> step.apply(session).map(view -> Response.ok(view).build()));
    }

    private record Position(OffsetDateTime dueAt, UUID id) {
        static Position of(@Nullable String text) {
            if (text == null) {
                return new Position(FIRST, new UUID(0, 0));
            }
            try {
                String[] parts = text.split("~", 2);
                Instant at = Instant.parse(parts[0]);
                if (at.isBefore(FIRST.toInstant()) || !at.isBefore(LAST)) {
                    throw new DateTimeException("no time of a deadline");
                }
                return new Position(at.atOffset(ZoneOffset.UTC), UUID.fromString(parts[1]));
            } catch (DateTimeException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw RefusedException.invalid(
                        List.of(Violation.parameter("cursor", "wrong-format", "This is no cursor of this list.")));
            }
        }
    }
}
