package org.publicdatamesh.security.grading;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.security.GradingIssued;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** Editions of the grading rules are drafted, tried, issued by the authority's security post, and told with all their rules. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "security"))
class GradingTest {
    private static final String EDITIONS = "/api/v1/grading/editions";
    private static final String TRIAL = """
            {"entries":[
             {"unit":"civil-affairs","name":"低保对象名录","classification":"301","grade":1,"items":[
              {"name":"name","label":"姓名","type":"text","length":60,"key":true,"required":true,"check":"none",
               "grade":1,"identifies":"person","mask":"none"}]},
             {"unit":"civil-affairs","name":"行政村名录","classification":"106","grade":1,"items":[
              {"name":"code","label":"代码","type":"text","length":12,"key":true,"required":true,"check":"none",
               "grade":1,"identifies":"nobody","mask":"none"}]}]}""";

    @Inject
    AdmittedUnits admitted;

    @Inject
    ShippedGrading shipped;

    @Inject
    Pool database;

    @BeforeEach
    void begin() {
        List.of("authority", "civil-affairs").forEach(unit -> admitted.set(unit, true));
        clear();
    }

    /** Only the edition that was shipped stays. */
    @AfterEach
    void clear() {
        execute("delete from grading_edition where edition > 1");
        execute("delete from outbox where topic = 'security.grading'");
    }

    private void execute(String sql) {
        database.query(sql).execute().await().atMost(Duration.ofSeconds(10));
    }

    private static RequestSpecification as(String role, String unit) {
        return given().auth().oauth2(Tokens.of(role, unit)).contentType(ContentType.JSON);
    }

    private static RequestSpecification admin() {
        return as("authority-admin", "authority");
    }

    private static RequestSpecification officer() {
        return as("security-officer", "authority");
    }

    private static ObjectNode example() {
        try (InputStream in = GradingTest.class.getResourceAsStream("/openapi-examples/draftGrading.json")) {
            return (ObjectNode) EventJson.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String drafted() {
        return EDITIONS
                + "/"
                + admin().body(example().toString())
                        .post(EDITIONS)
                        .then()
                        .statusCode(201)
                        .body("state", equalTo("draft"))
                        .extract()
                        .path("id");
    }

    private static ValidatableResponse issued(String path, Instant from) {
        return officer()
                .body("{\"inForceFrom\":\"" + from + "\"}")
                .post(path + "/issue")
                .then();
    }

    private List<String> told() {
        return StreamSupport.stream(
                        database.query("select payload from outbox where topic = 'security.grading' order by id")
                                .execute()
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .spliterator(),
                        false)
                .map((Row row) -> row.getString(0))
                .toList();
    }

    @Test
    @Requirement("A38.2")
    void theFirstEditionComesWithTheServiceAndSaysWhatEachGradeNeedsInEachStep() {
        as("data-specialist", "civil-affairs")
                .get("/api/v1/grading/in-force")
                .then()
                .statusCode(200)
                .body("edition", equalTo(1))
                .body("state", equalTo("issued"))
                .body("rules.grades.grade", contains(1, 2, 3, 4))
                .body("rules.grades.openAtMost", contains("unconditional", "conditional", "not-open", "not-open"))
                .body(
                        "rules.grades[2].steps.step",
                        containsInAnyOrder("collect", "store", "use", "process", "transmit", "publish", "delete"))
                .body("rules.rules.find { it.code == 'resident-id' }.leastGrade", equalTo(3));
        as("data-specialist", "civil-affairs")
                .get(EDITIONS)
                .then()
                .body("items", hasSize(1))
                .body("items[0].rules", nullValue());
    }

    @Test
    void theFirstEditionIsIssuedOnceHoweverManyReplicasStart() throws Exception {
        execute("delete from grading_edition");
        Callable<Boolean> start = () -> {
            try {
                return VertxContextSupport.subscribeAndAwait(shipped::issue);
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        };
        try (ExecutorService replicas = Executors.newFixedThreadPool(4)) {
            int issued = 0;
            for (Future<Boolean> each : replicas.invokeAll(List.of(start, start, start, start))) {
                issued += each.get() ? 1 : 0;
            }
            assertThat(issued).isEqualTo(1);
        }
        assertThat(told()).hasSize(1);
    }

    @Test
    @Requirement("A38.2")
    void anEditionIsTriedIssuedByTheSecurityPostAndToldWithAllItsRules() throws IOException {
        String path = drafted();
        Instant later = Instant.now().plus(Duration.ofDays(30));
        issued(path, later).statusCode(409).body("code", equalTo("not-tried"));
        admin().body(TRIAL)
                .post(path + "/trial")
                .then()
                .statusCode(200)
                .body("edition.state", equalTo("tried"))
                .body("edition.trial.entries", equalTo(2))
                .body("edition.trial.below", equalTo(1))
                .body("entries[0].proposal.grade", equalTo(2))
                .body("entries[0].proposal.items[0].ground.rule", equalTo("personal-information"))
                .body("entries[0].broken.pointer", contains("/items/0/grade"))
                .body("entries[1].broken", empty());
        as("security-officer", "civil-affairs")
                .body("{\"inForceFrom\":\"" + later + "\"}")
                .post(path + "/issue")
                .then()
                .statusCode(403)
                .body("code", equalTo("foreign-unit"));
        admin().body("{\"inForceFrom\":\"" + later + "\"}")
                .post(path + "/issue")
                .then()
                .statusCode(403)
                .body("code", equalTo("role-not-allowed"));
        issued(path, Instant.parse("2020-01-01T00:00:00Z"))
                .statusCode(422)
                .body("errors.code", contains("not-in-the-future", "not-after-the-last"));
        issued(path, Instant.now().plus(Duration.ofDays(367)))
                .statusCode(422)
                .body("errors.pointer", contains("/inForceFrom"))
                .body("errors.code", contains("too-far-ahead"));
        issued(path, later).statusCode(200).body("state", equalTo("issued"));
        assertThat(told()).hasSize(1);
        GradingIssued event = EventJson.MAPPER.readValue(told().getFirst(), GradingIssued.class);
        assertThat(event.edition()).isEqualTo(2);
        assertThat(event.rules().rules()).hasSize(3);
        assertThat(EventJson.write(event.rules()))
                .isEqualTo(EventJson.write(EventJson.MAPPER.treeToValue(
                        example().get("rules"), org.publicdatamesh.kit.grading.GradingRules.class)));
        assertThat(event.actor()).isNotNull();
        officer().get("/api/v1/grading/in-force").then().body("edition", equalTo(1));
        officer()
                .header("If-Match", "*")
                .body(example().toString())
                .put(path)
                .then()
                .statusCode(409)
                .body("code", equalTo("not-in-this-state"));
        String third = drafted();
        admin().body(TRIAL).post(third + "/trial").then().statusCode(200);
        issued(third, later.minusSeconds(60)).statusCode(422).body("errors.code", contains("not-after-the-last"));
    }

    @Test
    void aDraftThatIsChangedIsTriedAnewAndNoneOfItsAuthorsIssuesIt() {
        String path = EDITIONS
                + "/"
                + officer()
                        .body(example().toString())
                        .post(EDITIONS)
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
        admin().body(example().toString()).post(EDITIONS).then().statusCode(409).body("code", equalTo("draft-exists"));
        String etag = admin().get(path).header("ETag");
        officer().body(TRIAL).post(path + "/trial").then().statusCode(200);
        issued(path, Instant.now().plusSeconds(60)).statusCode(403).body("code", equalTo("same-person"));
        admin().header("If-Match", etag)
                .body(example().toString())
                .put(path)
                .then()
                .statusCode(412);
        admin().body(example().toString()).put(path).then().statusCode(428);
        admin().header("If-Match", admin().get(path).header("ETag"))
                .body(example().toString())
                .put(path)
                .then()
                .statusCode(200)
                .body("state", equalTo("draft"))
                .body("trial", nullValue());
        admin().body(TRIAL).post(path + "/trial").then().statusCode(200);
        issued(path, Instant.now()).statusCode(403).body("code", equalTo("same-person"));
        execute("update grading_edition set authors = array_remove(authors, 'security-officer.authority')"
                + " where edition = 2");
        issued(path, Instant.now()).statusCode(200);
        officer().get("/api/v1/grading/in-force").then().body("edition", equalTo(2));
    }

    @Test
    @Requirement("A38.2")
    void rulesThatContradictEachOtherAreRefusedEachByName() {
        ObjectNode wrong = example();
        ArrayNode rules = (ArrayNode) wrong.path("rules").path("rules");
        JsonNode same = rules.get(0).deepCopy();
        ((ObjectNode) same).put("code", "again").put("leastGrade", 9);
        rules.add(same);
        ObjectNode unit = rules.addObject();
        unit.put("code", "unit")
                .put("leastGrade", 2)
                .put("reason", "测试规则")
                .put("source", "第三十八条")
                .putObject("entries")
                .putArray("units")
                .add("no-such-unit")
                .add("civil-affairs");
        ((ObjectNode) rules.get(1).path("items")).put("name", "(((");
        ((ObjectNode) wrong.path("rules").path("grades").get(3)).put("openAtMost", "unconditional");
        admin().body(wrong.toString())
                .post(EDITIONS)
                .then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/rules/grades/3/openAtMost",
                                "/rules/rules/1/items/name",
                                "/rules/rules/3",
                                "/rules/rules/3/leastGrade",
                                "/rules/rules/4/entries/units/0"));
        as("security-officer", "civil-affairs")
                .body(example().toString())
                .post(EDITIONS)
                .then()
                .statusCode(403)
                .body("code", equalTo("foreign-unit"));
        as("data-specialist", "civil-affairs")
                .body(example().toString())
                .post(EDITIONS)
                .then()
                .statusCode(403)
                .body("code", equalTo("role-not-allowed"));
    }
}
