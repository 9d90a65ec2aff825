package org.publicdatamesh.audit.erasure;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.rest.Writes;

/** Erasure of personal values, by the authority. */
@Path("/api/v1/erasures")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "erasures", description = "Personal values that can no longer be read; every proof stays")
public class ErasureResource {
    private final Erasures erasures;
    private final Writes writes;
    private final Caller caller;

    ErasureResource(Erasures erasures, Writes writes, Caller caller) {
        this.erasures = erasures;
        this.writes = writes;
        this.caller = caller;
    }

    /** Erases. */
    @POST
    @RolesAllowed(Roles.AUTHORITY_ADMIN)
    @Operation(
            operationId = "erasePersonalValues",
            summary = "Erases a person, a row or what one event tells of persons",
            description =
                    "Done again it changes nothing more and is recorded again. An account is erased only when it has"
                            + " not acted for as long as logs are kept.")
    @APIResponseSchema(value = Erasure.class, responseCode = "200")
    public Uni<Response> erase(NewErasure asked) {
        Actor actor = caller.as(Roles.AUTHORITY_ADMIN);
        return writes.once(session -> erasures.erase(session, asked, actor)
                .map(done -> Response.ok(done).build()));
    }
}
