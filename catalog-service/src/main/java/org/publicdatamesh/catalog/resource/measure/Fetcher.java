package org.publicdatamesh.catalog.resource.measure;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.http.FetchFailure;
import org.publicdatamesh.kit.http.FetchedBody;
import org.publicdatamesh.kit.http.GuardedFetch;
import org.publicdatamesh.kit.http.ReachableNetworks;

/** Gets what is to be measured, on the disk and within the settings; what goes wrong there is a deviation. */
final class Fetcher implements AutoCloseable {
    private static final Map<String, String> HEADERS =
            Map.of("User-Agent", "public-data-mesh-check", "Accept", "application/json, text/csv;q=0.9, */*;q=0.5");

    private final GuardedFetch fetch;
    private final GuardedFetch.Bounds bounds;

    Fetcher(Vertx vertx, GuardedFetch.Resolver names, MeasuringConfig config) {
        this.fetch = new GuardedFetch(
                vertx,
                ReachableNetworks.publicAnd(config.allowedNetworks().orElse(List.of())),
                names,
                new HttpClientOptions().setKeepAlive(false).setMaxPoolSize(32).setMaxWaitQueueSize(256));
        this.bounds = new GuardedFetch.Bounds(
                config.connectTimeOut(),
                config.timeOut(),
                config.mostRedirects(),
                config.mostBytes(),
                config.mostInflatedBytes(),
                config.mostInflation());
    }

    @Override
    public void close() {
        fetch.close();
    }

    /** Gets it; what goes wrong there is a {@link Fetched.Failure}, never a failure of the {@code Uni}. */
    Uni<Fetched> get(URI address) {
        return fetch.keep(address, HEADERS, bounds, Spool::open)
                .map(Fetcher::answer)
                .onFailure(FetchFailure.class)
                .recoverWithItem(failure -> new Fetched.Failure(deviation((FetchFailure) failure)));
    }

    private static Fetched answer(GuardedFetch.Kept kept) {
        FetchedBody body = kept.body();
        return body == null
                ? new Fetched.Failure(Deviation.of(Aspect.REACHABLE, "status", 200, kept.status()))
                : new Fetched.Answer(
                        Objects.requireNonNullElse(kept.header("Content-Type"), ""),
                        time(kept.header("Last-Modified")),
                        body);
    }

    private Deviation deviation(FetchFailure failure) {
        return switch (failure.reason()) {
            case UNKNOWN_HOST -> at("unknown-host", failure);
            case PRIVATE_ADDRESS -> at("address-refused", failure);
            case UNREACHABLE -> at("no-connection", failure);
            case NOT_A_WEB_ADDRESS, BAD_REDIRECT -> Deviation.of(Aspect.REACHABLE, "not-redirectable");
            case TOO_MANY_REDIRECTS -> Deviation.of(Aspect.REACHABLE, "too-many-redirects", bounds.redirects(), null);
            case TOO_LARGE -> Deviation.of(Aspect.REACHABLE, "too-large", bounds.bytes(), null);
            case UNKNOWN_CODING -> Deviation.of(Aspect.REACHABLE, "unknown-coding", null, failure.about());
            case TIMED_OUT ->
                Deviation.of(Aspect.REACHABLE, "time-out", bounds.total().toSeconds() + " s", null);
            case BROKEN_OFF -> Deviation.of(Aspect.REACHABLE, "broken-off");
            case NOT_KEPT -> Deviation.of(Aspect.REACHABLE, "not-measurable");
        };
    }

    private static Deviation at(String code, FetchFailure failure) {
        return Deviation.ofItem(Aspect.REACHABLE, code, Objects.requireNonNull(failure.about()), null, null);
    }

    private static @Nullable Instant time(@Nullable String httpDate) {
        try {
            return httpDate == null ? null : Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(httpDate.strip()));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
