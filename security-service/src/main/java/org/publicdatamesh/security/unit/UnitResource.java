package org.publicdatamesh.security.unit;

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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.rest.IfMatch;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;

/** Units of the mesh. */
@Path("/api/v1/units")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "units", description = "Units with their posts (Art. 2, 8)")
public class UnitResource {
    private final Mutiny.SessionFactory sessions;
    private final Units units;
    private final Writes writes;

    UnitResource(Mutiny.SessionFactory sessions, Units units, Writes writes) {
        this.sessions = sessions;
        this.units = units;
        this.writes = writes;
    }

    /** All units, by id. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(operationId = "listUnits", summary = "Lists units", description = "In the order of their ids.")
    public Uni<Response> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        return sessions.withSession(
                        session -> session.createQuery("from Unit where id > :after order by id", Unit.class)
                                .setParameter("after", paging.after() == null ? "" : paging.after())
                                .setMaxResults(paging.limit() + 1)
                                .getResultList())
                .map(found -> Page.cut(found.stream().map(Unit::record).toList(), paging, UnitRecord::id)
                        .response(uri));
    }

    /** One unit. */
    @GET
    @Path("{id}")
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(operationId = "getUnit", summary = "Reads a unit")
    @APIResponseSchema(value = UnitRecord.class, responseCode = "200")
    public Uni<Response> get(String id) {
        return sessions.withSession(session -> session.find(Unit.class, id)).map(unit -> {
            if (unit == null) {
                throw RefusedException.notFound("unit");
            }
            return Response.ok(unit.record())
                    .header(HttpHeaders.ETAG, IfMatch.etag(unit.version))
                    .build();
        });
    }

    /** Registers a unit. */
    @POST
    @RolesAllowed(Roles.AUTHORITY_ADMIN)
    @Operation(
            operationId = "registerUnit",
            summary = "Registers a unit",
            description = "The credit code's check digit is verified (GB 32100).")
    @APIResponseSchema(value = UnitRecord.class, responseCode = "201")
    public Uni<Response> register(UnitRecord record) {
        return writes.once(session -> units.register(session, record)
                .map(unit -> Response.created(URI.create("/api/v1/units/" + unit.id))
                        .header(HttpHeaders.ETAG, IfMatch.etag(unit.version))
                        .entity(unit.record())
                        .build()));
    }
}
