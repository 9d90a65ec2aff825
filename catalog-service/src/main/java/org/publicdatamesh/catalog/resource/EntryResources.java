package org.publicdatamesh.catalog.resource;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
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
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Oversight;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;

/** The resources of an entry. */
@Path("/api/v1/entries/{id}/resources")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "resources", description = "Resources attached to published entries (Art. 11)")
public class EntryResources {
    private final Mutiny.SessionFactory sessions;
    private final Resources resources;
    private final Writes writes;
    private final Caller caller;

    EntryResources(Mutiny.SessionFactory sessions, Resources resources, Writes writes, Caller caller) {
        this.sessions = sessions;
        this.resources = resources;
        this.writes = writes;
        this.caller = caller;
    }

    /** Attaches a resource to a published entry of the caller's unit. */
    @POST
    @RolesAllowed(Roles.DATA_SPECIALIST)
    @Operation(
            operationId = "attachResource",
            summary = "Attaches a resource to a published entry",
            description =
                    "A service interface, file or model says where it is had. It is offered after its self-check.")
    @APIResponseSchema(value = Resource.View.class, responseCode = "201")
    public Uni<Response> attach(UUID id, Attachment attachment) {
        return writes.once(session -> resources.attach(session, id, attachment).map(resource -> Response.created(
                        URI.create("/api/v1/resources/" + resource.id))
                .entity(resource.view())
                .build()));
    }

    /** Resources of an entry. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "listEntryResources",
            summary = "Lists the resources of an entry, those that ended too",
            description = "Other units see those that were offered: whose self-check has passed once.")
    public Uni<Response> list(
            UUID id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        boolean all = Oversight.of(caller);
        return sessions.withSession(session -> {
                    Mutiny.SelectionQuery<Resource> query = session.createQuery(
                            "from Resource where entryId = :entry and id > :after"
                                    + (all ? "" : " and (usableSince is not null or unit = :unit)") + " order by id",
                            Resource.class);
                    if (!all) {
                        query.setParameter("unit", caller.unit());
                    }
                    return query.setParameter("entry", id)
                            .setParameter("after", paging.afterId())
                            .setMaxResults(paging.limit() + 1)
                            .getResultList();
                })
                .map(found -> Page.cut(found.stream().map(resources::seen).toList(), paging, view -> view.id()
                                .toString())
                        .response(uri));
    }
}
