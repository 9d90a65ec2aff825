package org.publicdatamesh.catalog.harvest;

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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.Writes;
import org.publicdatamesh.kit.sql.SessionSql;

/** Records that were harvested. They are published by other catalogues, and by nobody here. */
@Path("/api/v1/harvest/records")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "harvest", description = "Other catalogues that are harvested, and what was harvested")
public class RecordResource {
    private final Mutiny.SessionFactory sessions;
    private final Adoptions adoptions;
    private final Writes writes;

    RecordResource(Mutiny.SessionFactory sessions, Adoptions adoptions, Writes writes) {
        this.sessions = sessions;
        this.adoptions = adoptions;
        this.writes = writes;
    }

    /** Lists and searches records. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "listHarvestedRecords",
            summary = "Lists records that were harvested from other catalogues",
            description =
                    "q: words, each of which stands in title, description, keywords, identifiers, themes, publisher or"
                            + " IRI; publisher: part of its name or IRI; theme: IRI or name; format: format or media type; state is"
                            + " present, gone or all.")
    public Uni<Response> list(
            @QueryParam("source") @Nullable String source,
            @QueryParam("q") @Nullable String q,
            @QueryParam("publisher") @Nullable String publisher,
            @QueryParam("theme") @Nullable String theme,
            @QueryParam("keyword") @Nullable String keyword,
            @QueryParam("format") @Nullable String format,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        RecordFilter filter = new RecordFilter()
                .after(paging.afterId())
                .source(source)
                .words(q)
                .publisher(publisher)
                .member("theme", "themes", theme)
                .member("keyword", "keywords", keyword)
                .member("format", "formats", format)
                .state(state);
        String conditions = filter.sql();
        Object[] values = filter.valuesAnd(paging.limit() + 1);
        return sessions.withSession(session -> SessionSql.select(
                        session,
                        "select " + RecordViews.COLUMNS + " from harvest_record where " + conditions
                                + " order by id limit $" + values.length,
                        RecordViews.Row::of,
                        values))
                .map(found -> Page.cut(found, paging, row -> row.id().toString())
                        .map(RecordViews.Row::listed)
                        .response(uri));
    }

    /** One record. */
    @GET
    @Path("{id}")
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "getHarvestedRecord",
            summary = "Reads a harvested record with where it came from",
            description = "draft is what an adoption of it is filled with.")
    public Uni<RecordViews.Full> get(UUID id) {
        record Found(RecordViews.Row row, RecordViews.Provenance source) {}
        return sessions.withSession(session -> SessionSql.select(
                        session,
                        "select r.id, r.source_id, r.content, r.first_seen_at, r.last_seen_at, r.changed_at, r.gone_at,"
                                + " s.title, s.address, s.unit"
                                + " from harvest_record r join harvest_source s on s.id = r.source_id where r.id = $1",
                        columns -> new Found(
                                RecordViews.Row.of(columns),
                                new RecordViews.Provenance(
                                        (UUID) columns[1], (String) columns[7], (String) columns[8], (String)
                                                columns[9])),
                        id)
                .chain(found -> {
                    if (found.isEmpty()) {
                        throw RefusedException.notFound("record");
                    }
                    RecordViews.Row row = found.getFirst().row();
                    return SessionSql.select(
                                    session,
                                    "select id from harvest_record where iri = $1 and id <> $2 and gone_at is null"
                                            + " order by id limit 100",
                                    columns -> (UUID) columns[0],
                                    row.dataset().iri(),
                                    id)
                            .map(others -> new RecordViews.Full(
                                    id,
                                    found.getFirst().source(),
                                    row.dataset(),
                                    row.firstSeenAt(),
                                    row.lastSeenAt(),
                                    row.changedAt(),
                                    row.goneAt(),
                                    others,
                                    Prefilled.of(row.dataset())));
                }));
    }

    /** Drafts an entry out of a record. */
    @POST
    @Path("{id}/adoption")
    @RolesAllowed(Roles.DATA_SPECIALIST)
    @Operation(
            operationId = "adoptHarvestedRecord",
            summary = "Drafts an entry of the caller's unit out of a harvested record",
            description =
                    "What the body leaves out is the record's. The draft goes the way of every entry (Art. 10, 11).")
    @APIResponseSchema(value = Origin.class, responseCode = "201")
    public Uni<Response> adopt(UUID id, Adoption adoption) {
        return writes.once(session -> adoptions.adopt(session, id, adoption).map(origin -> Response.created(
                        URI.create("/api/v1/entries/" + origin.entryId()))
                .entity(origin)
                .build()));
    }
}
