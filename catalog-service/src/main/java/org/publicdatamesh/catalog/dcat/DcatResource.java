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
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.jena.rdf.model.Model;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.unit.PublishingUnit;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.rest.Paging;

/**
 * Published entries in RDF. They are for every post, as the list of entries is (Art. 11, 22): for departments' systems and
 * harvesters with an account. What everyone may read without one is the open portal's matter (Art. 30, 31).
 */
@Path("/api/v1/dcat")
@RolesAllowed({
    Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
    Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
})
@Tag(name = "open-metadata", description = "Published entries as DCAT-AP 3, schema.org and Atom")
public class DcatResource {
    private static final String TURTLE = "text/turtle";
    private static final String JSON_LD = "application/ld+json";
    private static final String RDF_XML = "application/rdf+xml";

    private final Mutiny.SessionFactory sessions;
    private final OpenMetadata metadata;
    private final DcatConfig config;

    DcatResource(Mutiny.SessionFactory sessions, OpenMetadata metadata, DcatConfig config) {
        this.sessions = sessions;
        this.metadata = metadata;
        this.config = config;
    }

    /** One entry. */
    @GET
    @Path("entries/{id}")
    @Produces({TURTLE, JSON_LD, RDF_XML})
    @Operation(
            operationId = "describeEntry",
            summary = "Describes a published entry as a DCAT-AP 3 dataset or a schema.org Dataset",
            description = "format: ttl, jsonld, rdf or schema; else by Accept, with the profile https://schema.org/ for"
                    + " schema.org.")
    @APIResponse(
            responseCode = "200",
            description = "The description",
            content = {@Content(mediaType = TURTLE), @Content(mediaType = JSON_LD), @Content(mediaType = RDF_XML)})
    @APIResponse(responseCode = "304", description = "The caller has it")
    public Uni<Response> entry(UUID id, @QueryParam("format") @Nullable String format, @Context HttpHeaders headers) {
        Syntax syntax = Syntax.chosen(format, headers.getAcceptableMediaTypes(), true);
        return answer(
                headers,
                session -> metadata.entry(session, id),
                found -> new Representation(
                        syntax == Syntax.SCHEMA
                                ? SchemaOrg.of(config, found.units(), found.entry())
                                : syntax.write(Descriptions.entry(config, found.units(), found.entry())),
                        syntax.type(),
                        latest(found.entry().modified(), found.units().values())));
    }

    /** The whole catalogue, page by page. */
    @GET
    @Path("catalog")
    @Produces({TURTLE, JSON_LD, RDF_XML})
    @Operation(
            operationId = "describeCatalogue",
            summary = "Describes the catalogue and a page of its datasets as DCAT-AP 3",
            description =
                    "Pages are linked as hydra:PartialCollectionView. format: ttl, jsonld or rdf; else by Accept.")
    @APIResponse(
            responseCode = "200",
            description = "The catalogue and a page of its datasets",
            content = {@Content(mediaType = TURTLE), @Content(mediaType = JSON_LD), @Content(mediaType = RDF_XML)})
    @APIResponse(responseCode = "304", description = "The caller has it")
    public Uni<Response> catalogue(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("format") @Nullable String format,
            @Context HttpHeaders headers) {
        Paging paging = Paging.of(limit, cursor);
        paging.afterId();
        Syntax syntax = Syntax.chosen(format, headers.getAcceptableMediaTypes(), false);
        return answer(
                headers,
                session -> metadata.page(session, paging, cursor, format),
                page -> rdf(syntax, Descriptions.page(config, page), page.modified()));
    }

    /** A unit as a publisher. */
    @GET
    @Path("units/{unit}")
    @Produces({TURTLE, JSON_LD, RDF_XML})
    @Operation(operationId = "describePublisher", summary = "Describes a unit as the publisher of entries")
    @APIResponse(
            responseCode = "200",
            description = "The unit as foaf:Agent",
            content = {@Content(mediaType = TURTLE), @Content(mediaType = JSON_LD), @Content(mediaType = RDF_XML)})
    @APIResponse(responseCode = "304", description = "The caller has it")
    public Uni<Response> unit(
            String unit, @QueryParam("format") @Nullable String format, @Context HttpHeaders headers) {
        Syntax syntax = Syntax.chosen(format, headers.getAcceptableMediaTypes(), false);
        return answer(
                headers,
                session -> metadata.unit(session, unit),
                found -> rdf(syntax, Descriptions.unit(config, found), found.asOf()));
    }

    /** The themes by which entries are grouped. */
    @GET
    @Path("themes")
    @Produces({TURTLE, JSON_LD, RDF_XML})
    @Operation(operationId = "describeThemes", summary = "The themes of entries, as a SKOS concept scheme")
    @APIResponse(
            responseCode = "200",
            description = "The concept scheme",
            content = {@Content(mediaType = TURTLE), @Content(mediaType = JSON_LD), @Content(mediaType = RDF_XML)})
    @APIResponse(responseCode = "304", description = "The caller has it")
    public Uni<Response> themes(@QueryParam("format") @Nullable String format, @Context HttpHeaders headers) {
        Syntax syntax = Syntax.chosen(format, headers.getAcceptableMediaTypes(), false);
        return Uni.createFrom()
                .item(syntax)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(chosen -> rdf(chosen, Descriptions.themes(config), null).answer(headers));
    }

    /** When the description changed last: names of units are in it. */
    static Instant latest(Instant modified, Collection<PublishingUnit> units) {
        return Stream.concat(Stream.of(modified), units.stream().map(PublishingUnit::asOf))
                .max(Comparator.naturalOrder())
                .orElse(modified);
    }

    private static Representation rdf(Syntax syntax, Model model, @Nullable Instant modified) {
        return new Representation(syntax.write(model), syntax.type(), modified);
    }

    /** Reads on the event loop and writes on a worker: a page of two hundred entries takes its time. */
    private <T> Uni<Response> answer(
            HttpHeaders headers, Function<Mutiny.Session, Uni<T>> read, Function<T, Representation> write) {
        return sessions.withSession(read::apply)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(found -> write.apply(found).answer(headers));
    }
}
