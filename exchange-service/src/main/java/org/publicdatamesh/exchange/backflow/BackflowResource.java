package org.publicdatamesh.exchange.backflow;

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
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.application.NewApplication;
import org.publicdatamesh.exchange.grant.Reasons;
import org.publicdatamesh.exchange.pool.Stored;
import org.publicdatamesh.kit.access.AccessLog;
import org.publicdatamesh.kit.event.exchange.Change;
import org.publicdatamesh.kit.event.exchange.CorrectionsDelivered;
import org.publicdatamesh.kit.event.exchange.Effect;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Oversight;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;
import org.publicdatamesh.kit.sql.SessionSql;

/** Requests for data held above, and what flowed down. */
@Path("/api/v1/backflows")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "backflows", description = "Data held by levels above (Art. 4)")
public class BackflowResource {
    private final Mutiny.SessionFactory sessions;
    private final Backflows backflows;
    private final AccessLog log;
    private final Writes writes;
    private final Caller caller;

    BackflowResource(Mutiny.SessionFactory sessions, Backflows backflows, AccessLog log, Writes writes, Caller caller) {
        this.sessions = sessions;
        this.backflows = backflows;
        this.log = log;
        this.writes = writes;
        this.caller = caller;
    }

    /** Applies for data held above. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(
            operationId = "fileBackflow",
            summary = "Applies for data that are held on a level above",
            description =
                    "The own authority passes it up; where the data are held it is an application like any other.")
    @APIResponseSchema(value = BackflowView.class, responseCode = "201")
    public Uni<Response> file(NewApplication wish) {
        return writes.once(session -> backflows.file(session, wish).map(backflow -> Response.created(
                        URI.create("/api/v1/backflows/" + backflow.id))
                .entity(BackflowView.of(backflow))
                .build()));
    }

    /** The authority passes it up. */
    @POST
    @Path("{id}/passing-up")
    @RolesAllowed(Roles.AUTHORITY_REVIEWER)
    @Operation(operationId = "passBackflowUp", summary = "The authority passes the request to the level above")
    @APIResponseSchema(value = BackflowView.class, responseCode = "200")
    public Uni<Response> passUp(UUID id) {
        return step(session -> backflows.passUp(session, id));
    }

    /** The authority does not pass it up. */
    @POST
    @Path("{id}/refusal")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.AUTHORITY_REVIEWER)
    @Operation(operationId = "refuseBackflow", summary = "The authority does not pass the request on")
    @APIResponseSchema(value = BackflowView.class, responseCode = "200")
    public Uni<Response> refuse(UUID id, Reasons given) {
        return step(session -> backflows.refuse(session, id, given.reasons()));
    }

    /** The unit takes it back before it was passed up. */
    @POST
    @Path("{id}/withdrawal")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(operationId = "withdrawBackflow", summary = "The unit takes its request back before it is passed up")
    @APIResponseSchema(value = BackflowView.class, responseCode = "200")
    public Uni<Response> withdraw(UUID id, Reasons given) {
        return step(session -> backflows.withdraw(session, id, given.reasons()));
    }

    private Uni<Response> step(Function<Mutiny.Session, Uni<Backflow>> step) {
        return writes.once(session -> step.apply(session)
                .map(backflow -> Response.ok(BackflowView.of(backflow)).build()));
    }

    /** Requests of the caller's unit; all of this level, for the authority and auditors. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.DATA_SYSTEM,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(operationId = "listBackflows", summary = "Lists requests for data held above")
    public Uni<Response> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        return sessions.withSession(session -> session.createQuery(
                                "from Backflow where id > :after and (:all = true or unit = :unit and below is null)"
                                        + " order by id",
                                Backflow.class)
                        .setParameter("after", paging.afterId())
                        .setParameter("all", Oversight.of(caller))
                        .setParameter("unit", caller.unit())
                        .setMaxResults(paging.limit() + 1)
                        .getResultList())
                .map(found -> Page.cut(found.stream().map(BackflowView::of).toList(), paging, view -> view.id()
                                .toString())
                        .response(uri));
    }

    /** One request. */
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
    @Operation(operationId = "getBackflow", summary = "Reads a request for data held above")
    public Uni<BackflowView> get(UUID id) {
        return sessions.withSession(session ->
                session.find(Backflow.class, id).map(backflows::visible).map(BackflowView::of));
    }

    /** What flowed down, in order. */
    @GET
    @Path("{id}/rows")
    @RolesAllowed({Roles.DATA_SPECIALIST, Roles.DATA_SYSTEM})
    @Operation(
            operationId = "readFlowedRows",
            summary = "What flowed down, in order: the rows that there were, then each change",
            description =
                    "Goes on from its end by the cursor. That values leave is recorded first; none leave once it ended.")
    public Uni<Response> rows(
            UUID id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        long after = position(paging.after());
        return sessions.withSession(session -> session.find(Backflow.class, id)
                        .map(backflows::own)
                        .chain(backflow -> SessionSql.select(
                                        session,
                                        "select id, position, row_key, effect, changes, reasons, at from flowed_row"
                                                + " where backflow_id = $1 and position > $2 order by position limit $3",
                                        BackflowResource::row,
                                        id,
                                        after,
                                        paging.limit() + 1)
                                .map(found -> new Flowed(
                                        backflow, Page.cut(found, paging, row -> String.valueOf(row.position()))))))
                .call(flowed -> record(flowed.backflow(), flowed.page().items()))
                .map(flowed -> flowed.page().response(uri));
    }

    private record Flowed(Backflow backflow, Page<FlowedRow> page) {}

    private static FlowedRow row(Object[] columns) {
        return new FlowedRow(
                (UUID) columns[0],
                (Long) columns[1],
                Stored.key((String) columns[2]),
                Effect.valueOf((String) columns[3]),
                Stored.changes((String) columns[4]),
                (String) columns[5],
                ((OffsetDateTime) columns[6]).toInstant());
    }

    private static long position(@Nullable String cursor) {
        try {
            return cursor == null ? 0 : Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw RefusedException.invalid(
                    List.of(Violation.parameter("cursor", "wrong-format", "This is no cursor of this list.")));
        }
    }

    private Uni<Void> record(Backflow backflow, List<FlowedRow> rows) {
        UUID grantId = backflow.grantId;
        UUID entryId = backflow.entryId;
        UUID resourceId = backflow.resourceId;
        if (rows.isEmpty() || grantId == null || entryId == null || resourceId == null) {
            return Uni.createFrom().voidItem();
        }
        return log.record(
                grantId.toString(),
                new CorrectionsDelivered(
                        Outbox.newId(),
                        grantId,
                        entryId,
                        resourceId,
                        backflow.unit,
                        rows.stream().map(FlowedRow::id).toList(),
                        rows.stream()
                                .flatMap(row -> row.changes().stream().map(Change::item))
                                .distinct()
                                .sorted()
                                .toList(),
                        caller.as(Roles.DATA_SPECIALIST, Roles.DATA_SYSTEM)));
    }
}
