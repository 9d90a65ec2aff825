package org.publicdatamesh.catalog.joint;

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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.element.Parameters;
import org.publicdatamesh.catalog.entry.EntryWork;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Oversight;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;

/** Parts of entries that co-units are asked to confirm. */
@Path("/api/v1/joint-parts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "joint-parts", description = "Joint compilation: what co-units of an entry confirm (Art. 9)")
public class JointResource {
    private static final Pattern PLACE = Pattern.compile("([01]):(.{36})");
    private static final UUID START = new UUID(0, 0);

    private final Mutiny.SessionFactory sessions;
    private final JointParts parts;
    private final Writes writes;
    private final Caller caller;

    JointResource(Mutiny.SessionFactory sessions, JointParts parts, Writes writes, Caller caller) {
        this.sessions = sessions;
        this.parts = parts;
        this.writes = writes;
        this.caller = caller;
    }

    /** What units are asked to confirm. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(
            operationId = "listJointParts",
            summary = "Lists the parts that the unit is asked to confirm, those that wait for it first",
            description =
                    "With entry, also the parts of an entry that the unit leads. The authority and auditors see those"
                            + " of all units; unit and state narrow it.")
    public Uni<Response> list(
            @QueryParam("entry") @Nullable String entry,
            @QueryParam("unit") @Nullable String unit,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        Matcher place = PLACE.matcher(paging.after() == null ? "0:" + START : paging.after());
        if (!place.matches()) {
            throw noCursor();
        }
        int rank = Integer.parseInt(place.group(1));
        UUID after = id(place.group(2));
        UUID ofEntry = Parameters.id("entry", entry);
        PartState inState = Parameters.oneOf(PartState.class, "state", state);
        boolean all = Oversight.of(caller);
        JointParts.Selection wanted = new JointParts.Selection(
                unit != null || all || ofEntry != null ? unit : caller.unit(),
                all ? null : caller.unit(),
                ofEntry,
                inState);
        return sessions.withSession(session -> JointParts.list(session, wanted, rank, after, paging.limit() + 1)
                .map(found -> Page.cut(found, paging, JointResource::place))
                .chain(page -> EntryWork.of(
                                session,
                                page.items().stream()
                                        .map(part -> part.entryId)
                                        .distinct()
                                        .toList())
                        .map(entries -> listed(page, entries).response(uri))));
    }

    private Page<PartView> listed(Page<JointPart> page, List<EntryWork> entries) {
        Map<UUID, EntryWork> byId = entries.stream().collect(Collectors.toMap(EntryWork::id, Function.identity()));
        return page.map(part -> PartView.listed(part, byId.get(part.entryId), caller.unit()));
    }

    private static String place(JointPart part) {
        return (part.state == PartState.ASKED ? "0:" : "1:") + part.id;
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw noCursor();
        }
    }

    private static RefusedException noCursor() {
        return RefusedException.invalid(
                List.of(Violation.parameter("cursor", "wrong-format", "This is no cursor of this list.")));
    }

    /** One part, with its items as they stand. */
    @GET
    @Path("{id}")
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(
            operationId = "getJointPart",
            summary = "Reads a part of an entry",
            description =
                    "By the co-unit and the unit that leads the entry; the authority and auditors read any. A decision"
                            + " repeats the digest.")
    @APIResponseSchema(value = PartView.class, responseCode = "200")
    public Uni<PartView> get(UUID id) {
        return sessions.withSession(session -> parts.one(session, id));
    }

    /** A co-unit's supervisor confirms its part or objects. */
    @POST
    @Path("{id}/confirmation")
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(
            operationId = "confirmJointPart",
            summary = "Confirms the unit's part of an entry as it was read, or objects",
            description =
                    "confirm, or object with reasons; by the supervisor of the co-unit, while the entry is in the review"
                            + " of the unit that leads it. A part that was changed since it was read is refused (409 part-changed).")
    @APIResponseSchema(value = PartView.class, responseCode = "200")
    public Uni<Response> confirm(UUID id, PartDecision decision) {
        return writes.once(session -> parts.decide(session, id, decision)
                .map(view -> Response.ok(view).build()));
    }

    /** The authority lets an entry go on without a confirmation. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("{id}/release")
    @RolesAllowed(Roles.AUTHORITY_REVIEWER)
    @Operation(
            operationId = "releaseJointPart",
            summary = "Lets an entry go on without a co-unit's confirmation, with reasons",
            description =
                    "Where the unit objects or does not answer. It holds for this version and the part as it stands, and"
                            + " is told with the version for good.")
    @APIResponseSchema(value = PartView.class, responseCode = "200")
    public Uni<Response> release(UUID id, PartRelease release) {
        return writes.once(session -> parts.release(session, id, release)
                .map(view -> Response.ok(view).build()));
    }
}
