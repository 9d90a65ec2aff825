package org.publicdatamesh.catalog.bulk;

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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.secrecy.Echoes;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.Messages;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.rest.WriteRequest;
import org.publicdatamesh.kit.rest.Writes;

/** Import of entries. */
@Path("/api/v1/entries/import")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "bulk", description = "Import and export of many entries as XLSX and CSV (Art. 9)")
public class ImportResource {
    private static final Refusal RUNNING =
            Refusal.of(429, "imports-running", "Other imports are running, as many as are done at a time; try again.");

    private static final Refusal TOO_SLOW = Refusal.of(
            408, "upload-too-slow", "The file did not arrive in time; others wait to send theirs. Try again.");

    private final Imports imports;
    private final Writes writes;
    private final WriteRequest request;
    private final Caller caller;
    private final BulkConfig limits;
    private final Running running;
    private final Echoes echoes;

    ImportResource(
            Imports imports,
            Writes writes,
            WriteRequest request,
            Caller caller,
            BulkConfig limits,
            Running running,
            Echoes echoes) {
        this.imports = imports;
        this.writes = writes;
        this.request = request;
        this.caller = caller;
        this.limits = limits;
        this.running = running;
        this.echoes = echoes;
    }

    /** Drafts the entries of a file for the caller's unit. */
    @POST
    @Consumes({Format.CSV_TYPE, Format.XLSX_TYPE})
    @Blocking
    @RolesAllowed(Roles.DATA_SPECIALIST)
    @Operation(
            operationId = "importEntries",
            summary = "Drafts many entries from an XLSX or CSV file",
            description =
                    "The layout is that of the template: one row per data item. mode=all-or-nothing writes nothing if a"
                            + " rule is broken, mode=best-effort keeps the good entries; dry-run=true only reports.")
    @APIResponseSchema(value = ImportReport.class, responseCode = "200")
    @APIResponse(
            responseCode = "429",
            description = "Other imports are running.",
            content = @Content(mediaType = "application/problem+json", schema = @Schema(ref = "Problem")))
    @APIResponse(
            responseCode = "408",
            description = "The file did not arrive in time.",
            content = @Content(mediaType = "application/problem+json", schema = @Schema(ref = "Problem")))
    public Uni<Response> run(
            @QueryParam("mode") @Nullable String mode,
            @QueryParam("dry-run") @Nullable String dryRun,
            @Context HttpHeaders headers,
            InputStream body) {
        Imports.Wish wish = wish(mode, dryRun, Messages.language(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE)));
        io.vertx.core.Context context = Vertx.currentContext();
        running.begin();
        TableFile table = null;
        try {
            table = open(headers.getMediaType(), body);
        } catch (RefusedException e) {
            throw echoes.of(e);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            if (table == null) {
                running.end();
            }
        }
        TableFile opened = table;
        AtomicInteger attempts = new AtomicInteger();
        return Uni.createFrom()
                .deferred(() -> {
                    int attempt = attempts.getAndIncrement();
                    return writes.once(session -> imports.run(session, opened, wish, attempt)
                            .map(report -> Response.ok(report).build()));
                })
                .onFailure(Imports.RulesChanged.class)
                .retry()
                .indefinitely()
                .onFailure(RefusedException.class)
                .transform(failure -> echoes.of((RefusedException) failure))
                .runSubscriptionOn(task -> context.runOnContext(ignored -> task.run()))
                .onTermination()
                .invoke(() -> {
                    close(opened);
                    running.end();
                });
    }

    private Imports.Wish wish(@Nullable String mode, @Nullable String dryRun, String language) {
        List<Violation> violations = new ArrayList<>();
        ImportMode chosen = ImportMode.ALL_OR_NOTHING;
        if (mode != null) {
            chosen = null;
            for (ImportMode each : ImportMode.values()) {
                chosen = EventJson.kebab(each).equals(mode) ? each : chosen;
            }
            if (chosen == null) {
                String allowed = "all-or-nothing, best-effort";
                violations.add(Violation.parameter(
                        "mode", "not-one-of", "One of these is expected: " + allowed + ".", allowed));
                chosen = ImportMode.ALL_OR_NOTHING;
            }
        }
        if (dryRun != null && !dryRun.equals("true") && !dryRun.equals("false")) {
            violations.add(Violation.parameter("dry-run", "not-a-boolean", "true or false is expected."));
        }
        if (!violations.isEmpty()) {
            throw RefusedException.invalid(violations);
        }
        return new Imports.Wish(chosen, "true".equals(dryRun), caller.as(Roles.DATA_SPECIALIST), language);
    }

    /** Puts the body on the disk, so that memory does not depend on its size, and opens it there. */
    private TableFile open(MediaType type, InputStream body) throws IOException {
        java.nio.file.Path file = Files.createTempFile("import-", ".table");
        TableFile table = null;
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long size;
            try (InputStream in = new DigestInputStream(body, digest);
                    OutputStream out = Files.newOutputStream(file)) {
                size = spooled(in, out, limits.maxBytes().asLongValue(), limits.uploadWithin());
            }
            request.body(digest.digest());
            if (size == 0) {
                throw new Faults().with(Violation.at("", "empty-file", "A header row is expected, and rows below it."));
            }
            boolean csv = MediaType.valueOf(Format.CSV_TYPE).isCompatible(type);
            TableFile opened = csv ? new CsvFile(file, limits) : XlsxFile.open(file, size, limits);
            table = new Spooled(opened, file);
            return table;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } finally {
            if (table == null) {
                Files.deleteIfExists(file);
            }
        }
    }

    /**
     * Takes a body over.
     *
     * @return its bytes
     * @throws RefusedException 413 where there are more than {@code most}, 408 where they take longer to arrive than {@code within}
     */
    static long spooled(InputStream in, OutputStream out, long most, Duration within) throws IOException {
        long begun = System.nanoTime();
        long size = 0;
        byte[] some = new byte[65_536];
        for (int read = in.read(some); read >= 0; read = in.read(some)) {
            size += read;
            if (size > most) {
                throw new RefusedException(
                        Refusal.of(413, "file-too-large", "The file is larger than " + most + " bytes.", most));
            }
            if (System.nanoTime() - begun > within.toNanos()) {
                throw new RefusedException(TOO_SLOW).with(Map.of("Connection", List.of("close")));
            }
            out.write(some, 0, read);
        }
        return size;
    }

    private static void close(TableFile table) {
        try {
            table.close();
        } catch (IOException e) {
            io.quarkus.logging.Log.warnf("An imported file stays in the temporary folder: %s", e.getMessage());
        }
    }

    /** A table in a temporary file. */
    private record Spooled(TableFile table, java.nio.file.Path file) implements TableFile {
        @Override
        public Rows rows(Faults faults) {
            return table.rows(faults);
        }

        @Override
        public @Nullable String encoding() {
            return table.encoding();
        }

        @Override
        public void close() throws IOException {
            try {
                table.close();
            } finally {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Counts the imports that run. */
    @jakarta.inject.Singleton
    static class Running {
        private final Semaphore free;

        Running(BulkConfig limits) {
            this.free = new Semaphore(limits.atOnce());
        }

        void begin() {
            if (!free.tryAcquire()) {
                throw new RefusedException(RUNNING)
                        .with(Map.of(HttpHeaders.RETRY_AFTER, List.of("5"), "Connection", List.of("close")));
            }
        }

        void end() {
            free.release();
        }
    }

    /** An empty table of the layout. */
    @GET
    @Path("template")
    @Produces({Format.XLSX_TYPE, Format.CSV_TYPE})
    @Blocking
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "getImportTemplate",
            summary = "Gives an empty table to fill in",
            description = "As XLSX with the words that columns take and notes on a second sheet, or as CSV (UTF-8).")
    @APIResponse(
            responseCode = "200",
            description = "The table.",
            content = {
                @Content(mediaType = Format.XLSX_TYPE, schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = Format.CSV_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    public Response template(@QueryParam("format") @Nullable String format, @Context HttpHeaders headers) {
        return Format.of(format, headers.getHeaderString(HttpHeaders.ACCEPT))
                .answer("entries-template", TableWriter::template);
    }
}
