package org.publicdatamesh.catalog.lists;

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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;

/** The lists, as pages or as a whole table. */
@Path("/api/v1/lists")
@Tag(name = "lists", description = "Lists that follow from what is published (Art. 7, 22)")
public class ListsResource {
    private static final String CSV = "text/csv";

    private final Mutiny.SessionFactory sessions;
    private final Lists lists;

    ListsResource(Mutiny.SessionFactory sessions, Lists lists) {
        this.sessions = sessions;
        this.lists = lists;
    }

    /** What units have to share. */
    @GET
    @Path("responsibility")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "getResponsibilityList",
            summary = "Lists what each unit has to share",
            description =
                    "Published entries that are shared, unconditionally or with conditions. unit narrows it to one.")
    public Uni<Response> responsibility(
            @QueryParam("unit") @Nullable String unit,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        return listed(PublishedList.RESPONSIBILITY, unit, Paging.of(limit, cursor), uri);
    }

    /** What is not shared, and by which law. */
    @GET
    @Path("negative")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "getNegativeList",
            summary = "Lists what is not shared, with the law that says so",
            description = "Published entries that are not shared. unit narrows it to one.")
    public Uni<Response> negative(
            @QueryParam("unit") @Nullable String unit,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        return listed(PublishedList.NEGATIVE, unit, Paging.of(limit, cursor), uri);
    }

    /** Every published entry with its resources and their state. */
    @GET
    @Path("inventory")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "getInventory",
            summary = "Lists published entries with their resources and the state of each",
            description = "Freshness is measured against the entry's update cycle. unit narrows it to one.")
    public Uni<Response> inventory(
            @QueryParam("unit") @Nullable String unit,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        return sessions.withSession(session -> lists.inventory(session, unit, paging.afterId(), paging.limit() + 1))
                .map(found -> Page.cut(found, paging, entry -> entry.entryId().toString())
                        .response(uri));
    }

    private Uni<Response> listed(PublishedList list, @Nullable String unit, Paging paging, UriInfo uri) {
        return sessions.withSession(session -> lists.listed(session, list, unit, paging.afterId(), paging.limit() + 1))
                .map(found -> Page.cut(found, paging, entry -> entry.entryId().toString())
                        .response(uri));
    }

    /** A whole list as a table. */
    @GET
    @Path("{list}.csv")
    @Produces(CSV)
    @Blocking
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "exportList",
            summary = "Gives a whole list as CSV",
            description = "list is responsibility, negative or inventory. UTF-8 with byte order mark, Chinese headers.")
    @APIResponse(
            responseCode = "200",
            description = "The list.",
            content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)))
    public Response export(String list, @QueryParam("unit") @Nullable String unit) {
        Optional<PublishedList> known = PublishedList.named(list);
        if (known.isEmpty() && !list.equals("inventory")) {
            String names = "responsibility, negative, inventory";
            throw RefusedException.invalid(List.of(
                    Violation.parameter("list", "not-one-of", "One of these is expected: " + names + ".", names)));
        }
        StreamingOutput body = out -> {
            ListTable table = new ListTable(out);
            if (known.isPresent()) {
                table.header(ListTable.LISTED);
                WholeList.each(
                        sessions,
                        (session, after) -> lists.listed(session, known.get(), unit, after, WholeList.PART),
                        ListedEntry::entryId,
                        table::listed);
            } else {
                table.header(ListTable.INVENTORY);
                WholeList.each(
                        sessions,
                        (session, after) -> lists.inventory(session, unit, after, WholeList.PART),
                        InventoriedEntry::entryId,
                        table::inventoried);
            }
            table.close();
        };
        return Response.ok(body)
                .type(MediaType.valueOf(CSV).withCharset("UTF-8"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        String.format(Locale.ROOT, "attachment; filename=\"%s.csv\"", list))
                .build();
    }
}
