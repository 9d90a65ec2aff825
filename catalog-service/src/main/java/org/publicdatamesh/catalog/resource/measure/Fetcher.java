package org.publicdatamesh.catalog.resource.measure;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Gets what is at an address, within bounds: time in all, bytes, redirects. Each host, that of a redirect too, is resolved once,
 * every address of it has to be allowed, and the connection goes to one that was looked at, whatever the name leads to later.
 */
final class Fetcher implements AutoCloseable {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final Vertx vertx;
    private final HttpClient client;
    private final Networks networks;
    private final Names names;
    private final MeasuringConfig config;

    Fetcher(Vertx vertx, Networks networks, Names names, MeasuringConfig config) {
        this.vertx = vertx;
        this.networks = networks;
        this.names = names;
        this.config = config;
        client = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(false)
                .setConnectTimeout((int) config.connectTimeOut().toMillis())
                .setMaxPoolSize(32)
                .setMaxWaitQueueSize(256)
                .setMaxHeaderSize(16_384)
                .setVerifyHost(true)
                .setTrustAll(false));
    }

    @Override
    public void close() {
        client.close();
    }

    /** Gets it; what goes wrong there is a {@link Fetched.Failure}, never a failure of the {@code Uni}. */
    Uni<Fetched> get(URI address) {
        return get(address, 0)
                .ifNoItem()
                .after(config.timeOut())
                .recoverWithItem(() -> failure("time-out", config.timeOut().toSeconds() + " s", null));
    }

    private Uni<Fetched> get(URI address, int redirects) {
        return Uni.createFrom()
                .item(() -> pinned(address))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(pin -> switch (pin) {
                    case Pin.To to -> exchange(address, to.address(), redirects);
                    case Pin.Refused refused -> Uni.createFrom().item(refused.why());
                });
    }

    private sealed interface Pin {
        record To(InetAddress address) implements Pin {}

        record Refused(Fetched.Failure why) implements Pin {}
    }

    /** The address to call: every one that the name has must be allowed. */
    private Pin pinned(URI address) {
        String host = bare(address);
        try {
            List<InetAddress> all = names.of(host);
            if (all.isEmpty()) {
                return new Pin.Refused(failureAt("unknown-host", host));
            }
            if (!all.stream().allMatch(networks::allow)) {
                return new Pin.Refused(failureAt("address-refused", host));
            }
            return new Pin.To(all.stream()
                    .min(Comparator.comparing(each -> !(each instanceof Inet4Address)))
                    .orElseThrow());
        } catch (UnknownHostException | IllegalArgumentException e) {
            return new Pin.Refused(failureAt("unknown-host", host));
        }
    }

    private Uni<Fetched> exchange(URI address, InetAddress to, int redirects) {
        return Uni.createFrom()
                .<Step>emitter(emitter -> new Exchange(emitter).begin(options(address, to)))
                .chain(step -> switch (step) {
                    case Step.Done done -> Uni.createFrom().item(done.fetched());
                    case Step.Elsewhere elsewhere -> follow(address, elsewhere.location(), redirects);
                });
    }

    private Uni<Fetched> follow(URI from, String location, int redirects) {
        if (redirects >= config.mostRedirects()) {
            return Uni.createFrom().item(failure("too-many-redirects", String.valueOf(config.mostRedirects()), null));
        }
        URI next;
        try {
            next = from.resolve(location);
        } catch (IllegalArgumentException e) {
            return Uni.createFrom().item(failure("not-redirectable", null, null));
        }
        String scheme = next.getScheme() == null ? "" : next.getScheme().toLowerCase(Locale.ROOT);
        boolean downgrade = "https".equalsIgnoreCase(from.getScheme()) && !scheme.equals("https");
        if (next.getHost() == null
                || next.getRawUserInfo() != null
                || downgrade
                || !(scheme.equals("http") || scheme.equals("https"))) {
            return Uni.createFrom().item(failure("not-redirectable", null, null));
        }
        return get(next, redirects + 1);
    }

    private static RequestOptions options(URI address, InetAddress to) {
        boolean tls = "https".equalsIgnoreCase(address.getScheme());
        int port = address.getPort() >= 0 ? address.getPort() : tls ? 443 : 80;
        String path = address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        return new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(bare(address))
                .setPort(port)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(to, port)))
                .setSsl(tls)
                .setURI(address.getRawQuery() == null ? path : path + "?" + address.getRawQuery())
                .putHeader("User-Agent", "public-data-mesh-check")
                .putHeader("Accept", "application/json, text/csv;q=0.9, */*;q=0.5")
                .putHeader("Accept-Encoding", "gzip");
    }

    /** A host without the brackets of an IPv6 address. */
    private static String bare(URI address) {
        String host = Objects.requireNonNull(address.getHost());
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static Fetched.Failure failure(String code, @Nullable String expected, @Nullable String found) {
        return new Fetched.Failure(Deviation.of(Aspect.REACHABLE, code, expected, found));
    }

    private static Fetched.Failure failureAt(String code, String host) {
        return new Fetched.Failure(Deviation.ofItem(Aspect.REACHABLE, code, host, null, null));
    }

    private sealed interface Step {
        record Done(Fetched fetched) implements Step {}

        record Elsewhere(String location) implements Step {}
    }

    /** One request and its answer; ended at once where nobody waits for it any more. */
    private final class Exchange {
        private final UniEmitter<? super Step> emitter;
        private final AtomicReference<@Nullable HttpClientRequest> request = new AtomicReference<>();
        private final AtomicReference<@Nullable Spool> spool = new AtomicReference<>();
        private long taken;
        private volatile boolean over;

        private Exchange(UniEmitter<? super Step> emitter) {
            this.emitter = emitter;
            emitter.onTermination(this::stop);
        }

        private void begin(RequestOptions options) {
            client.request(options).onComplete(made -> {
                if (made.failed()) {
                    finish(new Step.Done(failureAt("no-connection", Objects.requireNonNull(options.getHost()))));
                    return;
                }
                request.set(made.result());
                if (over) {
                    stop();
                    return;
                }
                made.result().send().onComplete(answered -> {
                    if (answered.failed()) {
                        finish(new Step.Done(failure("broken-off", null, null)));
                    } else {
                        take(answered.result());
                    }
                });
            });
        }

        private void take(HttpClientResponse response) {
            String location = response.getHeader("Location");
            if (REDIRECTS.contains(response.statusCode()) && location != null) {
                finish(new Step.Elsewhere(location));
                return;
            }
            if (response.statusCode() != 200) {
                finish(new Step.Done(failure("status", "200", String.valueOf(response.statusCode()))));
                return;
            }
            String coding = Objects.requireNonNullElse(response.getHeader("Content-Encoding"), "identity")
                    .strip()
                    .toLowerCase(Locale.ROOT);
            boolean gzip = coding.equals("gzip") || coding.equals("x-gzip");
            if (!gzip && !coding.equals("identity")) {
                finish(new Step.Done(failure("unknown-coding", null, coding.length() > 40 ? "?" : coding)));
                return;
            }
            response.exceptionHandler(broken -> finish(new Step.Done(failure("broken-off", null, null))));
            response.pause();
            vertx.executeBlocking(Spool::open).onComplete(opened -> {
                if (opened.failed()) {
                    finish(new Step.Done(failure("not-measurable", null, null)));
                    return;
                }
                spool.set(opened.result());
                if (over) {
                    stop();
                    return;
                }
                spooled(response, opened.result(), gzip);
            });
        }

        private void spooled(HttpClientResponse response, Spool to, boolean gzip) {
            response.handler(part -> {
                taken += part.length();
                if (taken > config.mostBytes()) {
                    finish(new Step.Done(failure("too-large", String.valueOf(config.mostBytes()), null)));
                    return;
                }
                response.pause();
                vertx.executeBlocking(() -> {
                            to.add(part.getBytes());
                            return true;
                        })
                        .onComplete(added -> {
                            if (added.succeeded()) {
                                response.resume();
                            } else {
                                finish(new Step.Done(failure("not-measurable", null, null)));
                            }
                        });
            });
            response.endHandler(end -> {
                if (!over) {
                    spool.set(null);
                    finish(new Step.Done(new Fetched.Answer(
                            Objects.requireNonNullElse(response.getHeader("Content-Type"), ""),
                            gzip,
                            time(response.getHeader("Last-Modified")),
                            to)));
                }
            });
            response.resume();
        }

        private void finish(Step step) {
            if (!over) {
                over = true;
                emitter.complete(step);
                stop();
            }
        }

        /** Ends the connection: nothing more of it is wanted. */
        private void stop() {
            over = true;
            HttpClientRequest made = request.getAndSet(null);
            if (made != null) {
                made.connection().close();
            }
            Spool unfinished = spool.getAndSet(null);
            if (unfinished != null) {
                vertx.executeBlocking(() -> {
                    unfinished.close();
                    return true;
                });
            }
        }
    }

    private static @Nullable Instant time(@Nullable String httpDate) {
        try {
            return httpDate == null ? null : Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(httpDate.strip()));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
