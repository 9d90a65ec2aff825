package org.publicdatamesh.audit.finding;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.audit.EventsSent;
import org.publicdatamesh.kit.event.EventTypes;
import org.publicdatamesh.kit.event.audit.FindingRecorded;
import org.publicdatamesh.kit.event.exchange.AnswerOverdue;
import org.publicdatamesh.kit.event.exchange.ProviderDecisionOverdue;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "audit"))
class FindingsTest {
    private static final Instant DUE = Instant.parse("2026-03-04T10:00:00Z");
    private static final Instant SEEN = Instant.parse("2026-03-04T10:00:07Z");

    @Inject
    AdmittedUnits admitted;

    @Inject
    DataSource database;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @BeforeEach
    void admit() {
        admitted.set("authority", true);
        admitted.set("civil-affairs", true);
    }

    private static RequestSpecification as(String role, String unit) {
        return given().auth().oauth2(Tokens.of(role, unit));
    }

    @Test
    @Requirement({"A26.2", "A27.2"})
    void aLateDecisionAndALateAnswerAreOneFindingAndOneEventEachHoweverOftenTheyAreTold() throws Exception {
        UUID application = UUID.randomUUID();
        UUID doubt = UUID.randomUUID();
        UUID lateDecision = UUID.randomUUID();
        UUID lateAnswer = UUID.randomUUID();
        ProviderDecisionOverdue late = new ProviderDecisionOverdue(
                application, UUID.randomUUID(), UUID.randomUUID(), "education", "natural-resources", DUE);
        AnswerOverdue silent =
                new AnswerOverdue(doubt, UUID.randomUUID(), UUID.randomUUID(), "health", "natural-resources", DUE);
        try (EventsSent events = new EventsSent(kafka)) {
            events.send(lateDecision, application.toString(), SEEN, late);
            events.send(lateDecision, application.toString(), SEEN, late);
            events.send(lateAnswer, doubt.toString(), SEEN, silent);
            events.send(lateDecision, application.toString(), SEEN, late);
            events.send(lateAnswer, doubt.toString(), SEEN, silent);
            // Told after the repeats on the same partitions: when these are found, the repeats have been read.
            events.send(
                    application.toString(),
                    SEEN,
                    new ProviderDecisionOverdue(
                            application, late.entryId(), late.resourceId(), "education", "lhasa-transport", DUE));
            events.send(
                    doubt.toString(),
                    SEEN,
                    new AnswerOverdue(doubt, silent.resourceId(), silent.entryId(), "health", "lhasa-transport", DUE));
        }
        await().atMost(60, SECONDS).untilAsserted(() -> as("auditor", "authority")
                .get("/api/v1/findings?unit=lhasa-transport")
                .then()
                .body("items", hasSize(2)));
        await().atMost(30, SECONDS).untilAsserted(() -> as("auditor", "authority")
                .get("/api/v1/findings?unit=natural-resources")
                .then()
                .statusCode(200)
                .body("items.about", containsInAnyOrder(application.toString(), doubt.toString())));

        Map<String, Object> finding = as("authority-admin", "authority")
                .get("/api/v1/findings?unit=natural-resources&rule=A26.2")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("next", nullValue())
                .extract()
                .path("items[0]");
        String detail = "The provider did not decide on the application of education by 2026-03-04T10:00:00Z.";
        UUID id = UUID.fromString(String.valueOf(finding.get("id")));
        assertThat(finding)
                .isEqualTo(Map.of(
                        "id",
                        id.toString(),
                        "unit",
                        "natural-resources",
                        "rule",
                        "A26.2",
                        "about",
                        application.toString(),
                        "observedAt",
                        "2026-03-04T10:00:07Z",
                        "detail",
                        detail,
                        "eventId",
                        lateDecision.toString()));
        assertThat(published("natural-resources"))
                .containsExactlyInAnyOrder(
                        new FindingRecorded(id, "natural-resources", "A26.2", application.toString(), SEEN, detail),
                        new FindingRecorded(
                                UUID.fromString(as("auditor", "authority")
                                        .get("/api/v1/findings?unit=natural-resources&rule=A27.2")
                                        .path("items[0].id")),
                                "natural-resources",
                                "A27.2",
                                doubt.toString(),
                                SEEN,
                                "The provider did not answer the doubt of health by 2026-03-04T10:00:00Z."));
    }

    @Test
    void theListIsReadPageByPage() throws Exception {
        try (EventsSent events = new EventsSent(kafka)) {
            for (int i = 0; i < 3; i++) {
                UUID application = UUID.randomUUID();
                events.send(
                        application.toString(),
                        SEEN,
                        new ProviderDecisionOverdue(
                                application, UUID.randomUUID(), UUID.randomUUID(), "education", "lhasa-water", DUE));
            }
        }
        String path = "/api/v1/findings?unit=lhasa-water";
        await().atMost(60, SECONDS)
                .untilAsserted(() -> as("auditor", "authority").get(path).then().body("items", hasSize(3)));
        ExtractableResponse<Response> first = as("auditor", "authority")
                .get(path + "&limit=2")
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .extract();
        String next = first.path("next");
        assertThat(first.header("Link")).contains("cursor=" + next).endsWith("; rel=\"next\"");
        List<String> ids = new ArrayList<>(first.<List<String>>path("items.id"));
        ids.addAll(as("auditor", "authority")
                .get(path + "&limit=2&cursor=" + next)
                .then()
                .statusCode(200)
                .body("next", nullValue())
                .extract()
                .<List<String>>path("items.id"));
        assertThat(ids).hasSize(3).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void badFiltersAreRefusedAndNeverBreakTheService() {
        as("auditor", "authority")
                .get("/api/v1/findings?limit=0&cursor=x")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.parameter", contains("limit", "cursor"));
        for (String parameter : List.of("unit", "rule")) {
            as("auditor", "authority")
                    .urlEncodingEnabled(false)
                    .get("/api/v1/findings?" + parameter + "=a%00")
                    .then()
                    .statusCode(422)
                    .contentType("application/problem+json")
                    .body("errors.parameter", contains(parameter));
        }
    }

    @Test
    @Requirement("A40.1")
    void onlyAuditorsAndTheAuthorityReadFindings() {
        given().get("/api/v1/findings").then().statusCode(401).contentType("application/problem+json");
        as("data-supervisor", "civil-affairs")
                .get("/api/v1/findings")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("code", equalTo("role-not-allowed"));
    }

    /** The events that went out for findings of this unit, from the outbox. */
    private List<FindingRecorded> published(String unit) throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select payload from outbox where topic = 'audit.finding' and type ="
                                + " 'org.publicdatamesh.audit.finding.recorded.v1' and key in"
                                + " (select id::text from finding where unit = ?)")) {
            select.setString(1, unit);
            List<FindingRecorded> events = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    events.add(EventTypes.read(
                            FindingRecorded.class, rows.getString(1).getBytes(StandardCharsets.UTF_8)));
                }
            }
            return events;
        }
    }
}
