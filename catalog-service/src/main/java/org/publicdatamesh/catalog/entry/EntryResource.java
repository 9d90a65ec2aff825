package org.publicdatamesh.catalog.entry;

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
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.rest.IfMatch;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;

/** Catalogue entries. */
@Path("/api/v1/entries")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "entries", description = "Catalogue entries from draft to publication and retirement (Art. 9 to 11)")
public class EntryResource {
    private final Mutiny.SessionFactory sessions;
    private final Entries entries;
    private final Writes writes;

    EntryResource(Mutiny.SessionFactory sessions, Entries entries, Writes writes) {
        this.sessions = sessions;
        this.entries = entries;
        this.writes = writes;
    }

    /** Drafts an entry for the caller's unit. */
    @POST
    @RolesAllowed(Roles.DATA_SPECIALIST)
    @Operation(operationId = "draftEntry", summary = "Drafts an entry")
    @APIResponseSchema(value = EntryView.class, responseCode = "201")
    public Uni<Response> draft(EntryContent content) {
        return writes.once(session -> entries.draft(session, content)
                .map(entry -> Response.created(URI.create("/api/v1/entries/" + entry.id))
                        .header(HttpHeaders.ETAG, IfMatch.etag(entry.lockVersion))
                        .entity(EntryView.underWork(entry))
                        .build()));
    }

    /** Changes a draft. */
    @PUT
    @Path("{id}")
    @RolesAllowed(Roles.DATA_SPECIALIST)
    @Operation(
            operationId = "editEntry",
            summary = "Changes a draft",
            description = "If-Match carries the ETag of the version that was read.")
    @APIResponseSchema(value = EntryView.class, responseCode = "200")
    public Uni<Response> edit(UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, EntryContent content) {
        return writes.once(
                session -> entries.edit(session, id, ifMatch, content).map(this::answer));
    }

    /** Published entries, those of the caller's unit, and for the authority those it reviews; no retired ones. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "listEntries",
            summary = "Lists entries",
            description =
                    "Published ones, and those of the caller's own unit. Retired ones are not among them. state: draft,"
                            + " in-unit-review, in-authority-review, published or retirement-proposed, as the caller sees it.")
    public Uni<Response> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        EntryState wanted = wanted(state);
        return sessions.withSession(session ->
                        entries.list(session, entries.reader(), wanted, paging.afterId(), paging.limit() + 1))
                .map(found ->
                        Page.cut(found, paging, view -> view.id().toString()).response(uri));
    }

    private static @Nullable EntryState wanted(@Nullable String state) {
        if (state == null) {
            return null;
        }
        List<EntryState> listed = Stream.of(EntryState.values())
                .filter(each -> each != EntryState.RETIRED && each != EntryState.WITHHELD)
                .toList();
        String names = listed.stream().map(EventJson::kebab).collect(Collectors.joining(", "));
        return listed.stream()
                .filter(each -> EventJson.kebab(each).equals(state))
                .findFirst()
                .orElseThrow(() -> RefusedException.invalid(List.of(Violation.parameter(
                        "state", "not-one-of", "One of these is expected: " + names + ".", names))));
    }

    /** One entry. */
    @GET
    @Path("{id}")
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(operationId = "getEntry", summary = "Reads an entry")
    @APIResponseSchema(value = EntryView.class, responseCode = "200")
    public Uni<Response> get(UUID id) {
        return sessions.withSession(session -> entries.visible(session, id))
                .map(entry -> Response.ok(EntryView.of(entry, entries.concerns(entry)))
                        .header(HttpHeaders.ETAG, IfMatch.etag(entry.lockVersion))
                        .build());
    }

    /** Submits a draft to the unit's supervisor. */
    @POST
    @Path("{id}/submission")
    @RolesAllowed(Roles.DATA_SPECIALIST)
    @Operation(operationId = "submitEntry", summary = "Submits a draft to the unit's data supervisor")
    @APIResponseSchema(value = EntryView.class, responseCode = "200")
    public Uni<Response> submit(UUID id) {
        return writes.once(
                session -> entries.submit(session, id).call(session::flush).map(this::answer));
    }

    /** Begins a new version of a published entry; the published one stays as it is until the new one is published. */
    @POST
    @Path("{id}/revision")
    @RolesAllowed(Roles.DATA_SPECIALIST)
    @Operation(
            operationId = "reviseEntry",
            summary = "Begins a new version of a published entry",
            description = "It starts from the published content and is changed, submitted and reviewed like a draft;"
                    + " the published version stays live until then.")
    @APIResponseSchema(value = EntryView.class, responseCode = "200")
    public Uni<Response> revise(UUID id) {
        return writes.once(
                session -> entries.revise(session, id).call(session::flush).map(this::answer));
    }

    /** Gives a new version up while it is a draft. */
    @DELETE
    @Path("{id}/revision")
    @RolesAllowed(Roles.DATA_SPECIALIST)
    @Operation(
            operationId = "discardRevision",
            summary = "Gives a new version up while it is a draft",
            description = "The published version stays. A draft that was never published cannot be given up.")
    @APIResponseSchema(value = EntryView.class, responseCode = "200")
    public Uni<Response> discard(UUID id) {
        return writes.once(
                session -> entries.discard(session, id).call(session::flush).map(this::answer));
    }

    /** The supervisor passes an entry on or returns it. */
    @POST
    @Path("{id}/review")
    @RolesAllowed(Roles.DATA_SUPERVISOR)
    @Operation(operationId = "reviewEntry", summary = "Passes an entry on to the authority, or returns it with reasons")
    @APIResponseSchema(value = EntryView.class, responseCode = "200")
    public Uni<Response> review(UUID id, ReviewDecision decision) {
        return writes.once(session ->
                entries.review(session, id, decision).call(session::flush).map(this::answer));
    }

    /** The authority confirms or adjusts an entry and publishes it, or returns it. */
    @POST
    @Path("{id}/publication")
    @RolesAllowed(Roles.AUTHORITY_REVIEWER)
    @Operation(
            operationId = "publishEntry",
            summary = "Publishes an entry as submitted or adjusted, or returns it with reasons",
            description =
                    "An adjustment states its reasons and the whole content that is published; the unit sees at the"
                            + " version's address what was changed.")
    @APIResponseSchema(value = EntryView.class, responseCode = "200")
    public Uni<Response> publish(UUID id, PublicationDecision decision) {
        return writes.once(session ->
                entries.publish(session, id, decision).call(session::flush).map(this::answer));
    }

    /** The unit proposes to retire a published entry. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("{id}/retirement-proposal")
    @RolesAllowed(Roles.DATA_SPECIALIST)
    @Operation(
            operationId = "proposeRetirement",
            summary = "Proposes to retire a published entry",
            description = "It stays published until the authority decides. While a new version is under work beside it,"
                    + " nothing can be proposed.")
    @APIResponseSchema(value = EntryView.class, responseCode = "200")
    public Uni<Response> proposeRetirement(UUID id, RetirementProposal proposal) {
        return writes.once(session -> entries.proposeRetirement(session, id, proposal)
                .call(session::flush)
                .map(this::answer));
    }

    /** The authority retires an entry for good, or keeps it. */
    @POST
    @Path("{id}/retirement")
    @RolesAllowed(Roles.AUTHORITY_REVIEWER)
    @Operation(
            operationId = "decideRetirement",
            summary = "Retires an entry for good, or keeps it with reasons",
            description =
                    "A retired entry is no longer listed and takes no new version and no resource; its versions stay"
                            + " readable.")
    @APIResponseSchema(value = EntryView.class, responseCode = "200")
    public Uni<Response> decideRetirement(UUID id, RetirementDecision decision) {
        return writes.once(session -> entries.decideRetirement(session, id, decision)
                .call(session::flush)
                .map(this::answer));
    }

    private Response answer(Entry entry) {
        return Response.ok(EntryView.underWork(entry))
                .header(HttpHeaders.ETAG, IfMatch.etag(entry.lockVersion))
                .build();
    }
}
