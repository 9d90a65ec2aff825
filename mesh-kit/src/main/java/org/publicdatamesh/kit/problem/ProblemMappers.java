package org.publicdatamesh.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.logging.Log;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.OptimisticLockException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.StaleObjectStateException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Every failure of a request as a problem document. No class name and no SQL ever leaves. */
public class ProblemMappers {
    private static final Refusal AUTHENTICATION_REQUIRED =
            Refusal.of(401, "authentication-required", "A valid access token is required.");
    private static final Refusal STALE =
            Refusal.of(412, "stale-version", "The thing has changed since it was read; read it again.");

    /** Refusals: their own status. */
    @ServerExceptionMapper(priority = 1)
    public Response refused(RefusedException e, HttpHeaders headers) {
        Response.ResponseBuilder answer = Response.fromResponse(answer(e.refusal(), e.violations(), headers));
        e.headers().forEach((name, values) -> values.forEach(value -> answer.header(name, value)));
        return answer.build();
    }

    /** No token. */
    @ServerExceptionMapper(priority = 1)
    public Response unauthorized(UnauthorizedException e, HttpHeaders headers) {
        return challenge(headers);
    }

    /** A token that is expired, foreign or no token at all. */
    @ServerExceptionMapper(priority = 1)
    public Response failed(AuthenticationFailedException e, HttpHeaders headers) {
        return challenge(headers);
    }

    /** A role that the operation does not allow; those that it does are named. */
    @ServerExceptionMapper(priority = 1)
    public Response forbidden(ForbiddenException e, HttpHeaders headers, ResourceInfo operation) {
        return answer(RoleNotAllowed.needing(roles(operation)), headers);
    }

    /** The roles that an operation declares, itself or by its class. */
    private static List<String> roles(@Nullable ResourceInfo operation) {
        Method method = operation == null ? null : operation.getResourceMethod();
        if (method == null) {
            return List.of();
        }
        RolesAllowed own = method.getAnnotation(RolesAllowed.class);
        if (own != null) {
            return List.of(own.value());
        }
        RolesAllowed shared = method.getDeclaringClass().getAnnotation(RolesAllowed.class);
        return shared == null || method.isAnnotationPresent(DenyAll.class) ? List.of() : List.of(shared.value());
    }

    private static final Refusal BROKEN_OFF =
            Refusal.of(400, "request-broken-off", "The connection was closed before the whole body had come.");

    /** Constraints on parameters; one on what an operation answers is a fault of ours. */
    @ServerExceptionMapper(priority = 1)
    public Response constraints(ConstraintViolationException e, HttpHeaders headers) {
        if (e.getConstraintViolations().stream().anyMatch(ProblemMappers::isOfAnswer)) {
            return incident(e, headers);
        }
        List<Violation> violations = e.getConstraintViolations().stream()
                .map(v -> Violation.parameter(parameter(v), rule(v), v.getMessage()))
                .sorted(Comparator.comparing((Violation v) -> String.valueOf(v.parameter()))
                        .thenComparing(Violation::message))
                .toList();
        return refused(RefusedException.invalid(violations), headers);
    }

    /** JSON that is none. */
    @ServerExceptionMapper(priority = 1)
    public Response json(JsonProcessingException e, HttpHeaders headers) {
        return answer(Refusal.of(400, "malformed-json", "The body is not well-formed JSON."), headers);
    }

    /** Two writers at once: the later one reads again. */
    @ServerExceptionMapper(priority = 1)
    public Response stale(OptimisticLockException e, HttpHeaders headers) {
        return answer(STALE, headers);
    }

    /** Two writers at once, as the persistence layer says it. */
    @ServerExceptionMapper(priority = 1)
    public Response stale(StaleObjectStateException e, HttpHeaders headers) {
        return answer(STALE, headers);
    }

    /** What the framework refuses: unknown paths, methods, media types, sizes. */
    @ServerExceptionMapper(priority = 1)
    public Response web(WebApplicationException e, HttpHeaders headers) {
        int status = e.getResponse().getStatus();
        if (status >= 500) {
            return unexpected(e, headers);
        }
        if (status < 400) {
            return e.getResponse();
        }
        if (status == 401) {
            return challenge(headers);
        }
        Response.ResponseBuilder answer = Response.fromResponse(answer(refusal(status), headers));
        String allow = e.getResponse().getHeaderString(HttpHeaders.ALLOW);
        if (allow != null) {
            answer.header(HttpHeaders.ALLOW, allow);
        }
        return answer.build();
    }

    /** Anything else: a refusal further down, what the database says of the request, or a fault of ours. */
    @ServerExceptionMapper
    public Response unexpected(Throwable e, HttpHeaders headers) {
        if (e instanceof IOException && "Request too large".equals(e.getMessage())) {
            return answer(BodyLimit.TOO_LARGE, headers);
        }
        int depth = 0;
        for (Throwable cause = e; cause != null && depth < 20; cause = cause.getCause(), depth++) {
            Response known =
                    switch (cause) {
                        case RefusedException refused -> refused(refused, headers);
                        case OptimisticLockException stale -> stale(stale, headers);
                        case StaleObjectStateException stale -> stale(stale, headers);
                        case PgException database -> database(database.getSqlState(), database, headers);
                        case SQLException database -> database(database.getSQLState(), database, headers);
                        case ConnectException away -> unavailable(away, headers);
                        case ClosedConnectionException away -> unavailable(away, headers);
                        case HttpClosedException gone -> answer(BROKEN_OFF, headers);
                        // What the pool says when no connection came free in time.
                        case NoStackTraceThrowable late
                        when "Timeout".equals(late.getMessage()) -> unavailable(late, headers);
                        default -> null;
                    };
            if (known != null) {
                return known;
            }
        }
        return incident(e, headers);
    }

    private static @Nullable Response database(@Nullable String sqlState, Exception e, HttpHeaders headers) {
        String state = sqlState == null ? "" : sqlState;
        return switch (state) {
            case "23505" -> answer(Refusal.of(409, "already-exists", "There is such a thing already."), headers);
            case "22021", "22P05" ->
                answer(Refusal.of(422, "unstorable-text", "A text holds a character that cannot be stored."), headers);
            case "22001", "22003", "22007", "22008", "22009", "22P02" ->
                answer(
                        Refusal.of(422, "unstorable-value", "A value is too long, too large or of a form not stored."),
                        headers);
            case "55P03" ->
                answer(
                        Refusal.of(409, "request-in-progress", "The same thing is being worked on; try again."),
                        headers);
            default ->
                switch (state.substring(0, Math.min(2, state.length()))) {
                    case "08", "40", "53", "57" -> unavailable(e, headers);
                    default -> null;
                };
        };
    }

    private static Response unavailable(Throwable e, HttpHeaders headers) {
        Log.warnf("Answered 503: %s", e.getMessage());
        return Response.fromResponse(answer(
                        Refusal.of(503, "temporarily-unavailable", "The platform cannot answer now; try again."),
                        headers))
                .header(HttpHeaders.RETRY_AFTER, 1)
                .build();
    }

    private static Response incident(Throwable e, HttpHeaders headers) {
        UUID incident = UUID.randomUUID();
        Log.errorf(e, "Incident %s", incident);
        String language = language(headers);
        return Problem.of(
                        Refusal.of(500, "internal-error", "The platform failed; incident " + incident + ".", incident),
                        List.of(),
                        language)
                .at("urn:uuid:" + incident)
                .response(language);
    }

    private static Refusal refusal(int status) {
        return switch (status) {
            case 400 -> Refusal.of(400, "bad-request", "The request cannot be read.");
            case 403 -> RoleNotAllowed.needing(List.of());
            case 404 -> Refusal.of(404, "no-such-address", "There is nothing at this address.");
            case 405 -> Refusal.of(405, "method-not-allowed", "The address does not take this method.");
            case 406 -> Refusal.of(406, "not-acceptable", "None of the accepted media types is offered.");
            case 413 -> BodyLimit.TOO_LARGE;
            case 415 -> Refusal.of(415, "unsupported-media-type", "The operation does not take this media type.");
            default -> Refusal.of(status, "request-refused", "The request was refused.");
        };
    }

    private static Response challenge(HttpHeaders headers) {
        return Response.fromResponse(answer(AUTHENTICATION_REQUIRED, headers))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"public-data\"")
                .build();
    }

    private static Response answer(Refusal refusal, HttpHeaders headers) {
        return answer(refusal, List.of(), headers);
    }

    private static Response answer(Refusal refusal, List<Violation> violations, HttpHeaders headers) {
        String language = language(headers);
        return Problem.of(refusal, violations, language).response(language);
    }

    private static String language(HttpHeaders headers) {
        return Messages.language(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
    }

    private static boolean isOfAnswer(ConstraintViolation<?> violation) {
        for (var node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.RETURN_VALUE) {
                return true;
            }
        }
        return false;
    }

    private static String parameter(ConstraintViolation<?> violation) {
        String path = violation.getPropertyPath().toString();
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static String rule(ConstraintViolation<?> violation) {
        return violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName()
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
