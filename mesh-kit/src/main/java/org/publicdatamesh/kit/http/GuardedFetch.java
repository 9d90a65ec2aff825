package org.publicdatamesh.kit.http;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.smallrye.mutiny.unchecked.Unchecked;
import io.vertx.core.Context;
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
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.http.FetchFailure.Reason;

/**
 * Gets what is at an address that somebody else named, within bounds. The host is resolved once for each request, every
 * address of it has to be reachable by {@link ReachableNetworks}, and the connection goes to one that was looked at, so a
 * name that resolves to another address the next moment changes nothing; redirects are followed by the same rules.
 * Certificates are checked against the host's name. Bodies are asked for plain or in {@code gzip}, and bounded both on the line
 * and when that is taken off. Who no longer waits ends the connection.
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
     * @param bytes greatest body, in bytes on the line
     * @param inflated greatest body, in bytes after decompression
     * @param inflation how many times larger than on the line it may become by decompression, at least 1
     */
    public record Bounds(Duration connect, Duration total, int redirects, long bytes, long inflated, int inflation) {
        /** The same bound on the line and after decompression. */
        public Bounds(Duration connect, Duration total, int redirects, long bytes) {
            this(connect, total, redirects, bytes, bytes, Integer.MAX_VALUE);
        }
    }

    /**
     * What came, in memory.
     *
     * @param address where it came from, after redirects
     * @param status HTTP status; not a redirect
     * @param headers by names in lower case; of a repeated one the first
     * @param body its bytes, decompressed; none where the status is not 200
     * @param requests how many requests it took
     */
    public record Fetched(URI address, int status, Map<String, String> headers, byte[] body, int requests) {
        /** A header's value; null where there is none. */
        public @Nullable String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }
    }

    /**
     * What came, its body in a sink, which whoever gets it closes.
     *
     * @param address where it came from, after redirects
     * @param status HTTP status; not a redirect
     * @param headers by names in lower case; of a repeated one the first
     * @param body there where the status is 200
     * @param requests how many requests it took
     */
    public record Kept(
            URI address,
            int status,
            Map<String, String> headers,
            @Nullable FetchedBody body,
            int requests) implements Closeable {
        /** A header's value; null where there is none. */
        public @Nullable String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }

        @Override
        public void close() throws IOException {
            if (body != null) {
                body.close();
            }
        }
    }

    private final Vertx vertx;
    private final HttpClient client;
    private final ReachableNetworks networks;
    private final Resolver resolver;

    /** Fetches with the system's resolver and its trusted certificates, few at a time from one host. */
    public GuardedFetch(Vertx vertx, ReachableNetworks networks) {
        this(
                vertx,
                networks,
                InetAddress::getAllByName,
                new HttpClientOptions().setMaxPoolSize(4).setKeepAliveTimeout(5));
    }

    /**
     * Fetches.
     *
     * @param options trust, pool and the like; what the guard needs is set here
     */
    public GuardedFetch(Vertx vertx, ReachableNetworks networks, Resolver resolver, HttpClientOptions options) {
        this.vertx = vertx;
        this.networks = networks;
        this.resolver = resolver;
        this.client = vertx.createHttpClient(new HttpClientOptions(options)
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setVerifyHost(true)
                .setTrustAll(false)
                .setDecompressionSupported(false)
                .setPipelining(false)
                .setMaxHeaderSize(32 * 1024)
                .setSslHandshakeTimeout(20)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS));
    }

    /**
     * Whether a host may be fetched from as it is written: an address by the networks, a name by itself
     * ({@link ReachableNetworks#allowsName}). What a name resolves to is looked at then.
     */
    public boolean allowsHost(URI address) {
        String host = host(address);
        if (host == null) {
            return false;
        }
        try {
            return networks.allows(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            return networks.allowsName(host);
        }
    }

    /**
     * Whether a host resolves now to an address that may not be fetched from: to be told early. What is not known, or not within a
     * time, is not refused by this; each fetch looks at the addresses anew.
     *
     * @param longest how long is waited for the resolver
     */
    public Uni<Boolean> leadsInside(URI address, Duration longest) {
        String host = host(address);
        if (host == null) {
            return Uni.createFrom().item(true);
        }
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(
                                () -> !Stream.of(resolver.resolve(host)).allMatch(networks::allows), false)
                        .toCompletionStage())
                .onFailure(UnknownHostException.class)
                .recoverWithItem(false)
                .ifNoItem()
                .after(longest)
                .recoverWithItem(false);
    }

    /**
     * Gets into memory.
     *
     * @param headers headers of each request; {@code Authorization} goes only to the origin (scheme, host and port) of the
     *     address itself
     * @return what came, or a failure with {@link FetchFailure}
     */
    public Uni<Fetched> get(URI address, Map<String, String> headers, Bounds bounds) {
        return keep(address, headers, bounds, BodySink::inMemory).chain(kept -> {
            FetchedBody body = kept.body();
            if (body != null && body.coded()) {
                return Uni.createFrom().completionStage(() -> vertx.executeBlocking(() -> inMemory(kept), false)
                        .toCompletionStage());
            }
            try {
                return Uni.createFrom().item(inMemory(kept));
            } catch (FetchFailure e) {
                return Uni.createFrom().failure(e);
            }
        });
    }

    private static Fetched inMemory(Kept kept) throws FetchFailure {
        byte[] body = kept.body() == null ? new byte[0] : read(kept.body());
        return new Fetched(kept.address(), kept.status(), kept.headers(), body, kept.requests());
    }

    private static byte[] read(FetchedBody body) throws FetchFailure {
        try (body;
                InputStream in = body.stream()) {
            return in.readAllBytes();
        } catch (FetchedBody.TooLarge e) {
            throw new FetchFailure(Reason.TOO_LARGE, null, "More than " + body.most() + " bytes came.", e);
        } catch (IOException e) {
            throw new FetchFailure(Reason.BROKEN_OFF, null, "The content coding of the answer is broken.", e);
        }
    }

    /**
     * Gets into a sink. While that takes a part, the line waits.
     *
     * @param headers headers of each request; {@code Authorization} goes only to the origin (scheme, host and port) of the
     *     address itself
     * @param sinks opens the sink when there is something to keep; what is not got whole, or not waited for, is closed here
     * @return what came, or a failure with {@link FetchFailure}
     */
    public Uni<Kept> keep(URI address, Map<String, String> headers, Bounds bounds, BodySink.Opening sinks) {
        return Uni.createFrom()
                .emitter(emitter -> new Exchange(address, headers, null, false, bounds, sinks, emitter).begin());
    }

    /**
     * Posts. What is answered is taken whatever its status is, also a redirect, which is not followed; a body that is longer than
     * {@code bounds.bytes()} is cut off before that.
     *
     * @param content what is posted
     * @return what was answered, or a failure with {@link FetchFailure}
     */
    public Uni<Fetched> post(URI address, Map<String, String> headers, byte[] content, Bounds bounds) {
        return post(address, headers, content, bounds, false);
    }

    /**
     * Posts, and waits for the head of the answer only: its body, however slowly it comes, is passed over within the same bounds.
     *
     * @param content what is posted
     * @return what was answered, without a body, or a failure with {@link FetchFailure}
     */
    public Uni<Fetched> tell(URI address, Map<String, String> headers, byte[] content, Bounds bounds) {
        return post(address, headers, content, bounds, true);
    }

    private Uni<Fetched> post(
            URI address, Map<String, String> headers, byte[] content, Bounds bounds, boolean headOnly) {
        return Uni.createFrom()
                .<Kept>emitter(emitter ->
                        new Exchange(address, headers, content, headOnly, bounds, BodySink::inMemory, emitter).begin())
                .map(Unchecked.function(GuardedFetch::inMemory));
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

    /** One fetch with its redirects. Everything of it happens on one context. */
    private final class Exchange {
        private final URI asked;
        private final Map<String, String> headers;
        private final byte @Nullable [] content;
        private final boolean headOnly;
        private final Bounds bounds;
        private final BodySink.Opening sinks;
        private final UniEmitter<? super Kept> emitter;
        private final Context context = vertx.getOrCreateContext();
        private long timer;
        private int requests;
        private long taken;
        private boolean over;
        private @Nullable HttpClientRequest current;
        private @Nullable BodySink sink;

        private Exchange(
                URI asked,
                Map<String, String> headers,
                byte @Nullable [] content,
                boolean headOnly,
                Bounds bounds,
                BodySink.Opening sinks,
                UniEmitter<? super Kept> emitter) {
            this.asked = asked;
            this.headers = headers;
            this.content = content;
            this.headOnly = headOnly;
            this.bounds = bounds;
            this.sinks = sinks;
            this.emitter = emitter;
        }

        private void begin() {
            emitter.onTermination(() -> context.runOnContext(left -> stop()));
            context.runOnContext(begun -> {
                timer = vertx.setTimer(
                        Math.max(1, bounds.total().toMillis()),
                        id -> fail(
                                Reason.TIMED_OUT,
                                "It took longer than " + bounds.total().toSeconds() + " seconds."));
                hop(asked);
            });
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
                    fail(Reason.UNKNOWN_HOST, host, "The host " + host + " is not known.", null);
                    return;
                }
                // A machine without a way to IPv6 would wait for each address of it in vain.
                List<InetAddress> found = Stream.of(resolved.result())
                        .sorted(Comparator.comparing(each -> !(each instanceof Inet4Address)))
                        .toList();
                if (found.isEmpty()) {
                    fail(Reason.UNKNOWN_HOST, host, "The host " + host + " is not known.", null);
                } else if (!found.stream().allMatch(networks::allows)) {
                    fail(Reason.PRIVATE_ADDRESS, host, "The host " + host + " is not on the public Internet.", null);
                } else {
                    connect(address, host, found, 0);
                }
            });
        }

        private void connect(URI address, String host, List<InetAddress> found, int tried) {
            if (over) {
                return;
            }
            String path = address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
            RequestOptions options = new RequestOptions()
                    .setMethod(content == null ? HttpMethod.GET : HttpMethod.POST)
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
                    fail(Reason.UNREACHABLE, host, "The host " + host + " cannot be reached.", connected.cause());
                }
            });
        }

        private void send(URI address, HttpClientRequest request) {
            if (over) {
                request.reset();
                return;
            }
            current = request;
            requests++;
            headers.forEach((name, value) -> {
                if (!name.equalsIgnoreCase("Authorization") || sameOrigin(asked, address)) {
                    request.putHeader(name, value);
                }
            });
            if (content == null) {
                request.putHeader("Accept-Encoding", "gzip");
            }
            request.exceptionHandler(broken -> brokenOff(request, broken));
            request.response().onComplete(response -> {
                if (response.failed()) {
                    brokenOff(request, response.cause());
                } else {
                    answered(address, request, response.result());
                }
            });
            (content == null ? request.end() : request.end(Buffer.buffer(content)))
                    .onFailure(broken -> brokenOff(request, broken));
        }

        private void answered(URI address, HttpClientRequest request, HttpClientResponse response) {
            if (over) {
                return;
            }
            response.exceptionHandler(broken -> brokenOff(request, broken));
            int status = response.statusCode();
            if (headOnly) {
                current = null;
                passOver(request, response);
                finish(new Kept(address, status, headers(response), null, requests));
                return;
            }
            if (content != null) {
                keep(address, request, response, false);
                return;
            }
            if (REDIRECTS.contains(status)) {
                leave(request);
                redirect(address, response.getHeader("Location"));
                return;
            }
            if (status != 200) {
                if (status == 204 || status == 304) {
                    current = null;
                } else {
                    leave(request);
                }
                finish(new Kept(address, status, headers(response), null, requests));
                return;
            }
            String coding = Objects.requireNonNullElse(response.getHeader("Content-Encoding"), "identity")
                    .strip()
                    .toLowerCase(Locale.ROOT);
            boolean gzip = coding.equals("gzip") || coding.equals("x-gzip");
            if (!gzip && !coding.equals("identity")) {
                String told = coding.matches("[a-z0-9, .-]{1,40}") ? coding : "?";
                fail(Reason.UNKNOWN_CODING, told, "The content coding " + told + " is neither gzip nor none.", null);
                return;
            }
            keep(address, request, response, gzip);
        }

        private void keep(URI address, HttpClientRequest request, HttpClientResponse response, boolean gzip) {
            response.pause();
            vertx.executeBlocking(sinks::open, false).onComplete(opened -> {
                if (opened.failed()) {
                    fail(Reason.NOT_KEPT, null, "What came could not be kept.", opened.cause());
                } else if (over) {
                    close(opened.result());
                } else {
                    sink = opened.result();
                    body(address, request, response, opened.result(), gzip);
                }
            });
        }

        private void body(
                URI address, HttpClientRequest request, HttpClientResponse response, BodySink to, boolean gzip) {
            response.handler(part -> {
                taken += part.length();
                if (over) {
                    return;
                }
                if (taken <= bounds.bytes()) {
                    add(response, to, part);
                } else if (content != null) {
                    leave(request);
                    kept(address, response, to, gzip);
                } else {
                    fail(Reason.TOO_LARGE, "More than " + bounds.bytes() + " bytes came.");
                }
            });
            response.endHandler(end -> {
                if (!over) {
                    current = null;
                    kept(address, response, to, gzip);
                }
            });
            response.resume();
        }

        /** Reads what nobody waits for, so that the connection can be used again; ends it where that takes too much or too long. */
        private void passOver(HttpClientRequest request, HttpClientResponse response) {
            long end = vertx.setTimer(Math.max(1, bounds.total().toMillis()), id -> request.reset());
            response.exceptionHandler(broken -> vertx.cancelTimer(end));
            response.handler(part -> {
                taken += part.length();
                if (taken > bounds.bytes()) {
                    request.reset();
                }
            });
            response.endHandler(done -> vertx.cancelTimer(end));
        }

        private void kept(URI address, HttpClientResponse response, BodySink to, boolean gzip) {
            sink = null;
            finish(new Kept(
                    address, response.statusCode(), headers(response), new FetchedBody(to, gzip, bounds), requests));
        }

        private void add(HttpClientResponse response, BodySink to, Buffer part) {
            byte[] bytes = part.getBytes();
            if (!to.blocks()) {
                try {
                    to.add(bytes);
                } catch (IOException e) {
                    fail(Reason.NOT_KEPT, null, "What came could not be kept.", e);
                }
                return;
            }
            response.pause();
            vertx.executeBlocking(
                            () -> {
                                to.add(bytes);
                                return true;
                            },
                            false)
                    .onComplete(added -> {
                        if (added.failed()) {
                            fail(Reason.NOT_KEPT, null, "What came could not be kept.", added.cause());
                        } else if (!over) {
                            response.resume();
                        }
                    });
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

        /** Ends an answer of which nothing more is wanted. */
        private void leave(HttpClientRequest request) {
            current = null;
            request.reset();
        }

        private void brokenOff(HttpClientRequest request, Throwable cause) {
            if (current == request) {
                fail(Reason.BROKEN_OFF, null, "The connection ended within the answer.", cause);
            }
        }

        private void fail(Reason reason, String message) {
            fail(reason, null, message, null);
        }

        private void fail(Reason reason, @Nullable String about, String message, @Nullable Throwable cause) {
            if (!over) {
                stop();
                emitter.fail(new FetchFailure(reason, about, message, cause));
            }
        }

        private void finish(Kept kept) {
            stop();
            emitter.complete(kept);
        }

        /** Ends the connection and the sink where they are not done with. */
        private void stop() {
            if (over) {
                return;
            }
            over = true;
            vertx.cancelTimer(timer);
            HttpClientRequest made = current;
            current = null;
            if (made != null) {
                made.reset();
            }
            BodySink unfinished = sink;
            sink = null;
            if (unfinished != null) {
                close(unfinished);
            }
        }

        private void close(BodySink unfinished) {
            vertx.executeBlocking(
                    () -> {
                        unfinished.close();
                        return true;
                    },
                    false);
        }
    }
}
