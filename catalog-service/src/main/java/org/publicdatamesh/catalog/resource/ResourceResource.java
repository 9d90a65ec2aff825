package org.publicdatamesh.catalog.resource;

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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;

/** Resources by their id. */
@Path("/api/v1/resources/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "resources", description = "Resources attached to published entries (Art. 11)")
public class ResourceResource {
    private final Mutiny.SessionFactory sessions;
    private final Resources resources;
    private final Writes writes;

    ResourceResource(Mutiny.SessionFactory sessions, Resources resources, Writes writes) {
        this.sessions = sessions;
        this.resources = resources;
        this.writes = writes;
    }

    /** One resource. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(operationId = "getResource", summary = "Reads a resource")
    public Uni<Resource.View> get(UUID id) {
        return sessions.withSession(session -> session.find(Resource.class, id))
                .map(found -> resources.seen(resources.visible(found)));
    }

    /** A resource is taken back. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("withdrawal")
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(
            operationId = "withdrawResource",
            summary = "Takes a resource back without another in its place",
            description = "It stays readable with the reasons. To put another in its place, see replaceResource.")
    @APIResponseSchema(value = Resource.View.class, responseCode = "200")
    public Uni<Response> withdraw(UUID id, ResourceWithdrawal withdrawal) {
        return writes.once(
                session -> resources.withdraw(session, id, withdrawal).map(resource -> Response.ok(resource.view())
                        .build()));
    }

    /** A resource comes from another system. */
    @POST
    @Path("systems")
    @RolesAllowed(Roles.DATA_SPECIALIST)
    @Operation(
            operationId = "changeDataSystem",
            summary = "Records that a resource comes from another information system",
            description = "The relation until now stays in the history (Art. 17).")
    @APIResponseSchema(value = DataSystemView.class, responseCode = "201")
    public Uni<Response> move(UUID id, SystemChange change) {
        return writes.once(session -> resources.move(session, id, change).map(system -> Response.created(
                        URI.create("/api/v1/resources/" + id + "/systems"))
                .entity(system.view())
                .build()));
    }

    /** The systems that a resource came from. */
    @GET
    @Path("systems")
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "listDataSystems",
            summary = "Lists the information systems that a resource comes and came from, oldest first")
    public Uni<Response> systems(
            UUID id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        return sessions.withSession(session -> session.find(Resource.class, id)
                        .invoke(resources::visible)
                        .chain(() -> session.createQuery(
                                        "from DataSystem where resourceId = :resource and id > :after order by id",
                                        DataSystem.class)
                                .setParameter("resource", id)
                                .setParameter("after", paging.afterId())
                                .setMaxResults(paging.limit() + 1)
                                .getResultList()))
                .map(found -> Page.cut(found, paging, system -> system.id.toString())
                        .map(DataSystem::view)
                        .response(uri));
    }
}
