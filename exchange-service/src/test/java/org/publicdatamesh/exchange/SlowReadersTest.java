package org.publicdatamesh.exchange;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.event.exchange.GrantSuspended;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
import org.publicdatamesh.kit.event.security.ContainmentTarget;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.kit.identity.Containment;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** Readers that take nothing hold up nobody else and are cut; what is contained is read by nobody. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "exchange"))
@TestProfile(SlowReadersTest.FewReadings.class)
class SlowReadersTest {
    /** Few readings at the same time, and little patience. */
    public static final class FewReadings implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "mesh.gate.readings", "4",
                    "mesh.gate.readings-per-unit", "3",
                    "mesh.gate.idle", "PT15S",
                    "mesh.db.acquisition-timeout", "PT2S",
                    "quarkus.datasource.reactive.max-size", "4");
        }
    }

    private static final List<String> ALL = List.of("code", "name", "town", "residents");

    @Inject
    AdmittedUnits admitted;

    @Inject
    Containment containment;

    @Inject
    Pool database;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    private Broker broker;

    @BeforeEach
    void admit() {
        List.of("authority", "civil-affairs", "education", "health").forEach(unit -> admitted.set(unit, true));
        broker = new Broker(servers);
    }

    private static RequestSpecification as(String role, String unit) {
        return given().auth().oauth2(Tokens.of(role, unit));
    }

    private ShareApproved large(Register register, String consumer) {
        ShareApproved grant = register.grant(consumer, ALL, List.of(), Map.of());
        broker.send(grant.grantId().toString(), grant);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> as("data-system", consumer)
                                .get(rows(grant) + "?code=eq.1")
                                .statusCode()
                        == 200);
        return grant;
    }

    private static String rows(ShareApproved grant) {
        return "/api/v1/grants/" + grant.grantId() + "/rows";
    }

    /** A register of more rows than the buffers of a connection take. */
    private Register register() {
        Register register = new Register(false);
        broker.send(register.entry().toString(), register.published());
        broker.send(register.id().toString(), register.attached());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> as("data-specialist", "civil-affairs")
                                .contentType("text/csv")
                                .body("code,name,town,residents\n".getBytes(StandardCharsets.UTF_8))
                                .post("/api/v1/resources/" + register.id() + "/loads")
                                .statusCode()
                        != 404);
        database.query("insert into pool.\"r_" + register.id().toString().replace("-", "")
                        + "\" (code, name, town, residents) select lpad(i::text, 12, '0'), repeat('村', 20), '540102001', i"
                        + " from generate_series(1, 200000) i")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(60));
        return register;
    }

    private static Socket reader(ShareApproved grant) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress("127.0.0.1", RestAssured.port));
        socket.getOutputStream()
                .write(("GET " + rows(grant)
                                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/csv\r\nAuthorization: Bearer "
                                + Tokens.of("data-system", grant.consumer()) + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(socket.getInputStream().readNBytes(15), StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 200 OK");
        return socket;
    }

    @Test
    @Requirement("A24.1")
    void readersThatTakeNothingHoldUpNobodyAndAreCut() throws IOException {
        Register register = register();
        ShareApproved education = large(register, "education");
        ShareApproved health = large(register, "health");
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                sockets.add(reader(education));
            }
            as("data-system", "education")
                    .get(rows(education) + "?code=eq.000000000001")
                    .then()
                    .statusCode(429)
                    .header("Retry-After", "1")
                    .body("code", equalTo("too-many-readings"));
            sockets.add(reader(health));
            as("data-system", "health").get(rows(health)).then().statusCode(429);
            for (int i = 0; i < 10; i++) {
                as("data-specialist", "education").get("/api/v1/grants").then().statusCode(200);
            }
            as("data-system", "education")
                    .get(rows(education) + "?code=eq.000000000001")
                    .then()
                    .statusCode(429);
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> as("data-system", "health")
                    .get(rows(health) + "?code=eq.000000000001")
                    .then()
                    .statusCode(200));
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(broker.read(
                            "exchange.access",
                            record -> record.contains(education.grantId().toString())
                                    && record.contains("\"outcome\":\"broken\"")))
                    .hasSize(3));
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        assertThat(as("data-system", "education")
                        .accept("text/csv")
                        .get(rows(education))
                        .asString()
                        .lines()
                        .count())
                .isEqualTo(200_001);
    }

    @Test
    void whoWaitsTooLongForAConnectionIsToldSoAndIsServedWhenThereIsOneAgain() {
        as("data-specialist", "education").get("/api/v1/grants").then().statusCode(200);
        List<SqlConnection> held = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                held.add(database.getConnection().await().atMost(Duration.ofSeconds(20)));
            }
            as("data-specialist", "education")
                    .get("/api/v1/grants")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "1")
                    .body("code", equalTo("temporarily-unavailable"));
        } finally {
            held.forEach(connection -> connection.close().await().atMost(Duration.ofSeconds(10)));
        }
        as("data-specialist", "education").get("/api/v1/grants").then().statusCode(200);
    }

    @Test
    @Requirement("A40.1")
    void whatIsContainedIsReadByNobodyUntilTheLastOrderIsLifted() {
        Register register = register();
        ShareApproved grant = large(register, "education");
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        containment.order(first, ContainmentTarget.GRANT, grant.grantId().toString());
        containment.order(second, ContainmentTarget.RESOURCE, register.id().toString());
        for (UUID order : List.of(first, second)) {
            as("data-system", "education")
                    .get(rows(grant) + "?code=eq.000000000001")
                    .then()
                    .statusCode(403)
                    .body("code", equalTo("contained"));
            containment.lift(order, ContainmentTarget.GRANT, grant.grantId().toString());
            containment.lift(order, ContainmentTarget.RESOURCE, register.id().toString());
        }
        as("data-system", "education")
                .get(rows(grant) + "?code=eq.000000000001")
                .then()
                .statusCode(200);
    }

    @Test
    @Requirement({"A25.1", "A40.1"})
    void aReadingThatGoesOnIsCutWhenItsGrantIsSuspendedLongBeforeItsReaderIsGivenUp() throws IOException {
        Register register = register();
        ShareApproved grant = large(register, "education");
        try (Socket reader = reader(grant)) {
            broker.send(
                    grant.grantId().toString(),
                    new GrantSuspended(
                            grant.grantId(),
                            grant.entryId(),
                            grant.resourceId(),
                            grant.provider(),
                            grant.consumer(),
                            1,
                            Instant.now(),
                            "数据质量复核",
                            grant.actor()));
            await().atMost(Duration.ofSeconds(8)).untilAsserted(() -> assertThat(broker.read(
                            "exchange.access",
                            record -> record.contains(grant.grantId().toString())
                                    && record.contains("\"outcome\":\"broken\"")))
                    .hasSize(1));
        }
        as("data-system", "education").get(rows(grant)).then().statusCode(403).body("code", equalTo("grant-suspended"));
    }
}
