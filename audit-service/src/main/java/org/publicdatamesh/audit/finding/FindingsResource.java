package org.publicdatamesh.audit.finding;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;

/** Findings, for auditors and the authority. */
@Path("/api/v1/findings")
@Tag(name = "findings", description = "Breaches of duties that the record shows")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AUDITOR, Roles.AUTHORITY_ADMIN})
public class FindingsResource {
    private final Findings findings;

    FindingsResource(Findings findings) {
        this.findings = findings;
    }

    /** Findings, oldest first. */
    @GET
    @Operation(operationId = "listFindings", summary = "Findings, oldest first")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Finding[].class)))
    public Uni<Response> list(
            @Parameter(description = "Unit that owed the duty", example = "civil-affairs") @QueryParam("unit") @Nullable
                    String unit,
            @Parameter(description = "Rule", example = "A26.2") @QueryParam("rule") @Nullable String rule,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        List<Violation> wrong = new ArrayList<>();
        name("unit", unit, wrong);
        name("rule", rule, wrong);
        if (!wrong.isEmpty()) {
            throw RefusedException.invalid(wrong);
        }
        Paging paging = Paging.of(limit, cursor);
        return findings.find(unit, rule, paging).map(found -> Page.cut(found, paging, finding -> finding.id.toString())
                .response(uri));
    }

    private static void name(String parameter, @Nullable String text, List<Violation> wrong) {
        if (text != null && !text.matches("[A-Za-z0-9._-]{0,40}")) {
            wrong.add(Violation.parameter(
                    parameter, "wrong-format", "At most 40 letters, digits, dots and hyphens are expected."));
        }
    }
}
