package org.publicdatamesh.catalog.rights;

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
import java.time.InstantSource;
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

/** The rights in the data of an entry. */
@Path("/api/v1/entries/{id}/rights")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "rights", description = "Who holds, processes and operates data (Art. 34)")
public class EntryRights {
    private final Mutiny.SessionFactory sessions;
    private final Rights rights;
    private final Writes writes;
    private final InstantSource clock;

    EntryRights(Mutiny.SessionFactory sessions, Rights rights, Writes writes, InstantSource clock) {
        this.sessions = sessions;
        this.rights = rights;
        this.writes = writes;
        this.clock = clock;
    }

    /** A unit applies for the registration of a right in its data. */
    @POST
    @RolesAllowed(Roles.DATA_SPECIALIST)
    @Operation(
            operationId = "applyForRight",
            summary = "Applies for the registration of a right in an entry's data",
            description = "Holding first; processing and operation follow from a holding that is registered.")
    @APIResponseSchema(value = RightView.class, responseCode = "201")
    public Uni<Response> apply(UUID id, RightApplication application) {
        return writes.once(session -> rights.apply(session, id, application)
                .map(right -> Response.created(URI.create("/api/v1/rights/" + right.id))
                        .entity(RightView.of(right, clock.instant()))
                        .build()));
    }

    /** Rights in the data of an entry, oldest first. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(operationId = "listEntryRights", summary = "Lists the rights in an entry's data, oldest first")
    public Uni<Response> list(
            UUID id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        return sessions.withSession(session -> session.createQuery(
                                "from Right where entryId = :entry and id > :after order by id", Right.class)
                        .setParameter("entry", id)
                        .setParameter("after", paging.afterId())
                        .setMaxResults(paging.limit() + 1)
                        .getResultList())
                .map(found -> Page.cut(found, paging, right -> right.id.toString())
                        .map(right -> RightView.of(right, clock.instant()))
                        .response(uri));
    }
}
