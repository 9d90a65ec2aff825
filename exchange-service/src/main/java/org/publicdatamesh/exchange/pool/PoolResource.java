package org.publicdatamesh.exchange.pool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.rest.WriteRequest;
import org.publicdatamesh.kit.rest.Writes;

/** The pool: loading and quarantine. */
@Path("/api/v1/resources/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "pool", description = "Rows of shared resources (Art. 15, 16)")
public class PoolResource {
    private final Mutiny.SessionFactory sessions;
    private final Loading loading;
    private final Writes writes;
    private final WriteRequest request;
    private final Caller caller;

    PoolResource(Mutiny.SessionFactory sessions, Loading loading, Writes writes, WriteRequest request, Caller caller) {
        this.sessions = sessions;
        this.loading = loading;
        this.writes = writes;
        this.request = request;
        this.caller = caller;
    }

    /** Loads a CSV file. */
    @POST
    @Path("loads")
    @Consumes("text/csv")
    @Blocking
    @RolesAllowed({Roles.DATA_SPECIALIST, Roles.DATA_SYSTEM})
    @Operation(
            operationId = "loadRows",
            summary = "Loads a CSV file into the pool",
            description =
                    "UTF-8, RFC 4180, header of item names or labels. Only columns of the file change; rows that fail go to"
                            + " quarantine. `mode` is `partial` (rows that are not in the file stay; the default) or `full` (they"
                            + " leave the pool). Holders are told of changed, new and leaving rows as of corrections. A row that"
                            + " puts a corrected value back goes to quarantine, unless `revert-corrections` is true.")
    @APIResponseSchema(value = Loading.Report.class, responseCode = "201")
    public Uni<Response> load(
            UUID id,
            @QueryParam("mode") @Nullable String mode,
            @QueryParam("revert-corrections") @Nullable String revertCorrections,
            InputStream body) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST, Roles.DATA_SYSTEM);
        LoadWish wish = LoadWish.of(mode, revertCorrections);
        io.vertx.core.Context context = Vertx.currentContext();
        LoadFile file = LoadFile.of(body);
        request.body(file.sm3().getBytes(StandardCharsets.US_ASCII));
        return Uni.createFrom()
                .deferred(() -> writes.once(session -> SharedResource.lock(session, id)
                        .map(this::own)
                        .chain(resource -> loading.load(session, resource, file, wish, actor))
                        .map(report -> Response.created(URI.create("/api/v1/resources/" + id + "/quarantine"))
                                .entity(report)
                                .build())))
                .runSubscriptionOn(task -> context.runOnContext(ignored -> task.run()))
                .onTermination()
                .invoke(file::close);
    }

    /** A row in quarantine. */
    public record Quarantined(UUID loadId, long line, List<String> fields, List<String> reasons) {}

    /** Rows in quarantine. */
    @GET
    @Path("quarantine")
    @RolesAllowed({Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.DATA_SYSTEM})
    @Operation(operationId = "listQuarantine", summary = "Lists rows that failed, with every broken rule")
    public Uni<Response> quarantine(
            UUID id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Paging paging = Paging.of(limit, cursor);
        String after = paging.after() == null ? "" : paging.after();
        return sessions.withSession(session -> SharedResource.find(session, id)
                        .map(this::own)
                        .chain(resource -> session.createNativeQuery(
                                        "select load_id, line, fields, reasons from quarantine where resource_id = :id"
                                                + " and cast(load_id as text) || '/' || lpad(cast(line as text), 12, '0')"
                                                + " > :after order by load_id, line",
                                        Object[].class)
                                .setParameter("id", id)
                                .setParameter("after", after)
                                .setMaxResults(paging.limit() + 1)
                                .getResultList()))
                .map(rows -> Page.cut(
                                rows.stream()
                                        .map(row -> new Quarantined(
                                                (UUID) row[0],
                                                ((Number) row[1]).longValue(),
                                                texts((String) row[2]),
                                                texts((String) row[3])))
                                        .toList(),
                                paging,
                                row -> row.loadId() + "/" + String.format(java.util.Locale.ROOT, "%012d", row.line()))
                        .response(uri));
    }

    private SharedResource own(@Nullable SharedResource resource) {
        if (resource == null) {
            throw RefusedException.notFound("resource");
        }
        caller.requireUnit(resource.unit());
        return resource;
    }

    private static List<String> texts(String json) {
        try {
            return EventJson.MAPPER.readValue(json, new TypeReference<List<String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored texts cannot be read", e);
        }
    }
}
