package org.publicdatamesh.exchange.application;

import io.smallrye.mutiny.Uni;
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

/** What an application for a resource is likely to need. */
@Path("/api/v1/resources/{id}/item-suggestions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "applications", description = "Applying for shared data (Art. 25, 26)")
public class SuggestionResource {
    private static final int LONGEST_PURPOSE = 2000;
    private static final int MOST_GRANTED = 500;

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
                            + " two or more words of the purpose hold, the most frequent first; of the latest 500.")
    public Uni<List<ItemSuggestion>> suggest(UUID id, @QueryParam("purpose") @Nullable String purpose) {
        if (purpose == null || purpose.isBlank() || purpose.length() > LONGEST_PURPOSE) {
            throw RefusedException.invalid(List.of(Violation.parameter(
                    "purpose",
                    "wrong-length",
                    "1 to " + LONGEST_PURPOSE + " characters are expected.",
                    1,
                    LONGEST_PURPOSE)));
        }
        return sessions.withSession(session -> SharedResource.find(session, id).chain(resource -> {
            if (resource == null) {
                throw RefusedException.notFound("resource");
            }
            return session.createQuery(
                            "from Application where entryId = :entry and state = :approved order by id desc",
                            Application.class)
                    .setParameter("entry", resource.entryId())
                    .setParameter("approved", ApplicationState.APPROVED)
                    .setMaxResults(MOST_GRANTED)
                    .getResultList()
                    .map(found -> Suggestions.of(
                            purpose,
                            resource,
                            found.stream()
                                    .map(one -> new Suggestions.Granted(one.purpose, Applications.names(one)))
                                    .toList()));
        }));
    }
}
