package org.publicdatamesh.catalog.standard;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** Standards are drafted, tried on what is published, issued by another person, and checked at submission. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "catalog"))
class StandardsTest {
    private static final String STANDARD = """
            {"code":"%s","title":"公共数据目录编制规范","level":"local","rules":{
             "appliesTo":{"classifications":["203"]},
             "required":["item-meaning"],
             "patterns":[{"attribute":"name-zh","pattern":".*(名录|台账)","says":"名称以名录或者台账结尾"}],
             "codeLists":[{"attribute":"update-cycle","codes":["monthly","yearly"]}],
             "items":[{"label":"路线编号","name":"code","type":"text","length":8,"leastGrade":2}]}}""";

    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool database;

    @BeforeEach
    void begin() {
        List.of("authority", "education").forEach(unit -> admitted.set(unit, true));
        clear();
    }

    @AfterEach
    void clear() {
        database.query("truncate standard_edition, entry, entry_version, resource, outbox cascade")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private static RequestSpecification as(String role, String unit) {
        return given().auth().oauth2(Tokens.of(role, unit)).contentType(ContentType.JSON);
    }

    private static RequestSpecification admin() {
        return as("authority-admin", "authority");
    }

    private static String entry(String name, String cycle, int length, int grade, String meaning) {
        return """
                {"name":{"zh":"%s"},"summary":"县道、乡道和村道的编号与名称","classification":"203004","grade":%d,
                 "openType":"unconditional","updateCycle":"%s",
                 "items":[
                  {"name":"code","label":"路线编号","type":"text","length":%d,"key":true,"required":true,"check":"none",
                   "grade":%d,"identifies":"nobody","mask":"none"%s}]}""".formatted(name, grade, cycle, length, grade, meaning);
    }

    private static String good(String name) {
        return entry(name, "yearly", 8, 2, ",\"meaning\":\"公路的编号\"");
    }

    private static String bad() {
        return entry("农村公路清单", "daily", 10, 1, "");
    }

    private static String drafted(String content) {
        return "/api/v1/entries/"
                + as("data-specialist", "education")
                        .body(content)
                        .post("/api/v1/entries")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
    }

    private static ValidatableResponse submitted(String path) {
        return as("data-specialist", "education").post(path + "/submission").then();
    }

    private static ValidatableResponse published(String path) {
        as("data-supervisor", "education")
                .body("{\"decision\":\"pass\"}")
                .post(path + "/review")
                .then()
                .statusCode(200);
        return as("authority-reviewer", "authority")
                .body("{\"decision\":\"confirm\"}")
                .post(path + "/publication")
                .then();
    }

    private static String publishedEntry(String content) {
        String path = drafted(content);
        submitted(path).statusCode(200);
        published(path).statusCode(200);
        return path;
    }

    private static String standard(String code) {
        return "/api/v1/standards/"
                + admin().body(STANDARD.formatted(code))
                        .post("/api/v1/standards")
                        .then()
                        .statusCode(201)
                        .body("state", equalTo("draft"))
                        .extract()
                        .path("id");
    }

    private static String now() {
        return "{\"inForceFrom\":\"" + Instant.now() + "\"}";
    }

    private static ValidatableResponse issued(String path, String body) {
        return as("authority-reviewer", "authority")
                .body(body)
                .post(path + "/issue")
                .then();
    }

    private List<String> events() {
        return StreamSupport.stream(
                        database.query("select type from outbox where topic = 'catalog.standard' order by id")
                                .execute()
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .spliterator(),
                        false)
                .map((Row row) -> row.getString(0).replace("org.publicdatamesh.catalog.standard.", ""))
                .toList();
    }

    @Test
    @Requirement({"A7.3", "A10.1"})
    void aStandardIsTriedOnWhatIsPublishedAndThenChecksWhatIsSubmitted() {
        String holds = publishedEntry(good("农村公路名录"));
        String breaks = publishedEntry(bad());
        String waiting = drafted(bad());
        submitted(waiting).statusCode(200);
        String path = standard("EXAMPLE 1");
        issued(path, now()).statusCode(409).body("code", equalTo("not-tried"));
        admin().post(path + "/trial")
                .then()
                .statusCode(200)
                .body("trial.entries", equalTo(2))
                .body("trial.breaking", equalTo(1));
        admin().get(path + "/breaks")
                .then()
                .statusCode(200)
                .body("items.entryId", contains(breaks.substring(breaks.lastIndexOf('/') + 1)))
                .body(
                        "items[0].broken.pointer",
                        containsInAnyOrder(
                                "/items/0/meaning", "/name/zh", "/updateCycle", "/items/0/length", "/items/0/grade"))
                .body("next", nullValue());
        submitted(drafted(bad())).statusCode(200);
        admin().body(now()).post(path + "/issue").then().statusCode(403).body("code", equalTo("same-person"));
        issued(path, "{\"inForceFrom\":\"2020-01-01T00:00:00Z\"}").statusCode(422);
        issued(path, now()).statusCode(200).body("state", equalTo("issued"));
        submitted(drafted(bad()))
                .statusCode(422)
                .body(
                        "errors.code",
                        containsInAnyOrder(
                                "standard-required",
                                "standard-pattern",
                                "standard-code",
                                "standard-item-length",
                                "standard-item-grade"));
        assertThat(as("data-specialist", "education")
                        .header("Accept-Language", "zh")
                        .post(drafted(entry("农村公路清单", "yearly", 8, 2, ",\"meaning\":\"公路的编号\"")) + "/submission")
                        .then()
                        .statusCode(422)
                        .extract()
                        .<List<String>>path("errors.message"))
                .containsExactly("标准 EXAMPLE 1 第 1 版:名称以名录或者台账结尾。");
        submitted(drafted(good("县道名录"))).statusCode(200);
        published(waiting).statusCode(409).body("code", equalTo("standard-broken"));
        as("auditor", "authority").get(holds).then().statusCode(200);
        admin().body("{\"reasons\":\"由新标准代替\"}")
                .post(path + "/withdrawal")
                .then()
                .statusCode(200);
        submitted(drafted(bad())).statusCode(200);
        assertThat(events()).containsExactly("issued.v1", "withdrawn.v1");
    }

    @Test
    @Requirement("A7.3")
    void anEditionIsChangedWhileItIsADraftAndTheNextOneReplacesIt() {
        String path = standard("EXAMPLE 2");
        Response read = admin().get(path);
        String etag = read.header("ETag");
        admin().body(STANDARD.formatted("EXAMPLE 2"))
                .post("/api/v1/standards")
                .then()
                .statusCode(409)
                .body("code", equalTo("draft-exists"));
        admin().body(STANDARD.formatted("EXAMPLE 2")).put(path).then().statusCode(428);
        admin().header("If-Match", etag)
                .body(STANDARD.formatted("EXAMPLE 3"))
                .put(path)
                .then()
                .statusCode(422)
                .body("errors.code", contains("not-changeable"));
        admin().post(path + "/trial").then().statusCode(200);
        String tried = admin().get(path).header("ETag");
        admin().header("If-Match", etag)
                .body(STANDARD.formatted("EXAMPLE 2"))
                .put(path)
                .then()
                .statusCode(412);
        admin().header("If-Match", tried)
                .body(STANDARD.formatted("EXAMPLE 2").replace("yearly", "weekly"))
                .put(path)
                .then()
                .statusCode(200)
                .body("trial", nullValue());
        issued(path, now()).statusCode(409).body("code", equalTo("not-tried"));
        admin().post(path + "/trial").then().statusCode(200);
        issued(path, now()).statusCode(200);
        admin().header("If-Match", "*")
                .body(STANDARD.formatted("EXAMPLE 2"))
                .put(path)
                .then()
                .statusCode(409);
        submitted(drafted(good("县道名录"))).statusCode(422).body("errors.pointer", contains("/updateCycle"));
        String second = standard("EXAMPLE 2");
        admin().post(second + "/trial").then().statusCode(200);
        issued(second, "{\"inForceFrom\":\"" + Instant.now().plus(Duration.ofDays(30)) + "\"}")
                .statusCode(200);
        submitted(drafted(good("县道名录"))).statusCode(422);
        admin().body("{\"reasons\":\"由第二版代替\"}")
                .post(path + "/withdrawal")
                .then()
                .statusCode(200);
        submitted(drafted(good("县道名录"))).statusCode(200);
        as("data-specialist", "education")
                .get("/api/v1/standards")
                .then()
                .body("items.edition", contains(1, 2))
                .body("items.state", contains("withdrawn", "issued"));
    }

    @Test
    @Requirement("A7.3")
    void aStandardThatContradictsItselfOrIsNoneIsRefused() {
        admin().body("""
                        {"code":"EXAMPLE 4","title":"自相矛盾的标准","level":"local","rules":{
                         "codeLists":[{"attribute":"grade","codes":["1"]},{"attribute":"grade","codes":["2"]}],
                         "items":[{"label":"人口","type":"integer","length":5}]}}""")
                .post("/api/v1/standards")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/rules/codeLists/1", "/rules/items/0/length"))
                .body("errors.code", contains("contradictory", "contradictory"));
        admin().body("{\"code\":\"E\",\"title\":\"\",\"level\":\"mine\",\"rules\":{\"requires\":[\"summary\"]}}")
                .post("/api/v1/standards")
                .then()
                .statusCode(422);
        admin().body(STANDARD.formatted("EXAMPLE 5").replace("name-zh", "colour"))
                .post("/api/v1/standards")
                .then()
                .statusCode(422);
        as("data-specialist", "education")
                .body(STANDARD.formatted("EXAMPLE 5"))
                .post("/api/v1/standards")
                .then()
                .statusCode(403);
        as("auditor", "authority").get("/api/v1/standards").then().body("items", empty());
    }
}
