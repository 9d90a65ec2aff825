package org.publicdatamesh.catalog.harvest;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.rest.IfMatch;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;
import org.publicdatamesh.kit.sql.SessionSql;

/** Sources of harvests, and the reports of their runs. */
@Path("/api/v1/harvest")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "harvest", description = "Other catalogues that are harvested, and what was harvested")
public class SourceResource {
    private final Mutiny.SessionFactory sessions;
    private final Sources sources;
    private final Writes writes;
    private final InstantSource clock;

    SourceResource(Mutiny.SessionFactory sessions, Sources sources, Writes writes, InstantSource clock) {
        this.sessions = sessions;
        this.sources = sources;
        this.writes = writes;
        this.clock = clock;
    }

    /** Declares a catalogue to harvest. */
    @POST
    @Path("sources")
    @RolesAllowed(Roles.AUTHORITY_ADMIN)
    @Operation(
            operationId = "registerHarvestSource",
            summary = "Declares another catalogue that is harvested",
            description =
                    "token names a setting that has the bearer token; the token itself is never sent here or told.")
    @APIResponseSchema(value = SourceView.class, responseCode = "201")
    public Uni<Response> register(DeclaredSource source) {
        return writes.once(session -> sources.register(session, source)
                .map(registered ->
                        answer(Response.created(URI.create("/api/v1/harvest/sources/" + registered.id)), registered)));
    }

    /** Changes what is declared. */
    @PUT
    @Path("sources/{id}")
    @RolesAllowed(Roles.AUTHORITY_ADMIN)
    @Operation(
            operationId = "changeHarvestSource",
            summary = "Changes a source",
            description = "If-Match carries the ETag of what was read. A run that is under way ends.")
    @APIResponseSchema(value = SourceView.class, responseCode = "200")
    public Uni<Response> change(UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, DeclaredSource source) {
        return writes.once(
                session -> sources.change(session, id, ifMatch, source).map(changed -> answer(Response.ok(), changed)));
    }

    /** Removes a source. */
    @DELETE
    @Path("sources/{id}")
    @RolesAllowed(Roles.AUTHORITY_ADMIN)
    @Operation(
            operationId = "removeHarvestSource",
            summary = "Removes a source with its records and reports",
            description = "What units adopted stays theirs, with its origin.")
    @APIResponse(responseCode = "204", description = "It is removed")
    public Uni<Response> remove(UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return writes.once(session -> sources.remove(session, id, ifMatch)
                .map(done -> Response.noContent().build()));
    }

    /** All sources. */
    @GET
    @Path("sources")
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(operationId = "listHarvestSources", summary = "Lists the sources of harvests")
    public Uni<Response> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        return sessions.withSession(session -> session.createQuery(
                                "from HarvestSource where id > :after order by id", HarvestSource.class)
                        .setParameter("after", paging.afterId())
                        .setMaxResults(paging.limit() + 1)
                        .getResultList())
                .map(found -> Page.cut(found, paging, source -> source.id.toString())
                        .map(source -> SourceView.of(source, clock.instant()))
                        .response(uri));
    }

    /** One source. */
    @GET
    @Path("sources/{id}")
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(operationId = "getHarvestSource", summary = "Reads a source of harvests")
    @APIResponseSchema(value = SourceView.class, responseCode = "200")
    public Uni<Response> get(UUID id) {
        return sessions.withSession(session -> session.find(HarvestSource.class, id))
                .map(found -> answer(Response.ok(), Sources.found(found)));
    }

    /** Asks for a run. */
    @POST
    @Path("sources/{id}/runs")
    @RolesAllowed(Roles.AUTHORITY_ADMIN)
    @Operation(
            operationId = "startHarvest",
            summary = "Asks for a harvest now",
            description =
                    "It begins within seconds, also where the source is not enabled; the report tells how it goes.")
    @APIResponseSchema(value = RunReport.class, responseCode = "202")
    public Uni<Response> start(UUID id) {
        return writes.once(session -> sources.ask(session, id).map(report -> Response.accepted(report)
                .location(URI.create("/api/v1/harvest/runs/" + report.id()))
                .build()));
    }

    /** The reports of a source. */
    @GET
    @Path("sources/{id}/runs")
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(operationId = "listHarvests", summary = "Lists the reports of a source's harvests, newest first")
    public Uni<Response> runs(
            UUID id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        UUID before = cursor == null ? new UUID(-1, -1) : paging.afterId();
        return sessions.withSession(session -> SessionSql.select(
                        session,
                        "select " + RunReport.COLUMNS
                                + " from harvest_run where source_id = $1 and id < $2 order by id desc limit $3",
                        RunReport::of,
                        id,
                        before,
                        paging.limit() + 1))
                .map(found -> Page.cut(found, paging, report -> report.id().toString())
                        .response(uri));
    }

    /** One report. */
    @GET
    @Path("runs/{id}")
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(operationId = "getHarvest", summary = "Reads the report of a harvest")
    public Uni<RunReport> run(UUID id) {
        return sessions.withSession(session -> Sources.report(session, id));
    }

    /** What was not taken. */
    @GET
    @Path("runs/{id}/refusals")
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(
            operationId = "listHarvestRefusals",
            summary = "Lists datasets that a harvest did not take, each with every reason",
            description = "Entries of this catalogue that came back are among them, with their ids.")
    public Uni<Response> refusals(
            UUID id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        long after = paging.afterNumber(-1);
        record Placed(int place, RunReport.Refusal refusal) {}
        return sessions.withSession(session -> SessionSql.select(
                        session,
                        "select place, iri, entry, reasons from harvest_refusal"
                                + " where run_id = $1 and place > $2::bigint order by place limit $3",
                        row -> new Placed(((Number) row[0]).intValue(), RunReport.refusal(row)),
                        id,
                        after,
                        paging.limit() + 1))
                .map(found -> Page.cut(found, paging, placed -> String.valueOf(placed.place()))
                        .map(Placed::refusal)
                        .response(uri));
    }

    private Response answer(Response.ResponseBuilder answer, HarvestSource source) {
        return answer.entity(SourceView.of(source, clock.instant()))
                .header("ETag", IfMatch.etag(source.lockVersion))
                .build();
    }
}
