package org.publicdatamesh.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.logging.Log;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.pgclient.PgException;
import jakarta.persistence.OptimisticLockException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.hibernate.StaleObjectStateException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure of a request as a problem document. No class name and no SQL ever leaves. */
public class ProblemMappers {
    /** Refusals: their own status. */
    @ServerExceptionMapper(priority = 1)
    public Response refused(RefusedException e) {
        return Problem.of(e.refusal(), e.violations()).response();
    }

    /** No or no valid token. */
    @ServerExceptionMapper(priority = 1)
    public Response unauthorized(UnauthorizedException e) {
        return challenge();
    }

    /** A token that is expired, foreign or no token at all. */
    @ServerExceptionMapper(priority = 1)
    public Response failed(AuthenticationFailedException e) {
        return challenge();
    }

    /** A role that the operation does not allow. */
    @ServerExceptionMapper(priority = 1)
    public Response forbidden(ForbiddenException e) {
        return Problem.of(403, "role-not-allowed", "The caller's role does not allow this operation.")
                .response();
    }

    /** Constraints on parameters. */
    @ServerExceptionMapper(priority = 1)
    public Response constraints(ConstraintViolationException e) {
        List<Violation> violations = e.getConstraintViolations().stream()
                .map(v -> {
                    String path = v.getPropertyPath().toString();
                    return Violation.parameter(path.substring(path.lastIndexOf('.') + 1), "constraint", v.getMessage());
                })
                .sorted(java.util.Comparator.comparing(v -> String.valueOf(v.parameter())))
                .toList();
        return Problem.of(RefusedException.invalid(violations).refusal(), violations)
                .response();
    }

    /** JSON that is none. */
    @ServerExceptionMapper(priority = 1)
    public Response json(JsonProcessingException e) {
        return Problem.of(400, "malformed-json", "The body is not well-formed JSON.")
                .response();
    }

    /** Two writers at once: the later one reads again. */
    @ServerExceptionMapper(priority = 1)
    public Response stale(OptimisticLockException e) {
        return staleState();
    }

    /** Two writers at once, as the persistence layer says it. */
    @ServerExceptionMapper(priority = 1)
    public Response stale(StaleObjectStateException e) {
        return staleState();
    }

    /** What the framework refuses: unknown paths, methods, media types, sizes. */
    @ServerExceptionMapper(priority = 1)
    public Response web(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        if (status >= 500) {
            return unexpected(e);
        }
        if (status < 400) {
            return e.getResponse();
        }
        Response.ResponseBuilder answer = Response.fromResponse(problem(status).response());
        String allow = e.getResponse().getHeaderString(HttpHeaders.ALLOW);
        if (allow != null) {
            answer.header(HttpHeaders.ALLOW, allow);
        }
        return answer.build();
    }

    /** Anything else is a fault of ours: logged with an id, told by that id only. */
    @ServerExceptionMapper
    public Response unexpected(Throwable e) {
        for (Throwable cause = e; cause != null && cause.getCause() != cause; cause = cause.getCause()) {
            switch (cause) {
                case RefusedException refused -> {
                    return refused(refused);
                }
                case OptimisticLockException stale -> {
                    return stale(stale);
                }
                case PgException database
                when "23505".equals(database.getSqlState()) -> {
                    return Problem.of(409, "already-exists", "There is such a thing already.")
                            .response();
                }
                case PgException database
                when "22021".equals(database.getSqlState()) || "22P05".equals(database.getSqlState()) -> {
                    return Problem.of(422, "unstorable-text", "A text holds a character that cannot be stored.")
                            .response();
                }
                default -> {}
            }
        }
        UUID incident = UUID.randomUUID();
        Log.errorf(e, "Incident %s", incident);
        return Problem.of(500, "internal-error", "The platform failed; incident " + incident + ".")
                .response();
    }

    private static Problem problem(int status) {
        return switch (status) {
            case 400 -> Problem.of(400, "bad-request", "The request cannot be read.");
            case 401 -> Problem.of(401, "authentication-required", "A valid access token is required.");
            case 403 -> Problem.of(403, "role-not-allowed", "The caller's role does not allow this operation.");
            case 404 -> Problem.of(404, "not-found", "There is nothing at this address.");
            case 405 -> Problem.of(405, "method-not-allowed", "The address does not take this method.");
            case 406 -> Problem.of(406, "not-acceptable", "None of the accepted media types is offered.");
            case 413 -> Problem.of(413, "content-too-large", "The body is larger than this operation takes.");
            case 415 -> Problem.of(415, "unsupported-media-type", "The operation does not take this media type.");
            default -> Problem.of(status, "request-refused", "The request was refused.");
        };
    }

    private static Response staleState() {
        return Problem.of(412, "stale-version", "The thing has changed since it was read; read it again.")
                .response();
    }

    private static Response challenge() {
        return Response.fromResponse(problem(401).response())
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"public-data\"")
                .build();
    }
}
