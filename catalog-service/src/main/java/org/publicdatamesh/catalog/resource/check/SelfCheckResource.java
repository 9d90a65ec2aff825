package org.publicdatamesh.catalog.resource.check;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.resource.Resource;
import org.publicdatamesh.catalog.resource.Resources;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.Messages;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;

/** Self-checks of a resource. */
@Path("/api/v1/resources/{id}/self-checks")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "checks", description = "Self-checks and conformity rounds (Art. 13)")
public class SelfCheckResource {
    private final Mutiny.SessionFactory sessions;
    private final SelfChecks checks;
    private final Resources resources;
    private final Writes writes;

    SelfCheckResource(Mutiny.SessionFactory sessions, SelfChecks checks, Resources resources, Writes writes) {
        this.sessions = sessions;
        this.checks = checks;
        this.resources = resources;
        this.writes = writes;
    }

    /** The unit checks its resource itself. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.DATA_SPECIALIST)
    @Operation(
            operationId = "beginSelfCheck",
            summary = "Declares a self-check's checklist and has the resource measured",
            description = "It is measured in the background; read it at its Location until its state is done.")
    @APIResponseSchema(value = CheckView.class, responseCode = "202")
    public Uni<Response> begin(UUID id, Checklist checklist, @Context HttpHeaders headers) {
        String language = language(headers);
        return writes.once(session -> checks.begin(session, id, checklist)
                .map(check -> Response.accepted(CheckView.of(check, language))
                        .location(URI.create("/api/v1/resources/" + id + "/self-checks/" + check.id))
                        .build()));
    }

    /** Self-checks of a resource of the caller's unit; of all, for the authority and auditors. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(operationId = "listSelfChecks", summary = "Lists a resource's self-checks, oldest first")
    public Uni<Response> list(
            UUID id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        String language = language(headers);
        return sessions.withSession(session -> ofTheUnit(session, id).chain(() -> session.createQuery(
                                "from Check where resourceId = :resource and roundId is null and id > :after"
                                        + " order by id",
                                Check.class)
                        .setParameter("resource", id)
                        .setParameter("after", paging.afterId())
                        .setMaxResults(paging.limit() + 1)
                        .getResultList()))
                .map(found -> Page.cut(found, paging, check -> check.id.toString())
                        .map(check -> CheckView.of(check, language))
                        .response(uri));
    }

    /** One self-check. */
    @GET
    @Path("{check}")
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(operationId = "getSelfCheck", summary = "Reads a self-check")
    public Uni<CheckView> get(UUID id, UUID check, @Context HttpHeaders headers) {
        String language = language(headers);
        return sessions.withSession(session -> ofTheUnit(session, id)
                .chain(() -> session.find(Check.class, check))
                .map(found -> {
                    if (found == null || !found.resourceId.equals(id) || found.roundId != null) {
                        throw RefusedException.notFound("self-check");
                    }
                    return CheckView.of(found, language);
                }));
    }

    private Uni<Resource> ofTheUnit(Mutiny.Session session, UUID id) {
        return session.find(Resource.class, id).map(found -> {
            Resource resource = resources.visible(found);
            if (!resources.seesAll(resource)) {
                throw RefusedException.notFound("self-check");
            }
            return resource;
        });
    }

    private static String language(HttpHeaders headers) {
        return Messages.language(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
    }
}
