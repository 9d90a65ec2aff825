package org.publicdatamesh.catalog;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
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

/** Versions of an entry: beside each other, at their addresses, adjusted and compared. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "catalog"))
class VersionsTest {
    private static final String SCHOOLS = """
            {"name":{"zh":"中小学校名录"},"summary":"全区中小学校的标识码与名称","classification":"203004","grade":1,
             "openType":"unconditional","updateCycle":"yearly",
             "items":[
              {"name":"code","label":"学校标识码","type":"text","length":10,"key":true,"required":true,"check":"none",
               "grade":1,"identifies":"organisation","mask":"none"},
              {"name":"name","label":"学校名称","type":"text","length":100,"key":false,"required":true,"check":"none",
               "grade":1,"identifies":"organisation","mask":"none"}]}""";
    private static final String RENAMED = SCHOOLS.replace("中小学校名录", "学校名录");

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

    private static RequestSpecification specialist() {
        return as("data-specialist", "education");
    }

    private static String drafted() {
        return "/api/v1/entries/"
                + specialist()
                        .body(SCHOOLS)
                        .post("/api/v1/entries")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
    }

    private static void toTheAuthority(String path) {
        specialist().post(path + "/submission").then().statusCode(200);
        as("data-supervisor", "education")
                .body("{\"decision\":\"pass\"}")
                .post(path + "/review")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse decided(String path, String decision) {
        return as("authority-reviewer", "authority")
                .body(decision)
                .post(path + "/publication")
                .then();
    }

    private static String published() {
        String path = drafted();
        toTheAuthority(path);
        decided(path, "{\"decision\":\"confirm\"}").statusCode(200);
        return path;
    }

    private static void edit(String path, String content) {
        String etag = specialist().get(path).header("ETag");
        specialist().header("If-Match", etag).body(content).put(path).then().statusCode(200);
    }

    private List<String> events(String path) {
        return StreamSupport.stream(
                        database.preparedQuery("select type from outbox where subject = $1 order by id")
                                .execute(Tuple.of(path.substring(path.lastIndexOf('/') + 1)))
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .spliterator(),
                        false)
                .map((Row row) -> row.getString(0).replace("org.publicdatamesh.catalog.entry.", ""))
                .toList();
    }

    @Test
    @Requirement({"A10.2", "A11.1"})
    void aNewVersionIsMadeBesideThePublishedOneAndBothStayReadable() {
        String path = published();
        specialist()
                .post(path + "/revision")
                .then()
                .statusCode(200)
                .body("version", equalTo(2))
                .body("state", equalTo("draft"));
        edit(path, RENAMED);
        // Others see the published version, and nothing of the new one.
        as("data-specialist", "civil-affairs")
                .get(path)
                .then()
                .statusCode(200)
                .body("version", equalTo(1))
                .body("state", equalTo("published"))
                .body("content.name.zh", equalTo("中小学校名录"))
                .body("revision", nullValue());
        as("data-specialist", "civil-affairs").get(path + "/versions/2").then().statusCode(404);
        as("data-specialist", "civil-affairs")
                .get(path + "/changes?from=1&to=2")
                .then()
                .statusCode(404);
        // The unit sees both.
        specialist()
                .get(path)
                .then()
                .body("version", equalTo(1))
                .body("revision.version", equalTo(2))
                .body("revision.state", equalTo("draft"));
        specialist().get(path + "/versions/2").then().statusCode(200).body("content.name.zh", equalTo("学校名录"));
        specialist()
                .get(path + "/changes?from=1&to=2")
                .then()
                .statusCode(200)
                .body("changes.at", contains("/name/zh"))
                .body("changes[0].before", equalTo("中小学校名录"))
                .body("changes[0].after", equalTo("学校名录"));
        toTheAuthority(path);
        as("authority-reviewer", "authority").get(path).then().body("revision.state", equalTo("in-authority-review"));
        decided(path, "{\"decision\":\"confirm\"}").statusCode(200).body("version", equalTo(2));
        as("data-specialist", "civil-affairs")
                .get(path)
                .then()
                .body("version", equalTo(2))
                .body("content.name.zh", equalTo("学校名录"));
        as("data-specialist", "civil-affairs")
                .get(path + "/versions/1")
                .then()
                .statusCode(200)
                .body("supersededAt", notNullValue())
                .body("content.name.zh", equalTo("中小学校名录"));
        as("auditor", "authority")
                .get(path + "/versions?limit=1")
                .then()
                .statusCode(200)
                .body("items.version", contains(1))
                .body("next", notNullValue());
        as("auditor", "authority").get(path + "/versions").then().body("items.version", contains(1, 2));
        assertThat(events(path))
                .containsExactly(
                        "drafted.v1",
                        "submitted.v1",
                        "reviewed.v1",
                        "published.v1",
                        "drafted.v1",
                        "submitted.v1",
                        "reviewed.v1",
                        "published.v1");
    }

    @Test
    @Requirement("A11.1")
    void aRevisionThatIsGivenUpLeavesThePublishedVersion() {
        String path = published();
        specialist().delete(path + "/revision").then().statusCode(409).body("code", equalTo("never-published"));
        specialist().post(path + "/revision").then().statusCode(200);
        specialist().post(path + "/revision").then().statusCode(409).body("code", equalTo("not-in-this-state"));
        as("data-specialist", "civil-affairs").delete(path + "/revision").then().statusCode(403);
        edit(path, RENAMED);
        specialist()
                .delete(path + "/revision")
                .then()
                .statusCode(200)
                .body("version", equalTo(1))
                .body("state", equalTo("published"))
                .body("content.name.zh", equalTo("中小学校名录"));
        specialist().get(path + "/versions/2").then().statusCode(404);
        // The number is not given again: the log has events of it.
        specialist().post(path + "/revision").then().statusCode(200).body("version", equalTo(3));
        assertThat(events(path)).endsWith("drafted.v1", "discarded.v1", "drafted.v1");
    }

    @Test
    void aDraftThatWasNeverPublishedHasNoRevisionToGiveUp() {
        specialist().delete(drafted() + "/revision").then().statusCode(409).body("code", equalTo("never-published"));
    }

    @Test
    @Requirement("A10.3")
    void anAdjustmentIsPublishedWithItsReasonsAndShownToTheUnit() {
        String path = drafted();
        toTheAuthority(path);
        decided(path, "{\"decision\":\"adjust\"}")
                .statusCode(422)
                .body("errors.pointer", hasItems("/reasons", "/content"));
        decided(path, "{\"decision\":\"confirm\",\"content\":" + RENAMED + "}")
                .statusCode(422)
                .body("errors.pointer", contains("/content"));
        decided(path, "{\"decision\":\"adjust\",\"reasons\":\"名称\",\"content\":" + SCHOOLS + "}")
                .statusCode(422)
                .body("errors.code", contains("nothing-adjusted"));
        decided(
                        path,
                        "{\"decision\":\"adjust\",\"reasons\":\"名称\",\"content\":"
                                + RENAMED.replace("\"grade\":1,\n", "\"grade\":9,\n") + "}")
                .statusCode(422)
                .body("errors.pointer", contains("/content/grade"));
        as("authority-reviewer", "authority").get(path).then().body("state", equalTo("in-authority-review"));
        decided(path, "{\"decision\":\"adjust\",\"reasons\":\"名称须与规范一致\",\"content\":" + RENAMED + "}")
                .statusCode(200)
                .body("state", equalTo("published"))
                .body("content.name.zh", equalTo("学校名录"));
        specialist()
                .get(path + "/versions/1")
                .then()
                .statusCode(200)
                .body("adjustment.reasons", equalTo("名称须与规范一致"))
                .body("adjustment.changes.at", contains("/name/zh"))
                .body("adjustment.changes[0].before", equalTo("中小学校名录"));
        assertThat(events(path)).endsWith("published.v1", "adjusted.v1");
    }

    @Test
    void whileResourcesHaveRowsANewVersionKeepsTheirItems() {
        String path = published();
        specialist().post(path + "/revision").then().statusCode(200);
        String shorter = SCHOOLS.replace("\"length\":100", "\"length\":20");
        edit(path, shorter);
        // A resource is attached to the published version while the new one is under work.
        specialist()
                .body("{\"kind\":\"table\",\"name\":\"学校表\",\"informationSystem\":\"教育系统\"}")
                .post(path + "/resources")
                .then()
                .statusCode(201);
        String etag = specialist().get(path).header("ETag");
        specialist()
                .header("If-Match", etag)
                .body(shorter)
                .put(path)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/items/1"))
                .body("errors.code", contains("item-in-use"));
        toTheAuthority(path);
        decided(path, "{\"decision\":\"confirm\"}")
                .statusCode(422)
                .body("errors.pointer", contains("/content/items/1"));
        specialist().get(path).then().body("version", equalTo(1)).body("content.items[1].length", equalTo(100));
        decided(path, "{\"decision\":\"adjust\",\"reasons\":\"长度须保持\",\"content\":" + RENAMED + "}")
                .statusCode(200)
                .body("version", equalTo(2));
    }

    @Test
    void versionsThatAreNoneAreRefusedByName() {
        String path = published();
        specialist().get(path + "/versions/2").then().statusCode(404);
        specialist().get(path + "/versions/x").then().statusCode(404);
        specialist().get(path + "/versions/99999999999").then().statusCode(404);
        specialist()
                .get(path + "/changes?from=0")
                .then()
                .statusCode(422)
                .body("errors.parameter", contains("from", "to"));
        specialist().get(path + "/versions?cursor=x").then().statusCode(422);
    }
}
