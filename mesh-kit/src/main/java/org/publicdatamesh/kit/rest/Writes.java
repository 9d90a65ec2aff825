package org.publicdatamesh.kit.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;

/**
 * Runs a write in one transaction, once per {@code Idempotency-Key}: the key is claimed and the answer kept in the same
 * transaction as the effect, so a repeat gets the first answer and no second effect, however the first call ended for
 * the caller. A refusal, thrown, rolls everything back, the key too. Answers are JSON or empty.
 */
@ApplicationScoped
public class Writes {
    private static final Refusal REUSED =
            Refusal.of(422, "idempotency-key-reused", "This Idempotency-Key came with another request before.");

    private final Mutiny.SessionFactory sessions;
    private final WriteRequest request;
    private final Caller caller;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final Duration wait;
    private final Instance<RequestGuard> guards;

    Writes(
            Mutiny.SessionFactory sessions,
            WriteRequest request,
            Caller caller,
            ObjectMapper json,
            InstantSource clock,
            @ConfigProperty(name = "mesh.idempotency.wait", defaultValue = "5s") Duration wait,
            @Any Instance<RequestGuard> guards) {
        this.sessions = sessions;
        this.request = request;
        this.caller = caller;
        this.json = json;
        this.clock = clock;
        this.wait = wait;
        this.guards = guards;
    }

    /** Runs the work in one transaction, at most once for the request's key. */
    public Uni<Response> once(Function<Mutiny.Session, Uni<Response>> work) {
        String key = request.key();
        if (key == null) {
            return sessions.withTransaction(session -> work.apply(session).call(session::flush));
        }
        guards.forEach(guard -> guard.key(key));
        String scope = caller.person();
        String digest = request.digest();
        return sessions.withTransaction(session -> claim(session, scope, key, digest)
                .chain(claimed -> claimed
                        ? work.apply(session).call(session::flush).call(answer -> keep(session, scope, key, answer))
                        : replay(session, scope, key, digest)));
    }

    /** Waits for another request with the key to end, but not for ever. */
    private Uni<Boolean> claim(Mutiny.Session session, String scope, String key, String digest) {
        return session.createNativeQuery("with bound as (select set_config('lock_timeout', :wait, true))"
                        + " insert into idempotency_key (caller, key, digest, created_at)"
                        + " select :caller, :key, :digest, cast(:at as timestamptz) from bound"
                        + " on conflict do nothing")
                .setParameter("wait", wait.toMillis() + "ms")
                .setParameter("caller", scope)
                .setParameter("key", key)
                .setParameter("digest", digest)
                .setParameter("at", clock.instant())
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    private Uni<Void> keep(Mutiny.Session session, String scope, String key, Response answer) {
        return session.createNativeQuery(
                        "update idempotency_key set status = :status, body = :body, location = :location, etag = :etag"
                                + " where caller = :caller and key = :key")
                .setParameter("status", answer.getStatus())
                .setParameter("body", body(answer))
                .setParameter("location", header(answer, HttpHeaders.LOCATION))
                .setParameter("etag", header(answer, HttpHeaders.ETAG))
                .setParameter("caller", scope)
                .setParameter("key", key)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Uni<Response> replay(Mutiny.Session session, String scope, String key, String digest) {
        return session.createNativeQuery(
                        "select digest, status, body, location, etag from idempotency_key"
                                + " where caller = :caller and key = :key",
                        Object[].class)
                .setParameter("caller", scope)
                .setParameter("key", key)
                .getSingleResult()
                .map(row -> {
                    if (!digest.equals(row[0])) {
                        throw new RefusedException(REUSED);
                    }
                    Response.ResponseBuilder answer = Response.status(((Number) row[1]).intValue());
                    if (row[2] != null) {
                        answer.entity(row[2]).type(MediaType.APPLICATION_JSON_TYPE.withCharset("UTF-8"));
                    }
                    if (row[3] != null) {
                        answer.header(HttpHeaders.LOCATION, row[3]);
                    }
                    if (row[4] != null) {
                        answer.header(HttpHeaders.ETAG, row[4]);
                    }
                    return answer.header("Idempotency-Replayed", "true").build();
                });
    }

    private @Nullable String body(Response answer) {
        if (!answer.hasEntity()) {
            return null;
        }
        try {
            return json.writeValueAsString(answer.getEntity());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer that is not JSON", e);
        }
    }

    private static @Nullable String header(Response answer, String name) {
        Object value = answer.getHeaders().getFirst(name);
        return value == null ? null : value.toString();
    }
}
