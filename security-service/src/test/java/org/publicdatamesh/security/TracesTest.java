package org.publicdatamesh.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Tokens;

@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "security"))
class TracesTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    AdmittedUnits admitted;

    @Inject
    ContainmentEffect effect;

    @Inject
    DataSource database;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void anEventIsPublishedInTheTraceOfTheRequestThatCausedIt() {
        admitted.set("authority", true);
        String trace = trace();
        given().auth()
                .oauth2(Tokens.of("authority-admin", "authority"))
                .contentType(ContentType.JSON)
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .body("""
                        {"id":"traced","name":{"zh":"追踪测试单位"},"kind":"department","level":"region",
                         "division":"540000","creditCode":"11540000MA00001232","posts":[]}""")
                .post("/api/v1/units")
                .then()
                .statusCode(201);
        assertThat(traceparent("traced")).matches("00-" + trace + "-[0-9a-f]{16}-01");
    }

    @Test
    void whatAnEventCausesStaysInItsTraceAlsoWhereManyAreReadTogether() {
        List<ProducerRecord<String, String>> records = new ArrayList<>();
        Map<UUID, String> sent = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            UUID event = Outbox.newId();
            String traceparent = i % 4 == 3 ? "" : "00-" + trace() + "-" + "%016x".formatted(0xabc0L + i) + "-01";
            sent.put(event, traceparent);
            records.add(Orders.order(
                    event, "trace-" + event, traceparent.isEmpty() ? Map.of() : Map.of("traceparent", traceparent)));
        }
        Orders.send(kafka, records);
        UUID last = List.copyOf(sent.keySet()).getLast();
        await().atMost(SOON).until(() -> !traceparent("trace-" + last).isEmpty());

        Set<String> traces = new HashSet<>();
        Set<String> spans = new HashSet<>();
        sent.forEach((event, traceparent) -> {
            String[] caused = traceparent("trace-" + event).split("-");
            assertThat(caused).hasSize(4);
            traces.add(caused[1]);
            spans.add(caused[2]);
            if (!traceparent.isEmpty()) {
                String[] cause = traceparent.split("-");
                assertThat(caused[1]).isEqualTo(cause[1]);
                assertThat(effect.parentOf(event)).isEqualTo(cause[2]).isNotEqualTo(caused[2]);
            }
        });
        assertThat(traces).hasSize(sent.size());
        assertThat(spans).hasSize(sent.size());
    }

    @Test
    void aDeadLetterIsToldOfInTheTraceOfItsEventAndInNoOther() {
        UUID failing = Outbox.newId();
        UUID unreadable = Outbox.newId();
        UUID without = Outbox.newId();
        String first = "00-" + trace() + "-00f067aa0ba902b7-01";
        String second = "00-" + trace() + "-00f067aa0ba902b8-01";
        String after = "after-" + failing;
        effect.broken(true);
        try {
            Orders.send(
                    kafka,
                    List.of(
                            Orders.order(failing, "letter-" + failing, Map.of("traceparent", first)),
                            Orders.record(unreadable, "letter-" + unreadable, "{", Map.of("traceparent", second)),
                            Orders.record(without, "letter-" + without, "{", Map.of())));
            await().atMost(SOON).until(() -> isThere("security-service.dead-letter", "letter-" + without));
        } finally {
            effect.broken(false);
        }
        Orders.send(kafka, List.of(Orders.order(Outbox.newId(), after, Map.of())));
        await().atMost(SOON).until(() -> isThere("security.unit", after));

        assertThat(traceparent("security-service.dead-letter", "letter-" + failing))
                .isEqualTo(first);
        assertThat(traceparent("security-service.dead-letter", "letter-" + unreadable))
                .isEqualTo(second);
        assertThat(traceparent("security-service.dead-letter", "letter-" + without))
                .isEmpty();
        assertThat(traceparent(after)).doesNotContain(first.substring(3, 35)).doesNotContain(second.substring(3, 35));
    }

    private static String trace() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private String traceparent(String key) {
        return traceparent("security.unit", key);
    }

    private boolean isThere(String topic, String key) {
        return find(topic, key) != null;
    }

    private String traceparent(String topic, String key) {
        return Objects.requireNonNullElse(find(topic, key), "");
    }

    /** The trace context of an event in the outbox, empty where it has none; null where there is no such event. */
    private @Nullable String find(String topic, String key) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "select coalesce(traceparent, '') from outbox where topic = ? and key = ?")) {
            statement.setString(1, topic);
            statement.setString(2, key);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
