package org.publicdatamesh.kit.http;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.http.FetchFailure.Reason;

/**
 * Gets what is at an address that somebody else named, within bounds. The host is resolved once for each request, every
 * address of it has to be reachable by {@link ReachableNetworks}, and the connection goes to one that was looked at, so a
 * name that resolves to another address the next moment changes nothing; redirects are followed by the same rules.
 * Certificates are checked against the host's name.
 */
public final class GuardedFetch implements AutoCloseable {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_ADDRESSES_TRIED = 3;

    /** Finds a host's addresses; blocking. */
    public interface Resolver {
        /** All addresses of the host, at least one. */
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /**
     * How much one fetch may take.
     *
     * @param connect longest wait for a connection
     * @param total longest time of everything together: redirects, answer and body
     * @param redirects how many redirects are followed
     * @param bytes greatest body, in bytes after decompression
     */
    public record Bounds(Duration connect, Duration total, int redirects, long bytes) {}

    /**
     * What came.
     *
     * @param address where it came from, after redirects
     * @param status HTTP status; not a redirect
     * @param headers by names in lower case; of a repeated one the first
     * @param body its bytes, decompressed
     * @param requests how many requests it took
     */
    public record Fetched(URI address, int status, Map<String, String> headers, byte[] body, int requests) {
        /** A header's value; null where there is none. */
        public @Nullable String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }
    }

    private final Vertx vertx;
    private final HttpClient client;
    private final ReachableNetworks networks;
    private final Resolver resolver;

    /** Fetches with the system's resolver and its trusted certificates. */
    public GuardedFetch(Vertx vertx, ReachableNetworks networks) {
        this(vertx, networks, InetAddress::getAllByName, new HttpClientOptions());
    }

    /**
     * Fetches.
     *
     * @param options trust and the like; what the guard needs is set here
     */
    public GuardedFetch(Vertx vertx, ReachableNetworks networks, Resolver resolver, HttpClientOptions options) {
        this.vertx = vertx;
        this.networks = networks;
        this.resolver = resolver;
        this.client = vertx.createHttpClient(new HttpClientOptions(options)
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setVerifyHost(true)
                .setDecompressionSupported(true)
                .setMaxPoolSize(4)
                .setKeepAliveTimeout(5)
                .setPipelining(false)
                .setMaxHeaderSize(32 * 1024)
                .setSslHandshakeTimeout(20)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS));
    }

    /** Whether a host that is written as an address may be fetched from; a name is looked at when it is resolved. */
    public boolean allowsLiteral(URI address) {
        String host = host(address);
        if (host == null) {
            return false;
        }
        try {
            return networks.allows(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /**
     * Gets.
     *
     * @param headers headers of each request; {@code Authorization} goes only to the origin (scheme, host and port) of the
     *     address itself
     * @return what came, or a failure with {@link FetchFailure}
     */
    public Uni<Fetched> get(URI address, Map<String, String> headers, Bounds bounds) {
        return Uni.createFrom()
                .completionStage(
                        () -> new Exchange(address, headers, bounds).run().toCompletionStage());
    }

    @Override
    public void close() {
        client.close();
    }

    /** Whether both have the same scheme, host and port. */
    public static boolean sameOrigin(URI one, URI other) {
        String host = host(one);
        return host != null
                && host.equalsIgnoreCase(host(other))
                && one.getScheme().equalsIgnoreCase(other.getScheme())
                && port(one) == port(other);
    }

    /** Whether it is {@code http} or {@code https} with a host, and names no user. */
    public static boolean isWebAddress(URI address) {
        String scheme = address.getScheme();
        return scheme != null
                && (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))
                && address.getHost() != null
                && address.getRawUserInfo() == null
                && address.getPort() <= 65_535
                && address.getPort() != 0;
    }

    private static @Nullable String host(URI address) {
        String host = address.getHost();
        return host != null && host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static boolean secure(URI address) {
        return "https".equalsIgnoreCase(address.getScheme());
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : secure(address) ? 443 : 80;
    }

    /** One fetch with its redirects. */
    private final class Exchange {
        private final URI asked;
        private final Map<String, String> headers;
        private final Bounds bounds;
        private final Promise<Fetched> done = Promise.promise();
        private int requests;
        private @Nullable HttpClientRequest current;

        private Exchange(URI asked, Map<String, String> headers, Bounds bounds) {
            this.asked = asked;
            this.headers = headers;
            this.bounds = bounds;
        }

        private Future<Fetched> run() {
            long timer = vertx.setTimer(
                    Math.max(1, bounds.total().toMillis()),
                    id -> fail(
                            Reason.TIMED_OUT,
                            "It took longer than " + bounds.total().toSeconds() + " seconds."));
            vertx.getOrCreateContext().runOnContext(begun -> hop(asked));
            return done.future().onComplete(ended -> vertx.cancelTimer(timer));
        }

        private void hop(URI named) {
            String host = host(named);
            if (host == null || !isWebAddress(named)) {
                fail(Reason.NOT_A_WEB_ADDRESS, "An http or https address with a host and without a user is expected.");
                return;
            }
            URI address = URI.create(named.toASCIIString());
            vertx.executeBlocking(() -> resolver.resolve(host), false).onComplete(resolved -> {
                if (resolved.failed()) {
                    fail(Reason.UNKNOWN_HOST, "The host " + host + " is not known.");
                    return;
                }
                List<InetAddress> found = List.of(resolved.result());
                if (found.isEmpty() || !found.stream().allMatch(networks::allows)) {
                    fail(Reason.PRIVATE_ADDRESS, "The host " + host + " is not on the public Internet.");
                    return;
                }
                connect(address, host, found, 0);
            });
        }

        private void connect(URI address, String host, List<InetAddress> found, int tried) {
            if (done.future().isComplete()) {
                return;
            }
            String path = address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
            RequestOptions options = new RequestOptions()
                    .setMethod(HttpMethod.GET)
                    .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(found.get(tried), port(address))))
                    .setHost(address.getHost())
                    .setPort(port(address))
                    .setSsl(secure(address))
                    .setURI(address.getRawQuery() == null ? path : path + "?" + address.getRawQuery())
                    .setFollowRedirects(false)
                    .setConnectTimeout(Math.max(1, bounds.connect().toMillis()));
            client.request(options).onComplete(connected -> {
                if (connected.succeeded()) {
                    send(address, connected.result());
                } else if (tried + 1 < Math.min(found.size(), MOST_ADDRESSES_TRIED)) {
                    connect(address, host, found, tried + 1);
                } else {
                    fail(Reason.UNREACHABLE, "The host " + host + " cannot be reached.", connected.cause());
                }
            });
        }

        private void send(URI address, HttpClientRequest request) {
            current = request;
            if (done.future().isComplete()) {
                request.reset();
                return;
            }
            requests++;
            headers.forEach((name, value) -> {
                if (!name.equalsIgnoreCase("Authorization") || sameOrigin(asked, address)) {
                    request.putHeader(name, value);
                }
            });
            request.exceptionHandler(this::brokenOff);
            request.response().onComplete(response -> {
                if (response.failed()) {
                    brokenOff(response.cause());
                } else {
                    answered(address, request, response.result());
                }
            });
            request.end().onFailure(this::brokenOff);
        }

        private void answered(URI address, HttpClientRequest request, HttpClientResponse response) {
            if (REDIRECTS.contains(response.statusCode())) {
                response.exceptionHandler(broken -> {});
                request.reset();
                redirect(address, response.getHeader("Location"));
                return;
            }
            Buffer body = Buffer.buffer();
            response.exceptionHandler(this::brokenOff);
            response.handler(part -> {
                if (body.length() + (long) part.length() > bounds.bytes()) {
                    fail(Reason.TOO_LARGE, "More than " + bounds.bytes() + " bytes came.");
                } else {
                    body.appendBuffer(part);
                }
            });
            response.endHandler(end -> done.tryComplete(
                    new Fetched(address, response.statusCode(), headers(response), body.getBytes(), requests)));
        }

        private void redirect(URI from, @Nullable String location) {
            if (requests > bounds.redirects()) {
                fail(Reason.TOO_MANY_REDIRECTS, "More than " + bounds.redirects() + " redirects.");
                return;
            }
            URI to;
            try {
                to = location == null ? null : from.resolve(location.strip());
            } catch (IllegalArgumentException e) {
                to = null;
            }
            if (to == null || secure(from) && !secure(to)) {
                fail(Reason.BAD_REDIRECT, "A redirect leads nowhere, or from https to http.");
                return;
            }
            hop(to);
        }

        private static Map<String, String> headers(HttpClientResponse response) {
            Map<String, String> first = new TreeMap<>();
            response.headers().forEach((name, value) -> first.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
            return first;
        }

        private void brokenOff(Throwable cause) {
            fail(Reason.BROKEN_OFF, "The connection ended within the answer.", cause);
        }

        private void fail(Reason reason, String message) {
            fail(reason, message, null);
        }

        private void fail(Reason reason, String message, @Nullable Throwable cause) {
            if (done.tryFail(new FetchFailure(reason, message, cause)) && current != null) {
                current.reset();
            }
        }
    }
}
