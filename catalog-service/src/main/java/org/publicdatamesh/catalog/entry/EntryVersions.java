package org.publicdatamesh.catalog.entry;

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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;

/** The versions of an entry, each for good at its own address, and what differs between two. */
@Path("/api/v1/entries/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "versions", description = "Every version of an entry, and what differs between two (Art. 10, 11)")
public class EntryVersions {
    private final Mutiny.SessionFactory sessions;
    private final Entries entries;

    EntryVersions(Mutiny.SessionFactory sessions, Entries entries) {
        this.sessions = sessions;
        this.entries = entries;
    }

    /** Published versions, oldest first. */
    @GET
    @Path("versions")
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(operationId = "listVersions", summary = "Lists the published versions of an entry, oldest first")
    public Uni<Response> list(
            UUID id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        long after = paging.afterNumber(0);
        return sessions.withSession(session -> entries.visible(session, id).chain(entry -> session.createQuery(
                                "from PublishedVersion where entryId = :entry and version > :after order by version",
                                PublishedVersion.class)
                        .setParameter("entry", id)
                        .setParameter("after", (int) Math.clamp(after, 0, Integer.MAX_VALUE))
                        .setMaxResults(paging.limit() + 1)
                        .getResultList()))
                .map(found -> Page.cut(
                                found.stream().map(VersionView::of).toList(),
                                paging,
                                view -> String.valueOf(view.version()))
                        .response(uri));
    }

    /** One version. */
    @GET
    @Path("versions/{version}")
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "getVersion",
            summary = "Reads a version of an entry",
            description = "A published one, or for its unit and the authority's reviewer the one under work.")
    @APIResponseSchema(value = VersionView.class, responseCode = "200")
    public Uni<VersionView> get(UUID id, String version) {
        if (!number(version)) {
            throw RefusedException.notFound("version");
        }
        return sessions.withSession(session -> entries.version(session, id, Integer.parseInt(version)));
    }

    /** What differs between two versions. */
    @GET
    @Path("changes")
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "compareVersions",
            summary = "Compares two versions of an entry, attribute by attribute and item by item",
            description = "From the one to the other, in either order; items are the same where their names are.")
    @APIResponseSchema(value = Comparison.class, responseCode = "200")
    public Uni<Comparison> changes(
            UUID id, @QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to) {
        List<Violation> violations = new ArrayList<>();
        int first = number(violations, "from", from);
        int second = number(violations, "to", to);
        if (!violations.isEmpty()) {
            throw RefusedException.invalid(violations);
        }
        return sessions.withSession(
                session -> entries.version(session, id, first).chain(before -> entries.version(session, id, second)
                        .map(after ->
                                new Comparison(id, first, second, Change.between(before.content(), after.content())))));
    }

    /**
     * What differs between two versions.
     *
     * @param changes in the order of attributes and items; empty where the contents are the same
     */
    public record Comparison(UUID entryId, int from, int to, List<Change> changes) {}

    private static boolean number(String text) {
        return text.matches("[1-9]\\d{0,8}");
    }

    private static int number(List<Violation> violations, String name, @Nullable String text) {
        if (text != null && number(text)) {
            return Integer.parseInt(text);
        }
        violations.add(
                text == null
                        ? Violation.parameter(name, "missing", "The number of a version is expected.")
                        : Violation.parameter(name, "wrong-format", "The number of a version is expected."));
        return 0;
    }
}
