package org.publicdatamesh.kit.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 9457).
 *
 * @param type stable URI of the kind of problem
 * @param title the kind of problem, for people
 * @param status HTTP status
 * @param code the last part of the type
 * @param detail what is wrong this time
 * @param errors every broken rule
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"type", "title", "status", "code", "detail", "errors"})
public record Problem(
        String type,
        String title,
        int status,
        String code,
        @Nullable String detail,
        @Nullable List<Violation> errors) {
    /** The media type of problem documents. */
    public static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

    private static final String PREFIX = "urn:public-data-mesh:problem:";

    /** The document of a refusal. */
    public static Problem of(Refusal refusal, List<Violation> violations) {
        return new Problem(
                PREFIX + refusal.code(),
                title(refusal.status()),
                refusal.status(),
                refusal.code(),
                refusal.message(),
                violations.isEmpty() ? null : violations);
    }

    /** The document of a status and a code. */
    public static Problem of(int status, String code, String detail) {
        return new Problem(PREFIX + code, title(status), status, code, detail, null);
    }

    /** As a response. */
    public Response response() {
        return Response.status(status).type(MEDIA_TYPE).entity(this).build();
    }

    private static String title(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Request refused" : known.getReasonPhrase();
    }
}
