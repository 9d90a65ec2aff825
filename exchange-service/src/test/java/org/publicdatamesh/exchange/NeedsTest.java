package org.publicdatamesh.exchange;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.kit.time.WorkingDays;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** The list of needs through its public interface. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "exchange"))
class NeedsTest {
    private static final String NEEDS = "/api/v1/needs";

    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool database;

    @Inject
    WorkingDays days;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    @BeforeEach
    void admit() {
        List.of("authority", "civil-affairs", "education", "health").forEach(unit -> admitted.set(unit, true));
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

    private static Map<String, Object> need() {
        return new HashMap<>(Map.of(
                "title", "村级卫生室与行政村对应关系",
                "purpose", "核定村医服务范围并测算补助",
                "wished", List.of("行政村代码", "卫生室名称")));
    }

    private static String filed() {
        return post("data-specialist", "education", NEEDS, need())
                .then()
                .statusCode(201)
                .body("state", equalTo("filed"))
                .extract()
                .path("id");
    }

    private static Response review(String id, Object body) {
        return post("authority-reviewer", "authority", NEEDS + "/" + id + "/review", body);
    }

    private static Response answer(String unit, String id, Object body) {
        return post("data-supervisor", unit, NEEDS + "/" + id + "/answer", body);
    }

    private List<String> events(String subject) {
        return StreamSupport.stream(
                        database.preparedQuery("select type from outbox where subject = $1 order by id")
                                .execute(Tuple.of(subject))
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .spliterator(),
                        false)
                .map((Row row) -> row.getString(0)
                        .replace("org.publicdatamesh.exchange.need.", "")
                        .replace(".v1", ""))
                .toList();
    }

    @Test
    @Requirement({"A7.2", "A22.1"})
    void aNeedGoesToTheAuthorityAndToTheUnitThatIsAskedUntilAnEntryHasIt() {
        Register register = new Register(false);
        Broker broker = new Broker(servers);
        broker.send(register.entry().toString(), register.published());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> database.preparedQuery("select 1 from shared_entry where entry_id = $1")
                                .execute(Tuple.of(register.entry()))
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .size()
                        == 1);
        String id = filed();
        as("data-specialist", "health")
                .get(NEEDS + "/" + id)
                .then()
                .statusCode(200)
                .body("unit", equalTo("education"));
        as("data-specialist", "health").get(NEEDS + "?limit=200").then().body("items.id", hasItem(id));
        as("authority-reviewer", "authority")
                .get("/api/v1/overview")
                .then()
                .body("waitsForMe.find { it.subjectId == '" + id + "' }.kind", equalTo("review-need"));
        answer("health", id, Map.of("answer", "decline", "reasons", "未采集"))
                .then()
                .statusCode(403);
        review(id, Map.of("decision", "route")).then().statusCode(422).body("errors.pointer", contains("/source"));
        review(id, Map.of("decision", "route", "source", "education"))
                .then()
                .statusCode(422)
                .body("errors.code", contains("own-data"));
        review(id, Map.of("decision", "route", "source", "nobody"))
                .then()
                .statusCode(422)
                .body("errors.code", contains("unknown-unit"));
        Instant before = Instant.now();
        review(id, Map.of("decision", "route", "source", "health"))
                .then()
                .statusCode(200)
                .body("state", equalTo("routed"))
                .body("dueAt", equalTo(days.dueAfter(before, 5).at().toString()));
        as("data-supervisor", "health")
                .get("/api/v1/deadlines?limit=200")
                .then()
                .body("items.subjectId", hasItem(id));
        answer("health", id, Map.of("answer", "decline"))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/reasons"));
        answer("health", id, Map.of("answer", "decline", "reasons", "本单位未采集此类数据"))
                .then()
                .statusCode(200)
                .body("state", equalTo("declined"));
        review(id, Map.of("decision", "route", "source", "civil-affairs"))
                .then()
                .statusCode(200)
                .body("reasons", nullValue());
        answer("health", id, Map.of("answer", "decline", "reasons", "未采集"))
                .then()
                .statusCode(403);
        answer("civil-affairs", id, Map.of("answer", "entry", "entryId", UUID.randomUUID()))
                .then()
                .statusCode(422)
                .body("errors.code", contains("unknown-entry"));
        answer("civil-affairs", id, Map.of("answer", "entry", "entryId", register.entry()))
                .then()
                .statusCode(200)
                .body("state", equalTo("answered"))
                .body("entryId", equalTo(register.entry().toString()));
        post("data-specialist", "education", NEEDS + "/" + id + "/withdrawal", Map.of("reasons", "不再需要"))
                .then()
                .statusCode(409)
                .body("code", equalTo("need-in-another-state"));
        assertThat(events(id)).containsExactly("filed", "routed", "declined", "routed", "answered");
    }

    @Test
    @Requirement("A22.1")
    void aBadNeedIsToldEveryRuleThatItBreaks() {
        Map<String, Object> bad = need();
        bad.put("title", " ");
        bad.put("purpose", "短");
        bad.put("wished", List.of());
        post("data-specialist", "education", NEEDS, bad)
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItems("/title", "/purpose", "/wished"));
        Map<String, Object> own = need();
        own.put("source", "education");
        post("data-specialist", "education", NEEDS, own)
                .then()
                .statusCode(422)
                .body("errors.code", contains("own-data"));
        post("data-supervisor", "education", NEEDS, need()).then().statusCode(403);
    }

    @Test
    @Requirement({"A7.2", "A22.1"})
    void anAnswerThatIsNotThereWhenItIsDueIsRecordedAndTheAuthorityMayEndIt() {
        String late = filed();
        review(late, Map.of("decision", "route", "source", "health")).then().statusCode(200);
        database.preparedQuery("update deadline set due_at = now() - interval '1 second' where subject_id = $1")
                .execute(Tuple.of(UUID.fromString(late)))
                .await()
                .atMost(Duration.ofSeconds(10));
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> as("auditor", "authority")
                .get(NEEDS + "/" + late)
                .then()
                .body("overdue", equalTo(true)));
        answer("health", late, Map.of("answer", "decline", "reasons", "本单位未采集此类数据"))
                .then()
                .statusCode(200);
        review(late, Map.of("decision", "reject")).then().statusCode(422).body("errors.pointer", contains("/reasons"));
        review(late, Map.of("decision", "reject", "reasons", "没有单位采集"))
                .then()
                .statusCode(200)
                .body("state", equalTo("rejected"));
        assertThat(events(late)).containsExactly("filed", "routed", "answer-overdue", "declined", "rejected");

        String withdrawn = filed();
        review(withdrawn, Map.of("decision", "route", "source", "health"))
                .then()
                .statusCode(200);
        post("data-specialist", "health", NEEDS + "/" + withdrawn + "/withdrawal", Map.of("reasons", "非需求方"))
                .then()
                .statusCode(403);
        post("data-specialist", "education", NEEDS + "/" + withdrawn + "/withdrawal", Map.of("reasons", "不再需要"))
                .then()
                .statusCode(200)
                .body("state", equalTo("withdrawn"));
        assertThat(database.preparedQuery("select 1 from deadline where subject_id = $1 and fired_at is null")
                        .execute(Tuple.of(UUID.fromString(withdrawn)))
                        .await()
                        .atMost(Duration.ofSeconds(10))
                        .size())
                .isZero();
    }
}
