package org.publicdatamesh.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Tokens;

@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "security"))
class DeadLettersTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    AdmittedUnits admitted;

    @Inject
    ContainmentEffect effect;

    @Inject
    DataSource database;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @BeforeEach
    void admit() {
        admitted.set("authority", true);
        admitted.set("civil-affairs", true);
    }

    @AfterEach
    void mend() {
        effect.broken(false);
    }

    @Test
    void whatFailedIsVisibleAndHasItsEffectOnceWhenItIsReplayed() {
        double before = metric();
        UUID event = Outbox.newId();
        String key = "failed-" + event;
        effect.broken(true);
        send(Orders.order(event, key, Map.of()));
        String letter = letterOf(event);
        assertThat(metric()).isEqualTo(before + 1);
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'dead letters' }.status", equalTo("UP"))
                .body("checks.find { it.name == 'dead letters' }.data.waiting", equalTo((int) before + 1));

        replay(letter)
                .statusCode(409)
                .body("code", equalTo("replay-failed"))
                .body("detail", containsString("the handler is broken"));
        assertThat(effects(key)).isZero();
        assertThat(metric()).isEqualTo(before + 1);

        effect.broken(false);
        replay(letter)
                .statusCode(200)
                .body("eventId", equalTo(event.toString()))
                .body("replayedAt", notNullValue());
        assertThat(effects(key)).isEqualTo(1);
        assertThat(metric()).isEqualTo(before);
        assertThat(count(
                        "select count(*) from outbox where topic = 'security-service.dead-letter' and key = ?"
                                + " and type = 'org.publicdatamesh.dead-letter.replayed.v1'"
                                + " and payload like '%authority-admin%'",
                        key))
                .isEqualTo(1);

        replay(letter).statusCode(409).body("code", equalTo("already-replayed"));
        String after = "after-" + event;
        send(Orders.order(event, key, Map.of()), Orders.order(Outbox.newId(), after, Map.of()));
        await().atMost(SOON).until(() -> effects(after) == 1);
        assertThat(effects(key)).isEqualTo(1);
    }

    @Test
    void whatTookEffectMeanwhileHasNoneAgain() {
        UUID event = Outbox.newId();
        String key = "meanwhile-" + event;
        effect.broken(true);
        send(Orders.order(event, key, Map.of()));
        String letter = letterOf(event);
        effect.broken(false);
        send(Orders.order(event, key, Map.of()));
        await().atMost(SOON).until(() -> effects(key) == 1);

        replay(letter).statusCode(200).body("replayedAt", notNullValue());
        assertThat(effects(key)).isEqualTo(1);
    }

    @Test
    void whatCannotBeReadStopsNothingAndCannotBeReplayed() {
        UUID event = Outbox.newId();
        UUID next = Outbox.newId();
        String key = "after-" + event;
        send(
                Orders.record(event, "broken", "{\"orderId\":", Map.of()),
                Orders.record(next, "a\0b", "\0", Map.of("ce_id", "none\0", "ce_type", "x\0y", "traceparent", "\0")),
                Orders.order(Outbox.newId(), key, Map.of()));
        await().atMost(SOON).until(() -> effects(key) == 1);
        replay(letterOf(event)).statusCode(409).body("code", equalTo("replay-failed"));
        assertThat(count("select count(*) from dead_letter where key = ? and event_id is null", "a\ufffdb"))
                .isEqualTo(1);
    }

    @Test
    void onlyTheAuthoritysAdministratorSeesAndReplaysThem() {
        String none = UUID.randomUUID().toString();
        given().get("/api/v1/dead-letters").then().statusCode(401);
        given().post("/api/v1/dead-letters/" + none + "/replay").then().statusCode(401);
        for (String role : List.of("auditor", "security-officer", "authority-reviewer")) {
            as(role, "authority").get("/api/v1/dead-letters").then().statusCode(403);
            as(role, "authority")
                    .post("/api/v1/dead-letters/" + none + "/replay")
                    .then()
                    .statusCode(403);
        }
        as("data-specialist", "civil-affairs")
                .get("/api/v1/dead-letters")
                .then()
                .statusCode(403)
                .body("code", equalTo("role-not-allowed"));
        replay(none).statusCode(404).body("code", equalTo("not-found"));
        replay("none").statusCode(404).body("code", equalTo("not-found"));
    }

    private static RequestSpecification as(String role, String unit) {
        return given().auth().oauth2(Tokens.of(role, unit)).contentType(ContentType.JSON);
    }

    private static io.restassured.response.ValidatableResponse replay(String letter) {
        return as("authority-admin", "authority")
                .post("/api/v1/dead-letters/" + letter + "/replay")
                .then();
    }

    @SafeVarargs
    private void send(ProducerRecord<String, String>... records) {
        Orders.send(kafka, List.of(records));
    }

    private static String letterOf(UUID event) {
        return await().atMost(SOON).until(() -> find(event), id -> id != null);
    }

    private static @Nullable String find(UUID event) {
        return as("authority-admin", "authority")
                .get("/api/v1/dead-letters?limit=200")
                .then()
                .statusCode(200)
                .extract()
                .path("items.find { it.eventId == '" + event + "' }?.id");
    }

    private static double metric() {
        return given().get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .filter(line -> line.startsWith("mesh_dead_letters{") && line.contains("service=\"security-service\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private long effects(String key) {
        return count("select count(*) from outbox where topic = 'security.unit' and key = ?", key);
    }

    private long count(String sql, String key) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, key);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
