package org.publicdatamesh.exchange.application;

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
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.rest.WriteRequest;
import org.publicdatamesh.kit.rest.Writes;

/** Documents on which a refusal rests. */
@Path("/api/v1/applications/{id}/documents")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "applications", description = "Applying for shared data (Art. 25, 26)")
public class DocumentResource {
    /** Fixed-layout documents of GB/T 33190. */
    private static final String OFD = "application/ofd";

    private static final String PDF = "application/pdf";
    private static final String JPEG = "image/jpeg";
    private static final String PNG = "image/png";

    private final Mutiny.SessionFactory sessions;
    private final Documents documents;
    private final Writes writes;
    private final WriteRequest request;

    DocumentResource(Mutiny.SessionFactory sessions, Documents documents, Writes writes, WriteRequest request) {
        this.sessions = sessions;
        this.documents = documents;
        this.writes = writes;
        this.request = request;
    }

    /** Uploads a document. */
    @POST
    @Consumes({MediaType.APPLICATION_OCTET_STREAM, PDF, OFD, JPEG, PNG})
    @Blocking
    @RolesAllowed({Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR})
    @Operation(
            operationId = "uploadApplicationDocument",
            summary = "Uploads a document on which the provider's refusal is to rest",
            description =
                    "The body is the document, 1 byte to 8 MB; `name` is its name, 1 to 300 characters. Only while the provider"
                            + " has to decide. At most 20 documents of an application, of 40 MB in all.")
    @APIResponseSchema(value = DocumentView.class, responseCode = "201")
    public Uni<Response> upload(
            UUID id, @QueryParam("name") @Nullable String name, @Context HttpHeaders headers, InputStream body) {
        io.vertx.core.Context context = Vertx.currentContext();
        UploadedFile file = UploadedFile.of(name, named(headers.getMediaType()), body);
        request.body((file.mediaType() + " " + file.sm3()).getBytes(StandardCharsets.US_ASCII));
        return Uni.createFrom()
                .deferred(() -> writes.once(
                        session -> documents.upload(session, id, file).map(document -> Response.created(
                                        URI.create("/api/v1/applications/" + id + "/documents/" + document.id()))
                                .entity(document)
                                .build())))
                .runSubscriptionOn(task -> context.runOnContext(ignored -> task.run()));
    }

    /** The media type of those taken that is meant; the one for any bytes where none is. */
    private static String named(@Nullable MediaType type) {
        String name = type == null ? "" : (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT);
        return switch (name) {
            case PDF, OFD, JPEG, PNG -> name;
            default -> MediaType.APPLICATION_OCTET_STREAM;
        };
    }

    /**
     * The documents of an application.
     *
     * @param items all of them, the first uploaded first; at most 20
     */
    public record Uploaded(List<DocumentView> items) {}

    /** The documents of an application. */
    @GET
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.DATA_SYSTEM,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(
            operationId = "listApplicationDocuments",
            summary = "Lists the documents of an application",
            description = "All of them, at most 20; for both units, the authority and auditors.")
    public Uni<Uploaded> list(UUID id) {
        return sessions.withSession(session -> documents.list(session, id)).map(Uploaded::new);
    }

    /** The bytes of a document. */
    @GET
    @Path("{documentId}")
    @Produces(MediaType.WILDCARD)
    @RolesAllowed({
        Roles.DATA_SPECIALIST,
        Roles.DATA_SUPERVISOR,
        Roles.DATA_SYSTEM,
        Roles.AUTHORITY_REVIEWER,
        Roles.AUTHORITY_ADMIN,
        Roles.AUDITOR
    })
    @Operation(
            operationId = "getApplicationDocument",
            summary = "Gives a document of an application as it was uploaded",
            description = "A file to keep, of the media type that it was uploaded as.")
    @APIResponse(
            responseCode = "200",
            description = "The document's bytes.",
            content =
                    @Content(
                            mediaType = MediaType.WILDCARD,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Uni<Response> get(UUID id, UUID documentId) {
        return sessions.withSession(session -> documents.content(session, id, documentId))
                .map(content -> Response.ok(content.bytes())
                        .type(MediaType.valueOf(content.document().mediaType()))
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                attachment(content.document().name()))
                        .header("X-Content-Type-Options", "nosniff")
                        .build());
    }

    /** A file to keep under its name, whatever the letters (RFC 6266, RFC 8187). */
    private static String attachment(String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return "attachment; filename=\"document\"; filename*=UTF-8''" + encoded;
    }
}
