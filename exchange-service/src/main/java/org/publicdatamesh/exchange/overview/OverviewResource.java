package org.publicdatamesh.exchange.overview;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;

/** What waits for whom, in one call. */
@Path("/api/v1/overview")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "overview", description = "What waits for whom (Art. 21)")
public class OverviewResource {
    private static final Comparator<Task> DUE_FIRST = Comparator.comparing(
                    (Task task) -> task.dueAt() == null ? Instant.MAX : task.dueAt())
            .thenComparing(Task::since)
            .thenComparing(Task::subjectId);

    private final Mutiny.SessionFactory sessions;
    private final Instance<Tasks> rooms;
    private final Caller caller;

    OverviewResource(Mutiny.SessionFactory sessions, @Any Instance<Tasks> rooms, Caller caller) {
        this.sessions = sessions;
        this.rooms = rooms;
        this.caller = caller;
    }

    /** What waits for the caller, and what the caller's unit waits for. */
    @GET
    @RolesAllowed({Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.GOVERNMENT_ARBITER})
    @Operation(
            operationId = "getOverview",
            summary = "What waits for me, what I wait for, what is due",
            description =
                    "By the caller's post and unit; what is due first comes first. At most 100 of each kind of task.")
    public Uni<OverviewView> get() {
        return sessions.withSession(session -> gather(room -> room.forCaller(session, caller))
                .chain(mine -> gather(room -> room.forOthers(session, caller))
                        .map(others ->
                                new OverviewView(mine, others, (int) Stream.concat(mine.stream(), others.stream())
                                        .filter(Task::overdue)
                                        .count()))));
    }

    private Uni<List<Task>> gather(Function<Tasks, Uni<List<Task>>> question) {
        return Tasks.joined(rooms.stream().map(question).toList())
                .map(found -> found.stream().sorted(DUE_FIRST).toList());
    }
}
