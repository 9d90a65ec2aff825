package org.publicdatamesh.exchange.notice;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.LockModeType;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.exchange.CorrectionAcknowledged;
import org.publicdatamesh.kit.event.exchange.CorrectionApplied;
import org.publicdatamesh.kit.event.exchange.GrantStep;
import org.publicdatamesh.kit.event.exchange.GrantStepAcknowledged;
import org.publicdatamesh.kit.event.exchange.ResourceEndAcknowledged;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;

/** A unit's inbox: corrections, resources that ended, and what was done to grants. */
@Path("/api/v1/notices")
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "notices",
        description = "Corrections and ends of data that a unit holds, and steps on its grants (Art. 17, 25, 27)")
public class NoticeResource {
    private static final Refusal NOT_ACKNOWLEDGED =
            Refusal.of(409, "not-acknowledged", "A correction is acknowledged before it is confirmed.");
    private static final Refusal NOTHING_TO_CONFIRM =
            Refusal.of(409, "nothing-to-confirm", "This notice is acknowledged and has nothing to confirm.");

    private final Inbox inbox;
    private final Outbox outbox;
    private final Writes writes;
    private final Caller caller;
    private final InstantSource clock;

    NoticeResource(Inbox inbox, Outbox outbox, Writes writes, Caller caller, InstantSource clock) {
        this.inbox = inbox;
        this.outbox = outbox;
        this.writes = writes;
        this.caller = caller;
        this.clock = clock;
    }

    /** The inbox, oldest first. */
    @GET
    @RolesAllowed({Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.DATA_SYSTEM})
    @Operation(
            operationId = "listNotices",
            summary = "Lists the notices of the caller's unit, oldest first",
            description = "A unit that goes on with cursor={resume} of its last page misses none. That values leave is"
                    + " recorded first; those of a grant that has ended or is contained are withheld.")
    public Uni<Response> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.DATA_SYSTEM);
        return inbox.page(caller.unit(), Paging.of(limit, cursor), actor).map(page -> page.response(uri));
    }

    /** One notice. */
    @GET
    @Path("{id}")
    @RolesAllowed({Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.DATA_SYSTEM})
    @Operation(
            operationId = "getNotice",
            summary = "Reads a notice",
            description =
                    "That values leave is recorded first; those of a grant that has ended or is contained are withheld.")
    @APIResponseSchema(value = NoticeView.class, responseCode = "200")
    public Uni<NoticeView> get(UUID id) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.DATA_SYSTEM);
        return inbox.one(id, this::own, actor);
    }

    /** The holder takes the notice up. */
    @POST
    @Path("{id}/acknowledgement")
    @RolesAllowed({Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.DATA_SYSTEM})
    @Operation(
            operationId = "acknowledgeNotice",
            summary = "Acknowledges a notice",
            description = "Said again, it changes nothing. The answer tells how far it is, and no values.")
    @APIResponseSchema(value = Tracking.class, responseCode = "200")
    public Uni<Response> acknowledge(UUID id) {
        return say(id, NoticeState.Command.ACKNOWLEDGE);
    }

    /** The holder has changed its copies. */
    @POST
    @Path("{id}/confirmation")
    @RolesAllowed({Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.DATA_SYSTEM})
    @Operation(
            operationId = "confirmNotice",
            summary = "Confirms that the holder's copies are corrected",
            description =
                    "Of a correction. Said again, nothing changes. The answer tells how far it is, and no values.")
    @APIResponseSchema(value = Tracking.class, responseCode = "200")
    public Uni<Response> confirm(UUID id) {
        return say(id, NoticeState.Command.CONFIRM);
    }

    private Uni<Response> say(UUID id, NoticeState.Command command) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.DATA_SYSTEM);
        return writes.once(session -> session.find(Notice.class, id, LockModeType.PESSIMISTIC_WRITE)
                .map(this::own)
                .chain(notice -> switch (notice.state.on(notice.kind, command)) {
                    case REPEATED -> Uni.createFrom().item(notice);
                    case NOT_ACKNOWLEDGED -> throw new RefusedException(NOT_ACKNOWLEDGED);
                    case NOTHING_TO_CONFIRM -> throw new RefusedException(NOTHING_TO_CONFIRM);
                    case MOVED -> move(session, notice, command, actor);
                })
                .map(notice -> Response.ok(notice.tracking()).build()));
    }

    private Uni<Notice> move(Mutiny.Session session, Notice notice, NoticeState.Command command, Actor actor) {
        Instant now = clock.instant();
        String key = notice.resourceId.toString();
        notice.state = notice.state.after(notice.kind, command).orElseThrow();
        return switch (command) {
            case ACKNOWLEDGE -> {
                notice.acknowledgedAt = now;
                yield outbox.publish(session, key, acknowledged(notice, actor)).replaceWith(notice);
            }
            case CONFIRM -> {
                notice.appliedAt = now;
                yield outbox.publish(
                                session,
                                key,
                                new CorrectionApplied(
                                        notice.id,
                                        correction(notice),
                                        notice.resourceId,
                                        notice.entryId,
                                        notice.grantId,
                                        notice.holder,
                                        actor))
                        .replaceWith(notice);
            }
        };
    }

    private static MeshEvent acknowledged(Notice notice, Actor actor) {
        return switch (notice.kind) {
            case CORRECTION ->
                new CorrectionAcknowledged(
                        notice.id,
                        correction(notice),
                        notice.resourceId,
                        notice.entryId,
                        notice.grantId,
                        notice.holder,
                        actor);
            case REPLACED, WITHDRAWN ->
                new ResourceEndAcknowledged(
                        notice.id,
                        notice.resourceId,
                        notice.successorId,
                        notice.entryId,
                        notice.grantId,
                        notice.holder,
                        actor);
            case GRANT ->
                new GrantStepAcknowledged(
                        notice.id,
                        notice.grantId,
                        notice.entryId,
                        notice.resourceId,
                        notice.holder,
                        step(notice),
                        actor);
        };
    }

    private static GrantStep step(Notice notice) {
        if (notice.step == null) {
            throw new IllegalStateException("a notice of a step names it");
        }
        return notice.step;
    }

    private static UUID correction(Notice notice) {
        if (notice.correctionId == null) {
            throw new IllegalStateException("a notice of a correction names it");
        }
        return notice.correctionId;
    }

    private Notice own(@Nullable Notice notice) {
        if (notice == null || !notice.holder.equals(caller.unit())) {
            throw RefusedException.notFound("notice");
        }
        return notice;
    }
}
