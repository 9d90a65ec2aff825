package org.publicdatamesh.catalog.rights;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.rest.Writes;

/** The register of rights. */
@Path("/api/v1/rights")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "rights", description = "Who holds, processes and operates data (Art. 34)")
public class RightResource {
    private final Mutiny.SessionFactory sessions;
    private final Rights rights;
    private final Register register;
    private final Writes writes;
    private final InstantSource clock;

    RightResource(
            Mutiny.SessionFactory sessions, Rights rights, Register register, Writes writes, InstantSource clock) {
        this.sessions = sessions;
        this.rights = rights;
        this.register = register;
        this.writes = writes;
        this.clock = clock;
    }

    /** One right. */
    @GET
    @Path("{id}")
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(operationId = "getRight", summary = "Reads a right")
    public Uni<RightView> get(UUID id) {
        return found(id).map(right -> RightView.of(right, clock.instant()));
    }

    /** The authority decides. */
    @POST
    @Path("{id}/decision")
    @RolesAllowed(Roles.AUTHORITY_REVIEWER)
    @Operation(
            operationId = "decideRight",
            summary = "Registers a right and issues its certificate, or declines",
            description = "register, or decline with reasons.")
    @APIResponseSchema(value = RightView.class, responseCode = "200")
    public Uni<Response> decide(UUID id, RightDecision decision) {
        return writes.once(session -> rights.decide(session, id, decision)
                .map(right -> Response.ok(RightView.of(right, clock.instant())).build()));
    }

    /** A right ends before its term. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("{id}/end")
    @RolesAllowed({Roles.AUTHORITY_REVIEWER, Roles.DATA_SUPERVISOR})
    @Operation(
            operationId = "endRight",
            summary = "Ends a right before its term",
            description =
                    "By the authority, or by the unit whose data it is. With a holding end the rights of processing and"
                            + " operation that follow from it.")
    @APIResponseSchema(value = RightView.class, responseCode = "200")
    public Uni<Response> end(UUID id, RightEnd end) {
        return writes.once(session -> rights.end(session, id, end)
                .map(right -> Response.ok(RightView.of(right, clock.instant())).build()));
    }

    /** The certificate, as it was issued. */
    @GET
    @Path("{id}/certificate")
    @Produces(MediaType.TEXT_PLAIN + ";charset=UTF-8")
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "getCertificate",
            summary = "Reads the certificate of a registered right",
            description = "A C2SP signed-note; whoever has the register's keys checks it offline.")
    public Uni<String> certificate(UUID id) {
        return found(id).map(right -> {
            if (right.certificate == null) {
                throw RefusedException.notFound("certificate");
            }
            return right.certificate;
        });
    }

    /** The register's keys. */
    @GET
    @Path("keys")
    @Produces(MediaType.TEXT_PLAIN + ";charset=UTF-8")
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "getRegisterKeys",
            summary = "Reads the register's verifier keys, one a line",
            description = "In the form of C2SP signed-note.")
    public String keys() {
        return register.keys();
    }

    /** Whether a certificate is genuine, and how its right stands now. */
    @POST
    @Path("verification")
    @Consumes(MediaType.TEXT_PLAIN)
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "verifyCertificate",
            summary = "Tells whether a certificate is genuine and how its right stands now")
    public Uni<Verification> verify(@Size(max = 20000) String certificate) {
        String fault = register.fault(certificate);
        if (fault != null) {
            return Uni.createFrom().item(new Verification(false, fault, null));
        }
        return sessions.withSession(session -> session.createQuery("from Right where number = :number", Right.class)
                        .setParameter("number", Certificate.number(certificate))
                        .getSingleResultOrNull())
                .map(right ->
                        new Verification(true, null, right == null ? null : RightView.of(right, clock.instant())));
    }

    private Uni<Right> found(UUID id) {
        return sessions.withSession(session -> session.find(Right.class, id))
                .onItem()
                .ifNull()
                .failWith(() -> RefusedException.notFound("right"));
    }
}
