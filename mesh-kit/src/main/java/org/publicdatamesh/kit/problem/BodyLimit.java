package org.publicdatamesh.kit.problem;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Says a body over the limit before it is read, as a problem document; the server alone would say nothing. So it says a body
 * that is compressed: its size would not be known, and no operation unpacks it (RFC 9110, 8.4).
 */
@ApplicationScoped
class BodyLimit {
    static final Refusal TOO_LARGE =
            Refusal.of(413, "content-too-large", "The body is larger than this operation takes.");

    static final Refusal CODED = Refusal.of(
            415, "content-coding-not-taken", "The body is sent as it is, without a Content-Encoding such as gzip.");

    private static final int BEFORE_THE_SERVERS_OWN = 100;
    private static final int AFTER_THE_SERVERS_OWN = 1;

    private final long greatest;
    private final long usual;
    private final List<Pattern> large;
    private final ObjectMapper json;

    /**
     * @param greatest what the server takes at all
     * @param usual what an operation takes whose path is not among the large ones; the greatest where absent
     * @param large paths of operations that take files; {@code {id}} is any one segment
     */
    BodyLimit(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize greatest,
            @ConfigProperty(name = "mesh.http.usual-body-size") Optional<MemorySize> usual,
            @ConfigProperty(name = "mesh.http.large-bodies") Optional<Set<String>> large,
            ObjectMapper json) {
        this.greatest = greatest.asLongValue();
        this.usual = usual.map(MemorySize::asLongValue).orElse(this.greatest);
        this.large = large.orElse(Set.of()).stream().map(BodyLimit::pattern).toList();
        this.json = json;
    }

    private static Pattern pattern(String path) {
        return Pattern.compile(
                Stream.of(path.split("\\{\\w+}", -1)).map(Pattern::quote).collect(Collectors.joining("[^/]+")));
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_THE_SERVERS_OWN);
        if (usual < greatest) {
            filters.register(this::narrow, AFTER_THE_SERVERS_OWN);
        }
    }

    private long limit(RoutingContext request) {
        String path = request.normalizedPath();
        return large.stream().anyMatch(pattern -> pattern.matcher(path).matches()) ? greatest : usual;
    }

    /** A body without a length is counted while it is read, up to what is said here. */
    private void narrow(RoutingContext request) {
        request.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, limit(request));
        request.next();
    }

    private void check(RoutingContext request) {
        String coding = request.request().getHeader("Content-Encoding");
        if (coding != null && !coding.isBlank() && !coding.strip().equalsIgnoreCase("identity")) {
            request.response().putHeader("Accept-Encoding", "identity");
            EarlyAnswer.refuse(request, CODED, json);
            return;
        }
        String length = request.request().getHeader("Content-Length");
        if (length == null || !length.matches("\\d{1,18}") || Long.parseLong(length) <= limit(request)) {
            request.next();
            return;
        }
        EarlyAnswer.refuse(request, TOO_LARGE, json);
    }
}
