package org.publicdatamesh.catalog.bulk;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.Entries;
import org.publicdatamesh.catalog.entry.EntryView;
import org.publicdatamesh.kit.identity.Roles;

/** Export of entries. */
@Path("/api/v1/entries/export")
@Tag(name = "bulk", description = "Import and export of many entries as XLSX and CSV (Art. 9)")
public class ExportResource {
    private static final int PAGE = 200;

    private final Mutiny.SessionFactory sessions;
    private final Entries entries;

    ExportResource(Mutiny.SessionFactory sessions, Entries entries) {
        this.sessions = sessions;
        this.entries = entries;
    }

    /** The entries that the list has for the caller, page by page in the order of the list. */
    @GET
    @Produces({Format.XLSX_TYPE, Format.CSV_TYPE})
    @Blocking
    @RolesAllowed({
        Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR, Roles.AUTHORITY_REVIEWER, Roles.AUTHORITY_ADMIN,
        Roles.GOVERNMENT_ARBITER, Roles.SECURITY_OFFICER, Roles.AUDITOR, Roles.DATA_SYSTEM
    })
    @Operation(
            operationId = "exportEntries",
            summary = "Exports entries as XLSX or CSV",
            description = "Published ones, and those of the caller's own unit, in the layout that an import takes.")
    @APIResponse(
            responseCode = "200",
            description = "The entries.",
            content = {
                @Content(mediaType = Format.XLSX_TYPE, schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = Format.CSV_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    public Response export(@QueryParam("format") @Nullable String format, @Context HttpHeaders headers) {
        Entries.Reader reader = entries.reader();
        return Format.of(format, headers.getHeaderString(HttpHeaders.ACCEPT))
                .answer("entries", to -> write(to, reader));
    }

    private void write(TableWriter to, Entries.Reader reader) throws IOException {
        UUID after = new UUID(0, 0);
        long number = 0;
        List<EntryView> page;
        do {
            page = page(reader, after);
            for (EntryView entry : page) {
                to.write(EntryRows.of(entry, ++number));
                after = entry.id();
            }
        } while (page.size() == PAGE);
    }

    private List<EntryView> page(Entries.Reader reader, UUID after) throws IOException {
        try {
            return VertxContextSupport.subscribeAndAwait(
                    () -> sessions.withSession(session -> entries.list(session, reader, after, PAGE)));
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("the entries cannot be read", e);
        }
    }
}
