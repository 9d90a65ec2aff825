package org.publicdatamesh.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says a body over the limit before it is read, as a problem document; the server alone would say nothing. */
@ApplicationScoped
class BodyLimit {
    static final Refusal TOO_LARGE =
            Refusal.of(413, "content-too-large", "The body is larger than this operation takes.");

    private static final int BEFORE_THE_SERVERS_OWN = 100;

    private final long limit;
    private final ObjectMapper json;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit, ObjectMapper json) {
        this.limit = limit.asLongValue();
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_THE_SERVERS_OWN);
    }

    private void check(RoutingContext request) {
        String length = request.request().getHeader("Content-Length");
        if (length == null || !length.matches("\\d{1,18}") || Long.parseLong(length) <= limit) {
            request.next();
            return;
        }
        String language = Messages.language(request.request().getHeader("Accept-Language"));
        try {
            request.response()
                    .setStatusCode(TOO_LARGE.status())
                    .putHeader("Content-Type", Problem.MEDIA_TYPE.toString())
                    .putHeader("Content-Language", Messages.spoken(language))
                    .putHeader("Connection", "close")
                    .end(json.writeValueAsString(Problem.of(TOO_LARGE, List.of(), language)))
                    .onComplete(done -> request.request().connection().close());
        } catch (JsonProcessingException e) {
            request.fail(e);
        }
    }
}
