package org.publicdatamesh.catalog.dcat;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.catalog.resource.AttachedResources;
import org.publicdatamesh.catalog.resource.PoolLoads;
import org.publicdatamesh.catalog.resource.Resource;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.Messages;

/** How good the metadata of a published entry is, and what to mend. */
@Path("/api/v1/entries/{id}/quality")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "open-metadata", description = "Published entries as DCAT-AP 3, schema.org and Atom")
public class QualityResource {
    private final Mutiny.SessionFactory sessions;
    private final OpenMetadata metadata;
    private final PoolLoads loads;
    private final DcatConfig config;
    private final InstantSource clock;

    QualityResource(
            Mutiny.SessionFactory sessions,
            OpenMetadata metadata,
            PoolLoads loads,
            DcatConfig config,
            InstantSource clock) {
        this.sessions = sessions;
        this.metadata = metadata;
        this.loads = loads;
        this.config = config;
        this.clock = clock;
    }

    /** The score of the published version. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "assessMetadata",
            summary = "Scores the metadata of a published entry and says what to mend",
            description =
                    "Findability, accessibility, interoperability, reusability and contextuality as in the European"
                            + " Metadata Quality Assessment, and what the measures demand. Messages in the asked language.")
    @APIResponseSchema(value = MetadataQuality.class, responseCode = "200")
    public Uni<MetadataQuality> quality(UUID id, @Context HttpHeaders headers) {
        String language = Messages.language(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
        return sessions.withSession(session -> metadata.entry(session, id).chain(found -> AttachedResources.of(
                                session, List.of(id))
                        .chain(attached -> loads.last(session, id)
                                .map(renewed -> new MetadataQuality.Facts(
                                        found.entry().entry().content(),
                                        found.units()
                                                .containsKey(
                                                        found.entry().entry().unit()),
                                        config.licence().isPresent(),
                                        attached.getOrDefault(id, List.of()).stream()
                                                .map(Resource.View::kind)
                                                .toList(),
                                        found.entry().entry().issued(),
                                        renewed)))))
                .map(facts -> MetadataQuality.of(facts, clock.instant()).in(language));
    }
}
