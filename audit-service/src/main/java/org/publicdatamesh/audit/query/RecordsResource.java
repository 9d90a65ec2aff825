package org.publicdatamesh.audit.query;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.access.AccessLog;
import org.publicdatamesh.kit.event.audit.RecordsAsked;
import org.publicdatamesh.kit.event.audit.RecordsRead;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;

/** The record and its receipts, for auditors and the authority. */
@Path("/api/v1")
@Tag(name = "record", description = "What happened, and the proof of it")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AUDITOR, Roles.AUTHORITY_ADMIN})
public class RecordsResource {
    private final Records records;
    private final Receipts receipts;
    private final AccessLog log;
    private final Caller caller;

    RecordsResource(Records records, Receipts receipts, AccessLog log, Caller caller) {
        this.records = records;
        this.receipts = receipts;
        this.log = log;
        this.caller = caller;
    }

    /** Records in the order of the log; every condition given holds. */
    @GET
    @Path("records")
    @Operation(
            operationId = "listRecords",
            summary = "Records in the order of the log; every condition given holds",
            description = "Who reads which records is recorded first; Access-Id names that record's access.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = AuditRecord[].class)))
    public Uni<Response> list(
            @Parameter(description = "Catalogue entry", example = "0198c5b2-6f2e-7c53-9a3e-0d8f5a1b2c3d")
                    @QueryParam("entry")
                    @Nullable
                    String entry,
            @Parameter(
                            description = "Unit concerned: acting, providing, consuming or holding",
                            example = "civil-affairs")
                    @QueryParam("unit")
                    @Nullable
                    String unit,
            @Parameter(description = "Grant") @QueryParam("grant") @Nullable String grant,
            @Parameter(description = "CloudEvents type", example = "org.publicdatamesh.exchange.access.recorded.v1")
                    @QueryParam("type")
                    @Nullable
                    String type,
            @Parameter(description = "Earliest time, inclusive", example = "2026-03-01T00:00:00+08:00")
                    @QueryParam("from")
                    @Nullable
                    String from,
            @Parameter(description = "Latest time, exclusive", example = "2026-04-01T00:00:00+08:00")
                    @QueryParam("to")
                    @Nullable
                    String to,
            @Parameter(description = "1 to 200, 50 if absent") @QueryParam("limit") @Nullable String limit,
            @Parameter(description = "From the page before") @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        RecordFilter filter = RecordFilter.of(entry, unit, grant, type, from, to);
        Paging paging = Paging.of(limit, cursor);
        RecordsRead reading = reading(filter.asked());
        return records.find(filter, paging)
                .map(found -> Page.cut(found, paging, record -> String.valueOf(record.leafIndex())))
                .call(page -> record(reading, page.items()))
                .map(page -> with(reading, page.response(uri)));
    }

    /** The record of one event. */
    @GET
    @Path("records/{eventId}")
    @Operation(
            operationId = "getRecord",
            summary = "The record of one event",
            description = "Who reads it is recorded first; Access-Id names that record's access.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = AuditRecord.class)))
    public Uni<Response> get(@PathParam("eventId") String eventId) {
        UUID event = id(eventId);
        RecordsRead reading = reading(new RecordsAsked(event, null, null, null, null, null, null));
        return records.byEvent(event)
                .call(found -> record(reading, List.of(found)))
                .map(found -> with(reading, Response.ok(found).build()));
    }

    private RecordsRead reading(RecordsAsked asked) {
        return new RecordsRead(Outbox.newId(), asked, 0, null, null, caller.as(Roles.AUDITOR, Roles.AUTHORITY_ADMIN));
    }

    /** Records tell of persons: that they are shown is durable before they are (Art. 40). */
    private Uni<Void> record(RecordsRead reading, List<AuditRecord> shown) {
        return log.record(
                reading.accessId().toString(),
                new RecordsRead(
                        reading.accessId(),
                        reading.asked(),
                        shown.size(),
                        shown.isEmpty() ? null : shown.getFirst().leafIndex(),
                        shown.isEmpty() ? null : shown.getLast().leafIndex(),
                        reading.actor()));
    }

    private static Response with(RecordsRead reading, Response answer) {
        return Response.fromResponse(answer)
                .header("Access-Id", reading.accessId().toString())
                .build();
    }

    /** Leaf, inclusion proof and checkpoint of one event. */
    @GET
    @Path("receipts/{eventId}")
    @Operation(
            operationId = "getReceipt",
            summary = "Leaf, inclusion proof and signed checkpoint: proof that the event is in the log")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Receipt.class)))
    public Uni<Response> receipt(@PathParam("eventId") String eventId) {
        return receipts.of(id(eventId)).map(receipt -> Response.ok(receipt).build());
    }

    private static UUID id(String text) {
        if (!text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw RefusedException.notFound("record");
        }
        return UUID.fromString(text);
    }
}
