package org.publicdatamesh.kit.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import jakarta.ws.rs.core.HttpHeaders;
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
 * @param instance this occurrence, where it can be asked for: {@code urn:uuid:} and the id in the log
 * @param errors every broken rule
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"type", "title", "status", "code", "detail", "instance", "errors"})
public record Problem(
        String type,
        String title,
        int status,
        String code,
        @Nullable String detail,
        @Nullable String instance,
        @Nullable List<Violation> errors) {
    /** The media type of problem documents. */
    public static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

    private static final String PREFIX = "urn:public-data-mesh:problem:";

    /** The document of a refusal, in a language of {@link Messages}. */
    public static Problem of(Refusal refusal, List<Violation> violations, String language) {
        return new Problem(
                PREFIX + refusal.code(),
                Messages.message(language, "title." + refusal.status(), List.of(), title(refusal.status())),
                refusal.status(),
                refusal.code(),
                Messages.message(language, "problem." + refusal.code(), refusal.arguments(), refusal.message()),
                null,
                violations.isEmpty()
                        ? null
                        : violations.stream().map(v -> v.in(language)).toList());
    }

    /** The same, said of one occurrence. */
    public Problem at(String occurrence) {
        return new Problem(type, title, status, code, detail, occurrence, errors);
    }

    /** As a response in the language it was written in. */
    public Response response(String language) {
        return Response.status(status)
                .type(MEDIA_TYPE)
                .header(HttpHeaders.CONTENT_LANGUAGE, Messages.spoken(language))
                .entity(this)
                .build();
    }

    private static String title(int status) {
        return switch (status) {
            case 413 -> "Content Too Large";
            case 422 -> "Unprocessable Content";
            case 428 -> "Precondition Required";
            default -> {
                Response.Status known = Response.Status.fromStatusCode(status);
                yield known == null ? "Request Refused" : known.getReasonPhrase();
            }
        };
    }
}
