package org.publicdatamesh.exchange.correction;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.notice.Notices;
import org.publicdatamesh.exchange.notice.Progress;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Oversight;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;

/** Corrections, and how they stand with every holder. */
@Path("/api/v1/corrections")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "corrections", description = "Corrected everywhere at once (Art. 27)")
public class CorrectionResource {
    private final Mutiny.SessionFactory sessions;
    private final Corrections corrections;
    private final Writes writes;
    private final Caller caller;

    CorrectionResource(Mutiny.SessionFactory sessions, Corrections corrections, Writes writes, Caller caller) {
        this.sessions = sessions;
        this.corrections = corrections;
        this.writes = writes;
        this.caller = caller;
    }

    /** A provider corrects its own data without a doubt. */
    @POST
    @RolesAllowed({Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR})
    @Operation(
            operationId = "correctRow",
            summary = "Corrects a row of the caller's own unit",
            description = "Every holder is told at once.")
    @APIResponseSchema(value = CorrectionView.class, responseCode = "201")
    public Uni<Response> correct(NewCorrection asked) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR);
        return writes.once(session -> SharedResource.lock(session, asked.resourceId())
                .chain(resource -> {
                    if (resource == null) {
                        throw RefusedException.invalid(
                                List.of(Violation.at("/resourceId", "unknown-resource", "There is no such resource.")));
                    }
                    caller.requireUnit(resource.unit());
                    List<Violation> violations = new ArrayList<>(CorrectionRules.brokenKey(resource, asked.key()));
                    violations.addAll(CorrectionRules.brokenChanges(resource, asked.changes()));
                    if (!violations.isEmpty()) {
                        throw RefusedException.invalid(violations);
                    }
                    return corrections.correct(
                            session, resource, null, asked.key(), asked.changes(), asked.reasons(), actor);
                })
                .chain(correction -> tracked(session, correction))
                .map(view -> Response.created(URI.create("/api/v1/corrections/" + view.id()))
                        .entity(view)
                        .build()));
    }

    /** Corrections of the caller's own unit; all, for the authority and auditors. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.DATA_SYSTEM,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(
            operationId = "listCorrections",
            summary = "Lists corrections and how far their holders are",
            description = "Keys and values are told to the provider only.")
    public Uni<Response> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        return sessions.withSession(session -> session.createQuery(
                                "from Correction where id > :after and (:all = true or provider = :unit) order by id",
                                Correction.class)
                        .setParameter("after", paging.afterId())
                        .setParameter("all", Oversight.of(caller))
                        .setParameter("unit", caller.unit())
                        .setMaxResults(paging.limit() + 1)
                        .getResultList()
                        .chain(found -> Notices.progress(
                                        session,
                                        found.stream()
                                                .map(correction -> correction.id)
                                                .toList())
                                .map(progress -> found.stream()
                                        .map(correction -> view(correction, progress))
                                        .toList())))
                .map(views ->
                        Page.cut(views, paging, view -> view.id().toString()).response(uri));
    }

    /** One correction. */
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
    @Operation(
            operationId = "getCorrection",
            summary = "Reads a correction and how far its holders are",
            description = "Key and values are told to the provider only.")
    public Uni<CorrectionView> get(UUID id) {
        return sessions.withSession(session -> session.find(Correction.class, id)
                .map(this::visible)
                .chain(correction -> tracked(session, correction)));
    }

    /** Who was told, in the order of their grants. */
    @GET
    @Path("{id}/holders")
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.DATA_SYSTEM,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(
            operationId = "listHolders",
            summary = "Lists the holders that a correction was told to, and how far each is")
    public Uni<Response> holders(
            UUID id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        return sessions.withSession(session -> session.find(Correction.class, id)
                        .map(this::visible)
                        .chain(correction -> Notices.tracked(session, correction.id, paging)))
                .map(page -> page.response(uri));
    }

    private Uni<CorrectionView> tracked(Mutiny.Session session, Correction correction) {
        return Notices.progress(session, List.of(correction.id)).map(progress -> view(correction, progress));
    }

    private CorrectionView view(Correction correction, Map<UUID, Progress> progress) {
        return CorrectionView.of(
                correction,
                progress.getOrDefault(correction.id, Progress.NONE),
                correction.provider.equals(caller.unit()));
    }

    private Correction visible(@Nullable Correction correction) {
        if (correction == null || !(Oversight.of(caller) || correction.provider.equals(caller.unit()))) {
            throw RefusedException.notFound("correction");
        }
        return correction;
    }
}
