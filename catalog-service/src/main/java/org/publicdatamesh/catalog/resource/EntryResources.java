package org.publicdatamesh.catalog.resource;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
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
import org.publicdatamesh.catalog.entry.Entries;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.catalog.ResourceAttached;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;

/** The resources of an entry. */
@Path("/api/v1/entries/{id}/resources")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "resources", description = "Resources attached to published entries (Art. 11)")
public class EntryResources {
    private final Mutiny.SessionFactory sessions;
    private final Entries entries;
    private final Outbox outbox;
    private final List<ResourceFollower> followers;
    private final Writes writes;
    private final Caller caller;
    private final InstantSource clock;

    EntryResources(
            Mutiny.SessionFactory sessions,
            Entries entries,
            Outbox outbox,
            @Any Instance<ResourceFollower> followers,
            Writes writes,
            Caller caller,
            InstantSource clock) {
        this.sessions = sessions;
        this.entries = entries;
        this.outbox = outbox;
        this.followers = followers.stream().toList();
        this.writes = writes;
        this.caller = caller;
        this.clock = clock;
    }

    /** Attaches a resource to a published entry of the caller's unit. */
    @POST
    @RolesAllowed(Roles.DATA_SPECIALIST)
    @Operation(operationId = "attachResource", summary = "Attaches a resource to a published entry")
    @APIResponseSchema(value = Resource.View.class, responseCode = "201")
    public Uni<Response> attach(UUID id, Attachment attachment) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST);
        return writes.once(session -> entries.attachable(session, id).chain(unit -> {
            Resource resource = new Resource(Outbox.newId(), id, unit, attachment, clock.instant());
            return session.persist(resource)
                    .chain(() -> outbox.publish(
                            session,
                            resource.id.toString(),
                            new ResourceAttached(
                                    resource.id,
                                    id,
                                    unit,
                                    resource.kind,
                                    resource.name,
                                    resource.informationSystem,
                                    actor)))
                    .chain(() -> followed(session, resource.view()))
                    .map(done -> Response.created(URI.create("/api/v1/resources/" + resource.id))
                            .entity(resource.view())
                            .build());
        }));
    }

    private Uni<Void> followed(Mutiny.Session session, Resource.View resource) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (ResourceFollower follower : followers) {
            all = all.chain(() -> follower.attached(session, resource));
        }
        return all;
    }

    /** Resources of an entry. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(operationId = "listEntryResources", summary = "Lists the resources of an entry")
    public Uni<Response> list(
            UUID id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        return sessions.withSession(session -> session.createQuery(
                                "from Resource where entryId = :entry and id > :after order by id", Resource.class)
                        .setParameter("entry", id)
                        .setParameter("after", paging.afterId())
                        .setMaxResults(paging.limit() + 1)
                        .getResultList())
                .map(found -> Page.cut(found.stream().map(Resource::view).toList(), paging, view -> view.id()
                                .toString())
                        .response(uri));
    }
}
