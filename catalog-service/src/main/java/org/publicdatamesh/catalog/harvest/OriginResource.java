package org.publicdatamesh.catalog.harvest;

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

/** Where an entry came from that was drafted out of a harvested record. */
@Path("/api/v1/entries/{id}/origin")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "harvest", description = "Other catalogues that are harvested, and what was harvested")
public class OriginResource {
    private final Mutiny.SessionFactory sessions;
    private final Adoptions adoptions;

    OriginResource(Mutiny.SessionFactory sessions, Adoptions adoptions) {
        this.sessions = sessions;
        this.adoptions = adoptions;
    }

    /** The origin of an entry. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "getOrigin",
            summary = "Reads where an entry came from that was drafted out of a harvested record",
            description = "For its unit, the authority and auditors; for all once it is published.")
    public Uni<Origin> get(UUID id) {
        return sessions.withSession(session -> adoptions.origin(session, id));
    }
}
