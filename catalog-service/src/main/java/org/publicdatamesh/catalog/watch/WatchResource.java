package org.publicdatamesh.catalog.watch;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.dcat.DcatConfig;
import org.publicdatamesh.catalog.dcat.Representation;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.rest.IfMatch;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;

/** What the caller's unit watches. */
@Path("/api/v1/watches")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "watches", description = "Following entries, units, themes and searches (Art. 11, 12, 17)")
public class WatchResource {
    /** Posts that tend to the watches of their unit, in the order in which an actor is named. */
    static final String[] TENDING = {
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.SECURITY_OFFICER,
        Roles.DATA_SYSTEM
    };

    private static final String ATOM = "application/atom+xml";
    private static final int OF_A_FEED = 100;

    private final Mutiny.SessionFactory sessions;
    private final Watches watches;
    private final Writes writes;
    private final Caller caller;
    private final DcatConfig config;

    WatchResource(Mutiny.SessionFactory sessions, Watches watches, Writes writes, Caller caller, DcatConfig config) {
        this.sessions = sessions;
        this.watches = watches;
        this.writes = writes;
        this.caller = caller;
        this.config = config;
    }

    /** Begins to watch. */
    @POST
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.SECURITY_OFFICER,
        Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "beginWatch",
            summary = "Begins to watch an entry, a unit, a theme or a search",
            description =
                    "The watch is the caller's unit's. It tells of what happens from now on: versions published and"
                            + " revised, retirements, resources offered.")
    @APIResponseSchema(value = WatchView.class, responseCode = "201")
    public Uni<Response> begin(NewWatch wanted) {
        return writes.once(
                session -> watches.begin(session, wanted).call(session::flush).map(watch -> Response.created(
                                URI.create("/api/v1/watches/" + watch.id))
                        .header(HttpHeaders.ETAG, IfMatch.etag(watch.lockVersion))
                        .entity(WatchView.of(watch))
                        .build()));
    }

    /** Watches of the caller's unit. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(operationId = "listWatches", summary = "Lists the watches of the caller's unit")
    public Uni<Response> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        return sessions.withSession(session -> session.createQuery(
                                "from Watch where unit = :unit and endedAt is null and id > :after order by id",
                                Watch.class)
                        .setParameter("unit", caller.unit())
                        .setParameter("after", paging.afterId())
                        .setMaxResults(paging.limit() + 1)
                        .getResultList())
                .map(found -> Page.cut(found, paging, watch -> watch.id.toString())
                        .map(WatchView::of)
                        .response(uri));
    }

    /** One watch. */
    @GET
    @Path("{id}")
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(operationId = "getWatch", summary = "Reads a watch of the caller's unit")
    @APIResponseSchema(value = WatchView.class, responseCode = "200")
    public Uni<Response> get(UUID id) {
        return sessions.withSession(session -> session.find(Watch.class, id))
                .map(watches::own)
                .map(WatchResource::answer);
    }

    /** Changes how the unit is told. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("{id}")
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.SECURITY_OFFICER,
        Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "changeWatch",
            summary = "Changes how the unit is told of what it watches",
            description = "at-once, digest or none. Notices that are held for the next digest still come with it.")
    @APIResponseSchema(value = WatchView.class, responseCode = "200")
    public Uni<Response> change(
            UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, WatchChange change) {
        return writes.once(
                session -> watches.change(session, id, ifMatch, change).map(WatchResource::answer));
    }

    private static Response answer(Watch watch) {
        return Response.ok(WatchView.of(watch))
                .header(HttpHeaders.ETAG, IfMatch.etag(watch.lockVersion))
                .build();
    }

    /** Ends a watch. */
    @DELETE
    @Path("{id}")
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.SECURITY_OFFICER,
        Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "endWatch",
            summary = "Ends a watch",
            description = "Notices that it led to stay in the inbox.")
    @APIResponse(responseCode = "204", description = "It has ended")
    public Uni<Response> end(UUID id) {
        return writes.once(session ->
                watches.end(session, id).map(done -> Response.noContent().build()));
    }

    /** What a watch led to, as a feed. */
    @GET
    @Path("{id}/notices.atom")
    @Produces(ATOM)
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "readWatchFeed",
            summary = "A feed of what a watch led to, newest first",
            description = "Atom (RFC 4287): the newest 100 notices that the unit has been told, at once or by digest.")
    @APIResponse(responseCode = "200", description = "The feed", content = @Content(mediaType = ATOM))
    @APIResponse(responseCode = "304", description = "The caller has it")
    public Uni<Response> feed(UUID id, @Context HttpHeaders headers) {
        return sessions.withSession(
                session -> session.find(Watch.class, id).map(watches::own).chain(watch -> Notices.newest(
                                session, watch.unit, watch.id, OF_A_FEED)
                        .map(placed ->
                                placed.stream().map(Notices.Placed::notice).toList())
                        .map(notices -> new Representation(
                                        WatchFeed.write(config.base(), watch, notices), MediaType.valueOf(ATOM), null)
                                .answer(headers))));
    }
}
