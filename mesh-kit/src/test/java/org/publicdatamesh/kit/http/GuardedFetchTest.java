package org.publicdatamesh.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.http.FetchFailure.Reason;
import org.publicdatamesh.kit.http.GuardedFetch.Bounds;
import org.publicdatamesh.kit.http.GuardedFetch.Fetched;
import org.publicdatamesh.kit.http.GuardedFetch.Kept;

/** Fetches from a server on the loopback address, which stands for the outside here. */
class GuardedFetchTest {
    private static final Bounds BOUNDS = new Bounds(Duration.ofSeconds(10), Duration.ofSeconds(20), 3, 100_000);
    private static final ReachableNetworks LOOPBACK = ReachableNetworks.publicAnd(List.of("127.0.0.1/32"));

    private final Vertx vertx = Vertx.vertx();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private GuardedFetch fetch;
    private String base;

    @BeforeEach
    void begin() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        base = "http://127.0.0.1:" + server.getAddress().getPort();
        fetch = new GuardedFetch(vertx, LOOPBACK);
    }

    @AfterEach
    void end() {
        fetch.close();
        server.stop(0);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private void at(String path, Answer answer) {
        server.createContext(path, exchange -> {
            requests.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            try (exchange) {
                answer.to(exchange);
            }
        });
    }

    private static void body(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        body(exchange, 302, new byte[0]);
    }

    private Fetched got(String address) {
        return got(fetch, address, BOUNDS);
    }

    private static Fetched got(GuardedFetch fetch, String address, Bounds bounds) {
        return fetch.get(
                        URI.create(address), Map.of("Authorization", "Bearer secret", "If-None-Match", "\"1\""), bounds)
                .await()
                .atMost(Duration.ofSeconds(30));
    }

    private void refused(Reason reason, String address) {
        refused(reason, fetch, address, BOUNDS);
    }

    private static void refused(Reason reason, GuardedFetch fetch, String address, Bounds bounds) {
        assertThatThrownBy(() -> got(fetch, address, bounds))
                .cause()
                .isInstanceOfSatisfying(FetchFailure.class, failure -> assertThat(failure.reason())
                        .isEqualTo(reason));
    }

    @Test
    void whatIsThereIsBroughtWithItsHeaders() {
        at("/a", exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"7\"");
            body(
                    exchange,
                    200,
                    exchange.getRequestHeaders().getFirst("If-None-Match").getBytes(StandardCharsets.UTF_8));
        });
        Fetched fetched = got(base + "/a?x=%20y");
        assertThat(fetched.status()).isEqualTo(200);
        assertThat(fetched.header("etag")).isEqualTo("\"7\"");
        assertThat(fetched.header("Last-Modified")).isNull();
        assertThat(fetched.body()).asString(StandardCharsets.UTF_8).isEqualTo("\"1\"");
        assertThat(requests).containsExactly("/a?x=%20y Bearer secret");
    }

    @Test
    void whatHasNotChangedHasNoBody() {
        at("/", exchange -> body(exchange, 304, new byte[0]));
        assertThat(got(base).status()).isEqualTo(304);
        assertThat(got(base).body()).isEmpty();
    }

    @Test
    void redirectsAreFollowedWithinTheBoundAndTheTokenStaysWithItsOrigin() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        other.createContext("/", exchange -> {
            requests.add("other " + exchange.getRequestHeaders().getFirst("Authorization"));
            body(exchange, 200, new byte[] {1});
            exchange.close();
        });
        other.start();
        try {
            at("/one", exchange -> redirect(exchange, "two"));
            at(
                    "/two",
                    exchange -> redirect(
                            exchange, "http://127.0.0.1:" + other.getAddress().getPort() + "/"));
            Fetched fetched = got(base + "/one");
            assertThat(fetched.address().getPort()).isEqualTo(other.getAddress().getPort());
            assertThat(fetched.requests()).isEqualTo(3);
            assertThat(requests).containsExactly("/one Bearer secret", "/two Bearer secret", "other null");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void redirectsThatDoNotEndOrLeadNowhereAreRefused() {
        at("/loop", exchange -> redirect(exchange, "/loop"));
        at("/none", exchange -> body(exchange, 302, new byte[0]));
        at("/file", exchange -> redirect(exchange, "file:///etc/passwd"));
        at("/user", exchange -> redirect(exchange, "http://somebody@127.0.0.1/"));
        refused(Reason.TOO_MANY_REDIRECTS, base + "/loop");
        assertThat(requests).hasSize(4);
        refused(Reason.BAD_REDIRECT, base + "/none");
        refused(Reason.NOT_A_WEB_ADDRESS, base + "/file");
        refused(Reason.NOT_A_WEB_ADDRESS, base + "/user");
    }

    @Test
    void privateAddressesAreRefusedAlsoWhereARedirectLeadsThere() {
        int port = server.getAddress().getPort();
        at("/", exchange -> redirect(exchange, "http://127.0.0.2:" + port + "/inside"));
        refused(Reason.PRIVATE_ADDRESS, base + "/");
        assertThat(requests).hasSize(1);
        GuardedFetch strict = new GuardedFetch(vertx, ReachableNetworks.publicAnd(List.of()));
        for (String host : List.of("127.0.0.1", "localhost", "127.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0")) {
            assertThatThrownBy(() -> got(strict, "http://" + host + ":" + port + "/", BOUNDS))
                    .hasCauseInstanceOf(FetchFailure.class);
        }
        refused(Reason.PRIVATE_ADDRESS, strict, "http://localhost:" + port + "/", BOUNDS);
        assertThat(requests).hasSize(1);
        strict.close();
    }

    @Test
    void aNameIsResolvedOnceAndEveryAddressOfItIsLookedAt() {
        int port = server.getAddress().getPort();
        at(
                "/",
                exchange -> body(
                        exchange,
                        200,
                        exchange.getRequestHeaders().getFirst("Host").getBytes(StandardCharsets.UTF_8)));
        AtomicInteger asked = new AtomicInteger();
        GuardedFetch.Resolver rebinding = host -> {
            InetAddress first = InetAddress.ofLiteral("127.0.0.1");
            InetAddress other = InetAddress.ofLiteral("127.0.0.9");
            return switch (host) {
                case "rebinds.example" -> new InetAddress[] {asked.getAndIncrement() == 0 ? first : other};
                case "both.example" -> new InetAddress[] {first, other};
                default -> throw new UnknownHostException(host);
            };
        };
        GuardedFetch named = new GuardedFetch(vertx, LOOPBACK, rebinding, new HttpClientOptions());
        assertThat(got(named, "http://rebinds.example:" + port + "/", BOUNDS).body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("rebinds.example:" + port);
        assertThat(asked).hasValue(1);
        refused(Reason.PRIVATE_ADDRESS, named, "http://rebinds.example:" + port + "/", BOUNDS);
        refused(Reason.PRIVATE_ADDRESS, named, "http://both.example:" + port + "/", BOUNDS);
        refused(Reason.UNKNOWN_HOST, named, "http://none.example:" + port + "/", BOUNDS);
        assertThat(requests).hasSize(1);
        asked.set(0);
        Duration wait = Duration.ofSeconds(5);
        Map.of("both.example", true, "rebinds.example", false, "none.example", false)
                .forEach((host, inside) -> assertThat(named.leadsInside(URI.create("https://" + host + "/"), wait)
                                .await()
                                .atMost(wait))
                        .as(host)
                        .isEqualTo(inside));
        named.close();
    }

    @Test
    void aBodyWithoutEndIsCutAtTheBoundAlsoWhereItIsCompressed() {
        at("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] part = new byte[10_000];
            try (OutputStream out = exchange.getResponseBody()) {
                while (true) {
                    out.write(part);
                }
            }
        });
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bomb)) {
            zip.write(new byte[10_000_000]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        at("/bomb", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            body(exchange, 200, bomb.toByteArray());
        });
        assertThat(bomb.size()).isLessThan(20_000);
        refused(Reason.TOO_LARGE, base + "/endless");
        refused(Reason.TOO_LARGE, base + "/bomb");
    }

    @Test
    void whoAnswersTooSlowlyIsNotWaitedFor() {
        CountDownLatch never = new CountDownLatch(1);
        at("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; i < 100; i++) {
                    out.write(1);
                    out.flush();
                    never.await(100, TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        refused(
                Reason.TIMED_OUT,
                fetch,
                base + "/slow",
                new Bounds(Duration.ofSeconds(1), Duration.ofMillis(600), 3, 100_000));
    }

    @Test
    void anAnswerThatEndsBeforeItsEndIsNone() {
        at("/half", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            server.stop(0);
        });
        refused(Reason.BROKEN_OFF, base + "/half");
        refused(Reason.UNREACHABLE, base + "/half");
    }

    @Test
    void aCertificateHasToBeTheHosts() {
        SelfSignedCertificate certificate = SelfSignedCertificate.create("right.example");
        io.vertx.core.http.HttpServer secure = vertx.createHttpServer(
                        new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate.keyCertOptions()))
                .requestHandler(request -> request.response().end("safe"))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        GuardedFetch.Resolver here = host -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")};
        GuardedFetch trusting = new GuardedFetch(
                vertx, LOOPBACK, here, new HttpClientOptions().setTrustOptions(certificate.trustOptions()));
        GuardedFetch plain = new GuardedFetch(vertx, LOOPBACK, here, new HttpClientOptions());
        String port = ":" + secure.actualPort() + "/";
        assertThat(got(trusting, "https://right.example" + port, BOUNDS).body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("safe");
        refused(Reason.UNREACHABLE, trusting, "https://wrong.example" + port, BOUNDS);
        refused(Reason.UNREACHABLE, plain, "https://right.example" + port, BOUNDS);
        trusting.close();
        plain.close();
    }

    /** Takes its first part no sooner than it is let. */
    private static final class Slow implements BodySink {
        private final BodySink inside = BodySink.inMemory();
        private final AtomicInteger adding = new AtomicInteger();
        private final List<String> seen = new CopyOnWriteArrayList<>();
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch let = new CountDownLatch(1);

        @Override
        public void add(byte[] part) throws IOException {
            if (adding.incrementAndGet() > 1 || Context.isOnEventLoopThread()) {
                seen.add("not alone");
            }
            asked.countDown();
            try {
                if (!let.await(10, TimeUnit.SECONDS)) {
                    seen.add("never let");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            inside.add(part);
            adding.decrementAndGet();
        }

        @Override
        public long size() {
            return inside.size();
        }

        @Override
        public InputStream stream() throws IOException {
            return inside.stream();
        }

        @Override
        public void close() {
            seen.add("closed");
        }
    }

    @Test
    void theLineWaitsWhileASinkTakesAPart() throws Exception {
        byte[] plain = new byte[400_000];
        new Random(7).nextBytes(plain);
        at("/large", exchange -> body(exchange, 200, plain));
        Slow sink = new Slow();
        CompletableFuture<Kept> keeping = fetch.keep(
                        URI.create(base + "/large"),
                        Map.of(),
                        new Bounds(Duration.ofSeconds(1), Duration.ofSeconds(10), 3, 400_000),
                        () -> sink)
                .subscribeAsCompletionStage();
        assertThat(sink.asked.await(10, TimeUnit.SECONDS)).isTrue();
        // The rest is on the line, and none of it comes while the first part is being taken.
        await().during(Duration.ofMillis(200)).atMost(Duration.ofSeconds(5)).until(sink.seen::isEmpty);
        sink.let.countDown();
        Kept kept = keeping.get(20, TimeUnit.SECONDS);
        assertThat(Objects.requireNonNull(kept.body()).stream()).hasBinaryContent(plain);
        assertThat(sink.seen).isEmpty();
        kept.close();
        assertThat(sink.seen).containsExactly("closed");
    }

    @Test
    void whatIsNotGotWholeIsClosed() {
        at("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] part = new byte[10_000];
            try (OutputStream out = exchange.getResponseBody()) {
                while (true) {
                    out.write(part);
                }
            }
        });
        Slow sink = new Slow();
        sink.let.countDown();
        assertThatThrownBy(() -> fetch.keep(URI.create(base + "/endless"), Map.of(), BOUNDS, () -> sink)
                        .await()
                        .atMost(Duration.ofSeconds(20)))
                .hasCauseInstanceOf(FetchFailure.class);
        await().atMost(Duration.ofSeconds(5)).until(() -> sink.seen.contains("closed"));
    }

    @Test
    void whoNoLongerWaitsEndsTheConnectionAndTheSink() throws InterruptedException {
        CountDownLatch left = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        at("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] part = new byte[100];
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(part);
                out.flush();
                left.await();
                while (true) {
                    out.write(part);
                    out.flush();
                }
            } catch (IOException e) {
                ended.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Slow sink = new Slow();
        sink.let.countDown();
        Cancellable waiting = fetch.keep(
                        URI.create(base + "/endless"),
                        Map.of(),
                        new Bounds(Duration.ofSeconds(1), Duration.ofSeconds(60), 3, 1_000_000_000),
                        () -> sink)
                .subscribe()
                .with(kept -> {}, failure -> {});
        await().atMost(Duration.ofSeconds(10)).until(() -> sink.size() > 0);
        waiting.cancel();
        left.countDown();
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        await().atMost(Duration.ofSeconds(5)).until(() -> sink.seen.contains("closed"));
    }

    @Test
    void whatCannotBeKeptIsAFailure() {
        at("/a", exchange -> body(exchange, 200, new byte[10]));
        assertThatThrownBy(() -> fetch.keep(URI.create(base + "/a"), Map.of(), BOUNDS, () -> {
                            throw new IOException("the disk is full");
                        })
                        .await()
                        .atMost(Duration.ofSeconds(20)))
                .cause()
                .isInstanceOfSatisfying(FetchFailure.class, failure -> assertThat(failure.reason())
                        .isEqualTo(Reason.NOT_KEPT));
    }

    @Test
    void gzipIsTakenOffAndAnotherContentCodingNamed() throws IOException {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(coded)) {
            zip.write("plain".getBytes(StandardCharsets.UTF_8));
        }
        at("/gzip", exchange -> {
            assertThat(exchange.getRequestHeaders().getFirst("Accept-Encoding")).isEqualTo("gzip");
            exchange.getResponseHeaders().set("Content-Encoding", "GZIP");
            body(exchange, 200, coded.toByteArray());
        });
        at("/broken", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            body(exchange, 200, Arrays.copyOf(coded.toByteArray(), coded.size() - 10));
        });
        at("/empty", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            body(exchange, 200, new byte[0]);
        });
        at("/brotli", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "br");
            body(exchange, 200, new byte[] {1, 2, 3});
        });
        assertThat(got(base + "/gzip").body()).asString(StandardCharsets.UTF_8).isEqualTo("plain");
        assertThat(got(base + "/empty").body()).isEmpty();
        refused(Reason.BROKEN_OFF, base + "/broken");
        assertThatThrownBy(() -> got(base + "/brotli")).cause().isInstanceOfSatisfying(FetchFailure.class, failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.UNKNOWN_CODING);
            assertThat(failure.about()).isEqualTo("br");
        });
    }

    @Test
    void aNameWithSeveralAddressesIsTriedAtEach() {
        at("/", exchange -> body(exchange, 200, new byte[] {1}));
        GuardedFetch several = new GuardedFetch(
                vertx,
                ReachableNetworks.publicAnd(List.of("127.0.0.0/8", "::1")),
                host -> new InetAddress[] {
                    InetAddress.ofLiteral("::1"), InetAddress.ofLiteral("127.0.0.8"), InetAddress.ofLiteral("127.0.0.1")
                },
                new HttpClientOptions());
        String address = "http://several.example:" + server.getAddress().getPort() + "/";
        assertThat(got(several, address, BOUNDS).body()).hasSize(1);
        several.close();
    }

    @Test
    void anAddressOfIpv6IsFetchedFrom() throws IOException {
        HttpServer six = HttpServer.create(new InetSocketAddress("::1", 0), 0);
        six.createContext("/", exchange -> {
            try (exchange) {
                body(
                        exchange,
                        200,
                        exchange.getRequestHeaders().getFirst("Host").getBytes(StandardCharsets.UTF_8));
            }
        });
        six.start();
        GuardedFetch allowing = new GuardedFetch(vertx, ReachableNetworks.publicAnd(List.of("::1")));
        try {
            String host = "[::1]:" + six.getAddress().getPort();
            assertThat(got(allowing, "http://" + host + "/", BOUNDS).body())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(host);
        } finally {
            allowing.close();
            six.stop(0);
        }
    }

    @Test
    void whatIsPostedComesWholeAndAnyAnswerIsTakenUpToItsBound() {
        at("/hook", exchange -> {
            assertThat(exchange.getRequestMethod()).isEqualTo("POST");
            assertThat(exchange.getRequestHeaders().getFirst("webhook-id")).isEqualTo("1");
            body(exchange, 503, exchange.getRequestBody().readAllBytes());
        });
        at("/moved", exchange -> redirect(exchange, "/hook"));
        at("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (true) {
                    out.write(new byte[10_000]);
                }
            }
        });
        Fetched answer = posted(fetch, base + "/hook");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).asString(StandardCharsets.UTF_8).isEqualTo("{}");
        assertThat(posted(fetch, base + "/moved").status()).isEqualTo(302);
        assertThat(requests).containsExactly("/hook null", "/moved null");
        Fetched cut = posted(fetch, base + "/endless");
        assertThat(cut.status()).isEqualTo(200);
        assertThat(cut.body().length).isLessThanOrEqualTo(100_000);
        assertThatThrownBy(() -> posted(fetch, base.replace("127.0.0.1", "127.0.0.2") + "/hook"))
                .cause()
                .isInstanceOfSatisfying(FetchFailure.class, failure -> assertThat(failure.reason())
                        .isEqualTo(Reason.PRIVATE_ADDRESS));
    }

    @Test
    void whoIsToldAnswersByTheHeadAlone() {
        CountDownLatch known = new CountDownLatch(1);
        at("/slow", exchange -> {
            exchange.sendResponseHeaders(202, 0);
            exchange.getResponseBody().flush();
            try {
                assertThat(known.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            exchange.close();
        });
        Fetched answer = fetch.tell(URI.create(base + "/slow"), Map.of(), new byte[0], BOUNDS)
                .await()
                .atMost(Duration.ofSeconds(10));
        known.countDown();
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
    }

    private static Fetched posted(GuardedFetch fetch, String address) {
        return fetch.post(URI.create(address), Map.of("webhook-id", "1"), "{}".getBytes(StandardCharsets.UTF_8), BOUNDS)
                .await()
                .atMost(Duration.ofSeconds(30));
    }
}
