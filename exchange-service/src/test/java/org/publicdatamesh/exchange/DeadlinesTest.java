package org.publicdatamesh.exchange;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** What is due, for those who have to act, through the public interface. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "exchange"))
class DeadlinesTest {
    @Inject
    AdmittedUnits admitted;

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

    private static Response post(String role, String unit, String path, Object body) {
        return as(role, unit)
                .contentType(ContentType.JSON)
                .body(EventJson.write(body))
                .post(path);
    }

    /** An application that civil affairs has to decide. */
    private String endorsed() {
        Register register = new Register(false);
        broker.send(register.entry().toString(), register.published());
        broker.send(register.id().toString(), register.attached());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> as("data-specialist", "civil-affairs")
                                .get("/api/v1/resources/" + register.id() + "/quarantine")
                                .statusCode()
                        == 200);
        UUID check = UUID.randomUUID();
        broker.send(register.id().toString(), register.checked(check, true));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> database.preparedQuery("select 1 from resource_proof where check_id = $1")
                                .execute(Tuple.of(check))
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .size()
                        == 1);
        String id = post(
                        "data-specialist",
                        "education",
                        "/api/v1/applications",
                        Map.of(
                                "resourceId", register.id(),
                                "items", List.of(Map.of("name", "code", "justification", "对应学区")),
                                "purpose", "划定义务教育学区并核对适龄儿童所在村",
                                "validUntil",
                                        Instant.now().plus(Duration.ofDays(30)).toString(),
                                "commitments",
                                        Map.of("notExceedScope", true, "noOtherUse", true, "noThirdParty", true)))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        post("data-supervisor", "education", "/api/v1/applications/" + id + "/endorsement", Map.of("decision", "agree"))
                .then()
                .statusCode(200);
        return id;
    }

    private long near(String subject) {
        return database.preparedQuery(
                        "select count(*) from outbox where subject = $1 and type = 'org.publicdatamesh.exchange.deadline.near.v1'")
                .execute(Tuple.of(subject))
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next()
                .getLong(0);
    }

    @Test
    @Requirement("A26.2")
    void aUnitSeesWhatItHasToDoByWhenAndTheAuthoritySeesAll() {
        String first = endorsed();
        String second = endorsed();
        as("data-supervisor", "civil-affairs")
                .get("/api/v1/deadlines?limit=200")
                .then()
                .statusCode(200)
                .body("items.subjectId", hasItem(first))
                .body("items.find { it.subjectId == '" + first + "' }.kind", equalTo("provider-decision"))
                .body("items.find { it.subjectId == '" + first + "' }.dueAt", notNullValue());
        as("data-supervisor", "education")
                .get("/api/v1/deadlines?limit=200")
                .then()
                .body("items.subjectId", not(hasItem(first)));
        as("data-supervisor", "education")
                .get("/api/v1/deadlines?unit=civil-affairs")
                .then()
                .statusCode(422)
                .body("errors[0].code", equalTo("own-unit-only"));
        Response page = as("authority-reviewer", "authority").get("/api/v1/deadlines?unit=civil-affairs&limit=1");
        page.then().statusCode(200).body("items", hasSize(1)).body("next", notNullValue());
        as("authority-reviewer", "authority")
                .get("/api/v1/deadlines?unit=civil-affairs&limit=1&cursor=" + page.path("next"))
                .then()
                .statusCode(200)
                .body("items[0].id", not(equalTo(page.<String>path("items[0].id"))));
        as("data-supervisor", "civil-affairs")
                .accept("text/calendar")
                .get("/api/v1/deadlines")
                .then()
                .statusCode(200)
                .contentType("text/calendar")
                .body(containsString("BEGIN:VCALENDAR"))
                .body(containsString("provider-decision " + second.substring(0, 8)));
        as("data-supervisor", "civil-affairs")
                .get("/api/v1/deadlines?cursor=abc")
                .then()
                .statusCode(422);
        as("authority-reviewer", "authority")
                .get("/api/v1/deadlines?unit=no-such-unit")
                .then()
                .statusCode(422)
                .body("errors[0].code", equalTo("unknown-unit"))
                .body("errors[0].parameter", equalTo("unit"));
        as("data-supervisor", "civil-affairs")
                .accept("text/calendar")
                .get("/api/v1/deadlines?limit=1")
                .then()
                .statusCode(422)
                .body("errors[0].code", equalTo("not-for-calendars"))
                .body("errors[0].parameter", equalTo("limit"));
    }

    @Test
    @Requirement("A26.2")
    void aDeadlineThatComesNearIsToldOfOnce() {
        String id = endorsed();
        database.preparedQuery("update deadline set warn_at = now() - interval '1 second' where subject_id = $1")
                .execute(Tuple.of(UUID.fromString(id)))
                .await()
                .atMost(Duration.ofSeconds(10));
        await().atMost(Duration.ofSeconds(15)).until(() -> near(id) == 1);
        await().pollDelay(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(near(id))
                .isEqualTo(1));
    }

    @Test
    @Requirement("A21.1")
    void oneCallTellsWhatWaitsForWhom() {
        String id = endorsed();
        as("data-supervisor", "civil-affairs")
                .get("/api/v1/overview")
                .then()
                .statusCode(200)
                .body("waitsForMe.find { it.subjectId == '" + id + "' }.kind", equalTo("decide-application"))
                .body("waitsForMe.find { it.subjectId == '" + id + "' }.dueAt", notNullValue());
        as("data-specialist", "civil-affairs")
                .get("/api/v1/overview")
                .then()
                .body("waitsForMe.subjectId", not(hasItem(id)));
        as("data-specialist", "education")
                .get("/api/v1/overview")
                .then()
                .body("waitsForOthers.find { it.subjectId == '" + id + "' }.unit", equalTo("civil-affairs"));
        as("data-supervisor", "health")
                .get("/api/v1/overview")
                .then()
                .body("waitsForMe.subjectId", not(hasItem(id)))
                .body("waitsForOthers.subjectId", not(hasItem(id)));
        post(
                        "data-supervisor",
                        "civil-affairs",
                        "/api/v1/applications/" + id + "/provider-decision",
                        Map.of("decision", "agree"))
                .then()
                .statusCode(200);
        as("authority-reviewer", "authority").get("/api/v1/overview").then().body("waitsForMe.subjectId", hasItem(id));
        as("data-supervisor", "civil-affairs")
                .get("/api/v1/overview")
                .then()
                .body("waitsForMe.subjectId", not(hasItem(id)));
    }
}
