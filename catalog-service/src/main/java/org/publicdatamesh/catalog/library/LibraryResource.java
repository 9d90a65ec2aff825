package org.publicdatamesh.catalog.library;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.lists.InventoriedEntry;
import org.publicdatamesh.catalog.lists.ListTable;
import org.publicdatamesh.catalog.lists.WholeList;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;

/** Libraries, for whom the entries are. */
@Path("/api/v1/libraries")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "libraries", description = "Base, theme, level and industry libraries (Art. 5, 9)")
public class LibraryResource {
    private static final String CSV = "text/csv";

    private final Mutiny.SessionFactory sessions;
    private final DeclaredLibraries declared;
    private final Libraries libraries;

    LibraryResource(Mutiny.SessionFactory sessions, DeclaredLibraries declared, Libraries libraries) {
        this.sessions = sessions;
        this.declared = declared;
        this.libraries = libraries;
    }

    /** The libraries that are declared. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "listLibraries",
            summary = "Lists the libraries with their rules",
            description =
                    "kind narrows it to base, theme, level or industry libraries. Beside these each unit has its own:"
                            + " unit- and the unit's id.")
    public Response list(
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        List<Library> all = kind == null
                ? declared.all()
                : declared.all().stream()
                        .filter(library -> library.kind() == kind(kind))
                        .toList();
        int from = (int) Math.min(Math.max(0, paging.afterNumber(0)), all.size());
        List<Library> found = all.subList(from, Math.min(all.size(), from + paging.limit() + 1));
        return Page.cut(found, paging, library -> String.valueOf(all.indexOf(library) + 1))
                .response(uri);
    }

    private static LibraryKind kind(String name) {
        return Arrays.stream(LibraryKind.values())
                .filter(kind -> EventJson.kebab(kind).equals(name))
                .findFirst()
                .orElseThrow(() -> {
                    String names = Arrays.stream(LibraryKind.values())
                            .map(EventJson::kebab)
                            .collect(Collectors.joining(", "));
                    return RefusedException.invalid(List.of(Violation.parameter(
                            "kind", "not-one-of", "One of these is expected: " + names + ".", names)));
                });
    }

    /** One library. */
    @GET
    @Path("{id}")
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "getLibrary",
            summary = "Reads a library: entries by unit, resources renewed in time, what is expected and missing")
    public Uni<LibraryView> get(String id) {
        return sessions.withSession(
                session -> libraries.named(session, id).chain(library -> libraries.counted(session, library)));
    }

    /** Entries of a library. */
    @GET
    @Path("{id}/entries")
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "listLibraryEntries",
            summary = "Lists the entries of a library with their resources and the state of each")
    public Uni<Response> entries(
            String id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        return sessions.withSession(session -> libraries
                        .named(session, id)
                        .chain(library -> libraries.entries(session, library, paging.afterId(), paging.limit() + 1)))
                .map(found -> Page.cut(found, paging, entry -> entry.entryId().toString())
                        .response(uri));
    }

    /** A whole library as a table. */
    @GET
    @Path("{id}/entries.csv")
    @Produces(CSV)
    @Blocking
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "exportLibrary",
            summary = "Gives the entries of a library as CSV",
            description = "The columns of the inventory. UTF-8 with byte order mark, Chinese headers.")
    @APIResponse(
            responseCode = "200",
            description = "The entries.",
            content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)))
    public Response export(String id) throws Throwable {
        Library library = VertxContextSupport.subscribeAndAwait(
                () -> sessions.withSession(session -> libraries.named(session, id)));
        StreamingOutput body = out -> {
            ListTable table = new ListTable(out);
            table.header(ListTable.INVENTORY);
            WholeList.each(
                    sessions,
                    (session, after) -> libraries.entries(session, library, after, WholeList.PART),
                    InventoriedEntry::entryId,
                    table::inventoried);
            table.close();
        };
        return Response.ok(body)
                .type(MediaType.valueOf(CSV).withCharset("UTF-8"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        String.format(Locale.ROOT, "attachment; filename=\"%s.csv\"", library.id()))
                .build();
    }
}
