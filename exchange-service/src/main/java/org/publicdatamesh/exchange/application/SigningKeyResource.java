package org.publicdatamesh.exchange.application;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.rest.Writes;

/** With which keys units sign their commitments. */
@Path("/api/v1/units/{unit}/signing-key")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "applications", description = "Applying for shared data (Art. 25, 26)")
public class SigningKeyResource {
    private final Mutiny.SessionFactory sessions;
    private final SigningKeys keys;
    private final Writes writes;

    SigningKeyResource(Mutiny.SessionFactory sessions, SigningKeys keys, Writes writes) {
        this.sessions = sessions;
        this.keys = keys;
        this.writes = writes;
    }

    /** Registers the unit's key. */
    @PUT
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(
            operationId = "registerSigningKey",
            summary = "Registers the SM2 key with which the own unit signs from now on",
            description =
                    "The proof is its signature over `signing-key <unit> <publicKey>`. What was signed with the key before"
                            + " stays signed.")
    @APIResponseSchema(value = SigningKeyView.class, responseCode = "200")
    public Uni<Response> register(String unit, NewSigningKey key) {
        return writes.once(session -> keys.register(session, unit, key)
                .map(registered -> Response.ok(SigningKeyView.of(registered)).build()));
    }

    /** The unit's key. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(operationId = "getSigningKey", summary = "Reads the key with which a unit signs now")
    public Uni<SigningKeyView> get(String unit) {
        return sessions.withSession(session -> SigningKeys.current(session, unit))
                .map(SigningKeyResource::found);
    }

    /** A key of the unit, also one of before. */
    @GET
    @Path("/{sm3}")
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(
            operationId = "getSigningKeyBySm3",
            summary = "Reads a key with which a unit signs or signed, by its digest as a commitment names it")
    public Uni<SigningKeyView> get(String unit, String sm3) {
        return sessions.withSession(session -> SigningKeys.of(session, unit, sm3))
                .map(SigningKeyResource::found);
    }

    private static SigningKeyView found(@Nullable SigningKey key) {
        if (key == null) {
            throw RefusedException.notFound("signing key");
        }
        return SigningKeyView.of(key);
    }
}
