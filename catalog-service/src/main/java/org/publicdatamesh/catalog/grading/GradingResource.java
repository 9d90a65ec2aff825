package org.publicdatamesh.catalog.grading;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.kit.grading.GradedSubject;
import org.publicdatamesh.kit.grading.GradingProposal;
import org.publicdatamesh.kit.grading.GradingRules;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Oversight;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.sql.Aside;

/** What the grading rules say of entries. */
@Path("/api/v1/grading")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "grading", description = "Grade and classification by the rules in force (Art. 38)")
public class GradingResource {
    private static final Refusal NO_EDITION =
            Refusal.of(409, "no-grading-in-force", "No edition of the grading rules is in force here yet.");

    private final Mutiny.SessionFactory sessions;
    private final GradingEditions editions;
    private final BelowRules below;
    private final Caller caller;

    GradingResource(Mutiny.SessionFactory sessions, GradingEditions editions, BelowRules below, Caller caller) {
        this.sessions = sessions;
        this.editions = editions;
        this.below = below;
        this.caller = caller;
    }

    /**
     * What the rules in force say of a content.
     *
     * @param proposal what they propose
     * @param broken every rule that the content breaks as it is
     */
    public record Graded(GradingProposal proposal, List<Violation> broken) {}

    /** Proposes grades. */
    @POST
    @Path("proposals")
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.SECURITY_OFFICER
    })
    @Operation(
            operationId = "proposeGrades",
            summary = "Proposes grades for the content of an entry, by the rules in force",
            description = "As an entry of the caller's unit; nothing is kept. A grade that is stated higher is kept.")
    @APIResponseSchema(value = Graded.class, responseCode = "200")
    public Uni<Graded> propose(EntryContent content) {
        List<Violation> violations = content.violations();
        if (!violations.isEmpty()) {
            throw RefusedException.invalid(violations);
        }
        GradedSubject subject = Subjects.of(caller.unit(), content);
        return sessions.withSession(editions::grader).chain(grader -> {
            if (grader == null) {
                throw new RefusedException(NO_EDITION);
            }
            return Aside.on(() -> new Graded(grader.propose(subject), grader.broken(subject)));
        });
    }

    /** Entries below the rules. */
    @GET
    @Path("below")
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.SECURITY_OFFICER,
        Roles.AUDITOR
    })
    @Operation(
            operationId = "listBelowGrading",
            summary = "Lists published entries that do not keep the grading rules in force",
            description =
                    "Those of the caller's unit; all, for the authority and auditors. unit narrows it to one unit.")
    public Uni<Response> below(
            @QueryParam("unit") @Nullable String unit,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        if (unit != null && !unit.matches("[a-z][a-z0-9-]{1,39}")) {
            throw RefusedException.invalid(
                    List.of(Violation.parameter("unit", "wrong-format", "The id of a unit is expected.")));
        }
        boolean all = Oversight.of(caller);
        if (!all && unit != null) {
            caller.requireUnit(unit);
        }
        @Nullable String of = all ? unit : caller.unit();
        UUID after = paging.afterId();
        return sessions.withSession(session -> below.list(session, of, after, paging.limit() + 1))
                .map(found -> Page.cut(found, paging, entry -> entry.entryId().toString())
                        .response(uri));
    }

    /**
     * An edition as it is told.
     *
     * @param edition its number, from 1
     * @param title its title
     * @param inForceFrom from when it is in force, until the next one is
     * @param rules its rules; the list leaves them out
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EditionView(
            int edition,
            String title,
            Instant inForceFrom,
            @Nullable GradingRules rules) {}

    /** Editions that are known here. */
    @GET
    @Path("editions")
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "listGradingEditions",
            summary = "Lists the editions of the grading rules that entries are checked by, oldest first")
    public Uni<Response> editions(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        int after = (int) Math.clamp(paging.afterNumber(0), 0, Integer.MAX_VALUE);
        return sessions.withSession(session -> GradingEditions.after(session, after, paging.limit() + 1))
                .map(found -> Page.cut(found, paging, edition -> String.valueOf(edition.number()))
                        .map(edition -> new EditionView(edition.number(), edition.title(), edition.inForceFrom(), null))
                        .response(uri));
    }

    /** An edition with its rules. */
    @GET
    @Path("editions/{edition}")
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(operationId = "getGradingEdition", summary = "Reads an edition of the grading rules")
    @APIResponseSchema(value = EditionView.class, responseCode = "200")
    public Uni<EditionView> edition(String edition) {
        if (!edition.matches("[1-9]\\d{0,8}")) {
            throw RefusedException.notFound("edition");
        }
        return sessions.withSession(session -> GradingEditions.edition(session, Integer.parseInt(edition)))
                .map(found -> {
                    if (found == null) {
                        throw RefusedException.notFound("edition");
                    }
                    return new EditionView(found.number(), found.title(), found.inForceFrom(), found.rules());
                });
    }
}
