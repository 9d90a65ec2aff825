package org.publicdatamesh.catalog.dcat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.PublishedEntries;
import org.publicdatamesh.catalog.entry.PublishedEntries.Publication;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.rest.Paging;

/** What was published, as a feed; for whom the entries are. */
@Path("/api/v1/entries/changes.atom")
@RolesAllowed({
    Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
    Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
})
@Tag(name = "open-metadata", description = "Published entries as DCAT-AP 3, schema.org and Atom")
public class ChangesResource {
    private static final String ATOM = "application/atom+xml";

    private final Mutiny.SessionFactory sessions;
    private final OpenMetadata metadata;
    private final DcatConfig config;

    ChangesResource(Mutiny.SessionFactory sessions, OpenMetadata metadata, DcatConfig config) {
        this.sessions = sessions;
        this.metadata = metadata;
        this.config = config;
    }

    /** Versions as they were published, newest first (RFC 4287), page by page (RFC 5005). */
    @GET
    @Produces(ATOM)
    @Operation(
            operationId = "readChangesFeed",
            summary = "A feed of what was published and revised, newest first",
            description = "Atom (RFC 4287); the link next leads to what was published before (RFC 5005).")
    @APIResponse(responseCode = "200", description = "A page of the feed", content = @Content(mediaType = ATOM))
    @APIResponse(responseCode = "304", description = "The caller has it")
    public Uni<Response> changes(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context HttpHeaders headers) {
        Paging paging = Paging.of(limit, cursor);
        UUID before = cursor == null ? null : paging.afterId();
        return sessions.withSession(session -> page(session, before, paging, cursor))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(page -> {
                    Instant updated = page.updated();
                    return new Representation(
                                    ChangesFeed.write(config, page),
                                    MediaType.valueOf(ATOM),
                                    updated == null
                                            ? null
                                            : DcatResource.latest(
                                                    updated, page.units().values()))
                            .answer(headers);
                });
    }

    private Uni<ChangesFeed.Page> page(
            Mutiny.Session session, @Nullable UUID before, Paging paging, @Nullable String cursor) {
        return PublishedEntries.publications(session, before, paging.limit() + 1)
                .chain(found -> {
                    boolean more = found.size() > paging.limit();
                    List<Publication> members = more ? found.subList(0, paging.limit()) : found;
                    String next = more ? Paging.cursor(members.getLast().id().toString()) : null;
                    Set<String> named = new HashSet<>();
                    members.forEach(each -> named.add(each.unit()));
                    return metadata.units(session, named)
                            .map(units -> new ChangesFeed.Page(members, units, paging.limit(), cursor, next));
                });
    }
}
