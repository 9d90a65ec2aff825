package org.publicdatamesh.kit.inbox;

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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;

/** Events that this service could not process. */
@Path("/api/v1/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "dead letters", description = "Events that this service could not process, and their replay")
public class DeadLetterResource {
    private static final Refusal REPLAYED =
            Refusal.of(409, "already-replayed", "This dead letter has been replayed before.");

    private final DeadLetters letters;
    private final Inbox inbox;
    private final Writes writes;
    private final Caller caller;

    DeadLetterResource(DeadLetters letters, Inbox inbox, Writes writes, Caller caller) {
        this.letters = letters;
        this.inbox = inbox;
        this.writes = writes;
        this.caller = caller;
    }

    /** All dead letters, oldest first. */
    @GET
    @RolesAllowed(Roles.AUTHORITY_ADMIN)
    @Operation(
            operationId = "listDeadLetters",
            summary = "Lists dead letters",
            description = "Oldest first, with those that were replayed. The events' data is not shown.")
    public Uni<Response> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        return letters.find(paging)
                .map(found -> Page.cut(found.stream().map(DeadLetterRecord::of).toList(), paging, letter -> letter.id()
                                .toString())
                        .response(uri));
    }

    /** Gives an event to its handlers again. */
    @POST
    @Path("{id}/replay")
    @RolesAllowed(Roles.AUTHORITY_ADMIN)
    @Operation(
            operationId = "replayDeadLetter",
            summary = "Replays a dead letter",
            description = "The stored event goes to its handlers once more. Its effect, once however often it was"
                    + " delivered, and the mark on the dead letter commit together. Events that came after it have"
                    + " taken effect already.")
    @APIResponseSchema(value = DeadLetterRecord.class, responseCode = "200")
    public Uni<Response> replay(String id) {
        UUID letter = id(id);
        Actor actor = caller.as(Roles.AUTHORITY_ADMIN);
        List<Runnable> afterCommit = new ArrayList<>();
        return writes.once(session -> replay(session, letter, actor, afterCommit))
                .invoke(() -> afterCommit.forEach(Runnable::run))
                .call(letters::count);
    }

    private Uni<Response> replay(Mutiny.Session session, UUID id, Actor actor, List<Runnable> afterCommit) {
        return session.find(DeadLetter.class, id, LockModeType.PESSIMISTIC_WRITE)
                .chain(letter -> {
                    if (letter == null) {
                        throw RefusedException.notFound("dead letter");
                    }
                    if (letter.replayedAt != null) {
                        throw new RefusedException(REPLAYED);
                    }
                    return inbox.replay(session, letter, actor, afterCommit)
                            .map(ignored ->
                                    Response.ok(DeadLetterRecord.of(letter)).build());
                });
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw RefusedException.notFound("dead letter");
        }
    }
}
