package org.publicdatamesh.exchange.grant;

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
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Oversight;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;

/** Grants, for those whom they concern. */
@Path("/api/v1/grants")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "grants", description = "What units may have (Art. 25, 26)")
public class GrantResource {
    private final Mutiny.SessionFactory sessions;
    private final Caller caller;
    private final InstantSource clock;

    GrantResource(Mutiny.SessionFactory sessions, Caller caller, InstantSource clock) {
        this.sessions = sessions;
        this.caller = caller;
        this.clock = clock;
    }

    /** Grants that the caller's unit has or provides; all, for the authority and auditors. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.DATA_SYSTEM,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(operationId = "listGrants", summary = "Lists grants")
    public Uni<Response> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        return sessions.withSession(session -> session.createQuery(
                                "from Grant where id > :after and (:all = true or consumer = :unit or provider = :unit)"
                                        + " order by id",
                                Grant.class)
                        .setParameter("after", paging.afterId())
                        .setParameter("all", Oversight.of(caller))
                        .setParameter("unit", caller.unit())
                        .setMaxResults(paging.limit() + 1)
                        .getResultList())
                .map(found -> Page.cut(
                                found.stream()
                                        .map(grant -> GrantView.of(grant, clock.instant()))
                                        .toList(),
                                paging,
                                view -> view.id().toString())
                        .response(uri));
    }

    /** One grant. */
    @GET
    @Path("{id}")
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.DATA_SYSTEM,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(operationId = "getGrant", summary = "Reads a grant")
    public Uni<GrantView> get(UUID id) {
        return sessions.withSession(session -> session.find(Grant.class, id)).map(grant -> {
            if (grant == null
                    || !(Oversight.of(caller)
                            || List.of(grant.consumer, grant.provider).contains(caller.unit()))) {
                throw RefusedException.notFound("grant");
            }
            return GrantView.of(grant, clock.instant());
        });
    }
}
