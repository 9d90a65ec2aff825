package org.publicdatamesh.catalog.resource.replacement;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.publicdatamesh.catalog.resource.Replacement;
import org.publicdatamesh.catalog.resource.Resource;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.rest.Writes;

/** The replacement of a resource. */
@Path("/api/v1/resources/{id}/replacement")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "resources", description = "Resources attached to published entries (Art. 11)")
public class ReplacementResource {
    private final Replacements replacements;
    private final Writes writes;

    ReplacementResource(Replacements replacements, Writes writes) {
        this.replacements = replacements;
        this.writes = writes;
    }

    /** Another takes its place. */
    @POST
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(
            operationId = "replaceResource",
            summary = "Puts a resource whose self-check has passed in the place of another of the same entry",
            description = "The old one goes offline at the same moment and stays readable; an event names both.")
    @APIResponseSchema(value = Resource.View.class, responseCode = "200")
    public Uni<Response> replace(UUID id, Replacement replacement) {
        return writes.once(
                session -> replacements.replace(session, id, replacement).map(old -> Response.ok(old.view())
                        .build()));
    }
}
