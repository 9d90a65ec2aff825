package org.publicdatamesh.exchange.application;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.sql.SessionSql;

/** What an application for a resource is likely to need. */
@Path("/api/v1/resources/{id}/item-suggestions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "applications", description = "Applying for shared data (Art. 25, 26)")
public class SuggestionResource {
    private static final int LONGEST_PURPOSE = 2000;
    private static final int MOST_GRANTED = 200;
    private static final String GRANTED =
            "select a.consumer, a.purpose, (select cast(json_agg(one.item ->> 'name') as text)"
                    + " from json_array_elements(cast(a.items as json)) as one(item)) from application a"
                    + " where a.entry_id = $1 and a.state = 'APPROVED' order by a.id desc limit " + MOST_GRANTED;

    private final Mutiny.SessionFactory sessions;

    SuggestionResource(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** The least items for a purpose. */
    @GET
    @RolesAllowed({Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR})
    @Operation(
            operationId = "suggestItems",
            summary = "Names the items that a purpose is likely to need at least, each with why",
            description =
                    "The items of the key, then those that at least half of the granted applications for the entry with"
                            + " two or more words of the purpose hold, the most frequent first; of the latest 200. What"
                            + " others hold is told only where those applications are of 3 units or more.")
    public Uni<List<ItemSuggestion>> suggest(UUID id, @QueryParam("purpose") @Nullable String purpose) {
        if (purpose == null || purpose.isBlank() || purpose.length() > LONGEST_PURPOSE) {
            throw RefusedException.invalid(List.of(Violation.parameter(
                    "purpose", "size", "1 to " + LONGEST_PURPOSE + " characters are expected.", 1, LONGEST_PURPOSE)));
        }
        return sessions.withSession(session -> SharedResource.find(session, id).chain(resource -> {
                    if (resource == null) {
                        throw RefusedException.notFound("resource");
                    }
                    return SessionSql.select(session, GRANTED, SuggestionResource::granted, resource.entryId())
                            .map(granted -> new Found(resource, granted));
                }))
                // Comparing so many texts would keep others waiting.
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(found -> Suggestions.of(purpose, found.resource(), found.granted()));
    }

    private record Found(SharedResource resource, List<Suggestions.Granted> granted) {}

    private static Suggestions.Granted granted(Object[] columns) {
        return new Suggestions.Granted(
                (String) columns[0], (String) columns[1], ApplicationView.names((String) columns[2]));
    }
}
