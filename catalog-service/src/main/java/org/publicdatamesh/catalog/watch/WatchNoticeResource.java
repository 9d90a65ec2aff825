package org.publicdatamesh.catalog.watch;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;

/** The inbox of what the caller's unit watches. */
@Path("/api/v1/watches/notices")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "watches", description = "Following entries, units, themes and searches (Art. 11, 12, 17)")
public class WatchNoticeResource {
    private final Mutiny.SessionFactory sessions;
    private final Writes writes;
    private final Caller caller;
    private final InstantSource clock;

    WatchNoticeResource(Mutiny.SessionFactory sessions, Writes writes, Caller caller, InstantSource clock) {
        this.sessions = sessions;
        this.writes = writes;
        this.caller = caller;
        this.clock = clock;
    }

    /** The inbox, oldest first. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "listWatchNotices",
            summary = "Lists the notices and digests of the caller's unit, oldest first",
            description =
                    "A unit that goes on with cursor={resume} of its last page misses none. unread=true leaves out what"
                            + " is acknowledged.")
    public Uni<Response> list(
            @QueryParam("unread") @Nullable String unread,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        if (unread != null && !unread.equals("true") && !unread.equals("false")) {
            throw RefusedException.invalid(List.of(Violation.parameter(
                    "unread", "not-one-of", "One of these is expected: true, false.", "true, false")));
        }
        long after = paging.afterNumber(0);
        return sessions.withSession(session ->
                        Notices.inbox(session, caller.unit(), after, "true".equals(unread), paging.limit() + 1))
                .map(found -> Page.resumable(found, paging, placed -> String.valueOf(placed.position()), "0")
                        .map(Notices.Placed::notice)
                        .response(uri));
    }

    /** How many wait. */
    @GET
    @Path("unread")
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(operationId = "countUnreadNotices", summary = "Tells how many notices of the caller's unit wait")
    public Uni<Unread> unread() {
        return sessions.withSession(session -> Notices.unread(session, caller.unit()));
    }

    /** What a digest has. */
    @GET
    @Path("{id}/members")
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(operationId = "listDigest", summary = "Lists the notices of a digest, oldest first")
    public Uni<Response> members(
            UUID id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        UUID after = paging.afterId();
        return sessions.withSession(session -> Notices.isDigest(session, caller.unit(), id)
                        .invoke(there -> refuseWhereMissing(there, "digest"))
                        .chain(() -> Notices.members(session, caller.unit(), id, after, paging.limit() + 1)))
                .map(found -> Page.cut(
                                found, paging, placed -> placed.notice().id().toString())
                        .map(Notices.Placed::notice)
                        .response(uri));
    }

    /** The unit takes notice of one. */
    @POST
    @Path("{id}/acknowledgement")
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.SECURITY_OFFICER,
        Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "acknowledgeWatchNotice",
            summary = "Acknowledges a notice, or a digest with all that it has",
            description = "For the whole unit. Said again, it changes nothing.")
    @APIResponseSchema(value = Unread.class, responseCode = "200")
    public Uni<Response> acknowledge(UUID id) {
        return writes.once(session -> Notices.isThere(session, caller.unit(), id)
                .invoke(there -> refuseWhereMissing(there, "notice"))
                .chain(() -> Notices.mark(session, caller.unit(), id, caller.person(), clock.instant()))
                .chain(() -> Notices.unread(session, caller.unit()))
                .map(left -> Response.ok(left).build()));
    }

    /** The unit takes notice of all up to some place. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("acknowledgement")
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.SECURITY_OFFICER,
        Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "acknowledgeWatchNotices",
            summary = "Acknowledges all notices up to a page's end",
            description = "upTo is the resume of that page.")
    @APIResponseSchema(value = Unread.class, responseCode = "200")
    public Uni<Response> acknowledgeAll(Acknowledgement acknowledgement) {
        long position = position(acknowledgement.upTo());
        return writes.once(
                session -> Notices.markUpTo(session, caller.unit(), position, caller.person(), clock.instant())
                        .chain(() -> Notices.unread(session, caller.unit()))
                        .map(left -> Response.ok(left).build()));
    }

    private static long position(String cursor) {
        try {
            return Paging.of(null, cursor).afterNumber(0);
        } catch (RefusedException e) {
            throw RefusedException.invalid(
                    List.of(Violation.at("/upTo", "wrong-format", "The resume of a page of the inbox is expected.")));
        }
    }

    private static void refuseWhereMissing(boolean there, String thing) {
        if (!there) {
            throw RefusedException.notFound(thing);
        }
    }
}
