package org.publicdatamesh.catalog;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

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
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "catalog"))
class EntriesTest {
    private static final String VILLAGES = """
            {"name":{"zh":"行政村名录","en":"Villages"},"summary":"全区行政村和社区的统计代码与名称","classification":"106011",
             "grade":2,"shareType":"conditional","shareConditions":["用于履行法定职责"],
             "legalBasis":[{"title":"行政区划管理条例","article":"第十四条"}],"openType":"not-open","updateCycle":"yearly",
             "items":[
              {"name":"code","label":"统计代码","type":"text","length":12,"key":true,"required":true,"check":"division-code",
               "grade":1,"identifies":"nobody","mask":"none"},
              {"name":"name","label":"名称","type":"text","length":100,"key":false,"required":true,"check":"none",
               "grade":1,"identifies":"nobody","mask":"none"}]}""";

    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool database;

    @BeforeEach
    void admit() {
        List.of("authority", "civil-affairs", "education").forEach(unit -> admitted.set(unit, true));
    }

    private static RequestSpecification as(String role, String unit) {
        return given().auth().oauth2(Tokens.of(role, unit)).contentType(ContentType.JSON);
    }

    private static String drafted() {
        return as("data-specialist", "civil-affairs")
                .body(VILLAGES)
                .post("/api/v1/entries")
                .then()
                .statusCode(201)
                .header("ETag", startsWith("\"v"))
                .extract()
                .path("id");
    }

    private List<String> published(String subject) {
        return StreamSupport.stream(
                        database.preparedQuery("select type from outbox where subject = $1 order by id")
                                .execute(Tuple.of(subject))
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .spliterator(),
                        false)
                .map((Row row) -> row.getString(0).replace("org.publicdatamesh.catalog.", ""))
                .toList();
    }

    @Test
    @Requirement("A11.1")
    void entriesAreListedByTheStateThatTheCallerSees() {
        database.query("truncate entry, entry_version, resource cascade")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10));
        String draft = drafted();
        String proposed = drafted();
        String path = "/api/v1/entries/" + proposed;
        as("data-specialist", "civil-affairs").post(path + "/submission").then().statusCode(200);
        as("data-supervisor", "civil-affairs")
                .body("{\"decision\":\"pass\"}")
                .post(path + "/review")
                .then()
                .statusCode(200);
        listed("civil-affairs", "in-authority-review", proposed);
        as("authority-reviewer", "authority")
                .body("{\"decision\":\"confirm\"}")
                .post(path + "/publication")
                .then()
                .statusCode(200);
        as("data-specialist", "civil-affairs").post(path + "/revision").then().statusCode(200);
        listed("civil-affairs", "published", proposed);
        listed("civil-affairs", "draft", draft);
        as("data-specialist", "civil-affairs").delete(path + "/revision").then().statusCode(200);
        as("data-specialist", "civil-affairs")
                .body("{\"reasons\":\"职能已划转，不再采集\"}")
                .post(path + "/retirement-proposal")
                .then()
                .statusCode(200);
        listed("civil-affairs", "published");
        listed("civil-affairs", "retirement-proposed", proposed);
        listed("education", "published", proposed);
        listed("education", "retirement-proposed");
        listed("education", "draft");
        for (String none : List.of("zz", "retired", "PUBLISHED")) {
            as("auditor", "authority")
                    .queryParam("state", none)
                    .get("/api/v1/entries")
                    .then()
                    .statusCode(422)
                    .body("errors.parameter", contains("state"));
        }
    }

    private static void listed(String unit, String state, String... ids) {
        as("data-specialist", unit)
                .queryParam("state", state)
                .get("/api/v1/entries")
                .then()
                .statusCode(200)
                .body("items.id", ids.length == 0 ? empty() : contains(ids))
                .body("items.state", everyItem(equalTo(state)));
    }

    @Test
    @Requirement({"A10.2", "A11.1"})
    void anEntryIsDraftedReviewedAndPublishedAndSeenByOthersOnlyThen() {
        String id = drafted();
        String path = "/api/v1/entries/" + id;
        as("data-specialist", "education").get(path).then().statusCode(404);
        as("auditor", "authority").get("/api/v1/entries").then().statusCode(200).body("items.id", not(hasItem(id)));
        as("data-supervisor", "civil-affairs")
                .body("{\"decision\":\"pass\"}")
                .post(path + "/review")
                .then()
                .statusCode(409)
                .body("code", equalTo("not-in-this-state"));
        as("data-specialist", "civil-affairs").post(path + "/submission").then().statusCode(200);
        as("data-supervisor", "education")
                .body("{\"decision\":\"pass\"}")
                .post(path + "/review")
                .then()
                .statusCode(404);
        as("data-supervisor", "civil-affairs")
                .body("{\"decision\":\"pass\"}")
                .post(path + "/review")
                .then()
                .statusCode(200)
                .body("state", equalTo("in-authority-review"));
        as("data-specialist", "education").get(path).then().statusCode(404);
        as("authority-reviewer", "authority")
                .body("{\"decision\":\"confirm\"}")
                .post(path + "/publication")
                .then()
                .statusCode(200)
                .body("state", equalTo("published"))
                .body("code", startsWith("106011/"));
        as("data-specialist", "education").get(path).then().statusCode(200).body("content.name.zh", equalTo("行政村名录"));
        assertThat(published(id))
                .containsExactly("entry.drafted.v1", "entry.submitted.v1", "entry.reviewed.v1", "entry.published.v1");
        Response attached = as("data-specialist", "civil-affairs")
                .body("{\"kind\":\"table\",\"name\":\"行政村表\",\"informationSystem\":\"民政业务系统\"}")
                .post(path + "/resources");
        assertThat(attached.statusCode()).isEqualTo(201);
        assertThat(published(attached.path("id"))).containsExactly("resource.attached.v1");
    }

    @Test
    @Requirement("A10.3")
    void aReturnNeedsReasonsAndTheUnitSeesThem() {
        String path = "/api/v1/entries/" + drafted();
        as("data-specialist", "civil-affairs").post(path + "/submission").then().statusCode(200);
        as("data-supervisor", "civil-affairs")
                .body("{\"decision\":\"return\"}")
                .post(path + "/review")
                .then()
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of("/reasons")));
        as("data-supervisor", "civil-affairs")
                .body("{\"decision\":\"return\",\"reasons\":\"缺少数据标准\"}")
                .post(path + "/review")
                .then()
                .statusCode(200)
                .body("state", equalTo("draft"))
                .body("returnReasons", equalTo("缺少数据标准"));
    }

    @Test
    @Requirement({"A20.1", "A23.2", "A29.2"})
    void everyBrokenRuleIsNamedAndNothingIsWritten() {
        String broken = VILLAGES.replace("\"legalBasis\":[{\"title\":\"行政区划管理条例\",\"article\":\"第十四条\"}],", "")
                .replace("\"openType\":\"not-open\"", "\"openType\":\"unconditional\"")
                .replace(
                        "\"identifies\":\"nobody\",\"mask\":\"none\"}]",
                        "\"identifies\":\"person\",\"mask\":\"none\"}]")
                .replace("\"name\":\"code\"", "\"name\":\"Code!\"");
        as("data-specialist", "civil-affairs")
                .body(broken)
                .post("/api/v1/entries")
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("/legalBasis", "/items/1", "/items/0/name"));
        assertThat(database.query("select count(*) from outbox where payload like '%Code!%'")
                        .execute()
                        .await()
                        .atMost(Duration.ofSeconds(10))
                        .iterator()
                        .next()
                        .getLong(0))
                .isZero();
    }

    @Test
    void aStaleOrMissingPreconditionIsRefused() {
        String path = "/api/v1/entries/" + drafted();
        String tag = as("data-specialist", "civil-affairs").get(path).header("ETag");
        as("data-specialist", "civil-affairs").body(VILLAGES).put(path).then().statusCode(428);
        as("data-specialist", "civil-affairs")
                .header("If-Match", "v1")
                .body(VILLAGES)
                .put(path)
                .then()
                .statusCode(400);
        as("data-specialist", "civil-affairs")
                .header("If-Match", tag)
                .body(VILLAGES.replace("全区", "本区"))
                .put(path)
                .then()
                .statusCode(200);
        as("data-specialist", "civil-affairs")
                .header("If-Match", tag)
                .body(VILLAGES)
                .put(path)
                .then()
                .statusCode(412)
                .body("code", equalTo("stale-version"));
    }
}
