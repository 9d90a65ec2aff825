package org.publicdatamesh.catalog.resource.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.publicdatamesh.catalog.resource.Department;
import org.publicdatamesh.kit.http.FetchedBody;

/** Bounds of fetching, with a real server, and names that lead where the test says. */
class FetcherTest {
    private static final Instant MODIFIED = Instant.parse("2026-11-20T08:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final Department department = new Department();
    private final List<String> asked = new ArrayList<>();
    private final MeasuringConfig config = new MeasuringConfig() {
        @Override
        public Optional<List<String>> allowedNetworks() {
            return Optional.of(List.of("127.0.0.1/32"));
        }

        @Override
        public Duration timeOut() {
            return Duration.ofMillis(1500);
        }

        @Override
        public Duration connectTimeOut() {
            return Duration.ofSeconds(1);
        }

        @Override
        public int mostBytes() {
            return 100_000;
        }

        @Override
        public long mostInflatedBytes() {
            return 1_000_000;
        }

        @Override
        public int mostInflation() {
            return 100;
        }

        @Override
        public int mostRedirects() {
            return 3;
        }

        @Override
        public Duration loadWait() {
            return Duration.ZERO;
        }

        @Override
        public double mostQuarantined() {
            return 0.05;
        }
    };
    private final Fetcher fetcher = new Fetcher(vertx, this::names, config);

    private InetAddress[] names(String host) throws java.net.UnknownHostException {
        asked.add(host);
        return switch (host) {
            case "dept.test" -> new InetAddress[] {InetAddress.getByName("127.0.0.1")};
            case "mixed.test" ->
                new InetAddress[] {InetAddress.getByName("127.0.0.1"), InetAddress.getByName("10.0.0.1")};
            case "inside.test" -> new InetAddress[] {InetAddress.getByName("192.168.7.7")};
            default -> InetAddress.getAllByName(host);
        };
    }

    @AfterEach
    void end() {
        fetcher.close();
        department.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Fetched get(String address) {
        return fetcher.get(URI.create(address)).await().atMost(Duration.ofSeconds(10));
    }

    private static String failed(Fetched fetched) {
        assertThat(fetched).isInstanceOf(Fetched.Failure.class);
        return ((Fetched.Failure) fetched).deviation().code();
    }

    @Test
    void anAnswerIsTakenWholeWithWhatTheServerSaysOfIt() throws IOException {
        department.answer("/villages", "application/json", MODIFIED, "[]");
        Fetched.Answer answer = (Fetched.Answer) get(department.at("/villages?page=1"));
        assertThat(answer.body().stream()).hasContent("[]");
        assertThat(answer.mediaType()).isEqualTo("application/json");
        assertThat(answer.lastModified()).isEqualTo(MODIFIED);
    }

    @ParameterizedTest
    @CsvSource({
        "/slow,        time-out",
        "/silent,      time-out",
        "/endless,     too-large",
        "/brotli,      unknown-coding",
        "/loop,        too-many-redirects",
        "/gone,        status",
        "/to-private,  address-refused",
        "/to-beside,   address-refused",
        "/to-metadata, address-refused",
        "/to-file,     not-redirectable",
        "/to-number,   address-refused"
    })
    void eachBadMannerHasItsName(String path, String code) {
        Instant begun = Instant.now();
        assertThat(failed(get(department.at(path)))).isEqualTo(code);
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void aHostIsResolvedOnceAndTheConnectionGoesToWhatWasLookedAt() {
        department.answer("/villages", "application/json", MODIFIED, "[]");
        assertThat(get("http://dept.test:" + department.port() + "/villages")).isInstanceOf(Fetched.Answer.class);
        assertThat(asked).containsExactly("dept.test");
        assertThat(department.hosts()).containsExactly("dept.test:" + department.port());
    }

    @Test
    void aHostWithOneAddressThatIsNotAllowedIsNotCalled() {
        department.answer("/villages", "application/json", MODIFIED, "[]");
        assertThat(failed(get("http://mixed.test:" + department.port() + "/villages")))
                .isEqualTo("address-refused");
        assertThat(failed(get("http://inside.test/"))).isEqualTo("address-refused");
        department.leads("/away", "http://mixed.test:" + department.port() + "/villages");
        assertThat(failed(get(department.at("/away")))).isEqualTo("address-refused");
        assertThat(department.hosts()).isEmpty();
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(((Fetched.Failure) get(department.at("/gone"))).deviation())
                .isEqualTo(Deviation.of(Aspect.REACHABLE, "status", 200, 404));
        assertThat(((Fetched.Failure) get(department.at("/brotli"))).deviation())
                .isEqualTo(Deviation.of(Aspect.REACHABLE, "unknown-coding", null, "br"));
        assertThat(((Fetched.Failure) get("http://inside.test/")).deviation())
                .isEqualTo(Deviation.ofItem(Aspect.REACHABLE, "address-refused", "inside.test", null, null));
        assertThat(((Fetched.Failure) get(department.at("/endless"))).deviation())
                .isEqualTo(Deviation.of(Aspect.REACHABLE, "too-large", 100_000, null));
    }

    @ParameterizedTest
    @CsvSource({
        "http://0x7f000002/, unknown-host",
        "http://[::1]/, address-refused",
        "http://[::ffff:10.0.0.1]/, address-refused",
        "http://127.0.0.1:1/, no-connection",
        "http://nowhere.invalid/, unknown-host"
    })
    void otherWaysToWriteAnAddressLeadNowhere(String address, String code) {
        assertThat(failed(get(address))).isEqualTo(code);
    }

    @Test
    void whatBecomesTooLargeWhenItIsInflatedIsNotFollowedToItsEnd() throws IOException {
        Fetched.Answer answer = (Fetched.Answer) get(department.at("/bomb"));
        assertThat(answer.body().size()).isLessThan(100_000);
        assertThat(answer.body().most()).isEqualTo(1_000_000);
        assertThatThrownBy(() -> Content.of(answer.body())).isInstanceOf(FetchedBody.TooLarge.class);
        department.coded("/good", "gzip", Department.gzip("[1]".getBytes(StandardCharsets.UTF_8)));
        Content size = Content.of(((Fetched.Answer) get(department.at("/good"))).body());
        assertThat(size.bytes()).isEqualTo(3);
        assertThat(size.sm3()).hasSize(64);
    }
}
