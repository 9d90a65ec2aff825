package org.publicdatamesh.catalog.resource;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.RefusedException;

/** Resources by their id. */
@Path("/api/v1/resources")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "resources", description = "Resources attached to published entries (Art. 11)")
public class ResourceResource {
    private final Mutiny.SessionFactory sessions;

    ResourceResource(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** One resource. */
    @GET
    @Path("{id}")
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(operationId = "getResource", summary = "Reads a resource")
    public Uni<Resource.View> get(UUID id) {
        return sessions.withSession(session -> session.find(Resource.class, id)).map(found -> {
            if (found == null) {
                throw RefusedException.notFound("resource");
            }
            return found.view();
        });
    }
}
