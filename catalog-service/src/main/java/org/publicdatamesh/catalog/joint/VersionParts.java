package org.publicdatamesh.catalog.joint;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.catalog.entry.Entries;
import org.publicdatamesh.catalog.entry.EntryWork;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.RefusedException;

/** Who compiled a version of an entry. */
@Path("/api/v1/entries/{id}/versions/{version}/parts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "joint-parts", description = "Joint compilation: what co-units of an entry confirm (Art. 9)")
public class VersionParts {
    private final Mutiny.SessionFactory sessions;
    private final Entries entries;

    VersionParts(Mutiny.SessionFactory sessions, Entries entries) {
        this.sessions = sessions;
        this.entries = entries;
    }

    /** Lead and co-units of a version. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "getVersionParts",
            summary = "Tells who compiled a version of an entry and what each co-unit confirmed, when and by whom",
            description = "To those who may read the version.")
    @APIResponseSchema(value = JointVersion.class, responseCode = "200")
    public Uni<JointVersion> get(UUID id, String version) {
        if (!version.matches("[1-9]\\d{0,8}")) {
            throw RefusedException.notFound("version");
        }
        int number = Integer.parseInt(version);
        return sessions.withSession(
                session -> entries.version(session, id, number).chain(view -> EntryWork.of(session, id)
                        .onItem()
                        .ifNull()
                        .failWith(() -> RefusedException.notFound("entry"))
                        .chain(entry -> JointParts.rows(session, id, number)
                                .map(rows -> JointVersion.of(id, number, entry.unit(), view.content(), rows)))));
    }
}
