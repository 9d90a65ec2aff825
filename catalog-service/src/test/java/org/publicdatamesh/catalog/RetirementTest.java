package org.publicdatamesh.catalog;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** A published entry is proposed for retirement by its unit, and retired or kept by the authority. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "catalog"))
class RetirementTest {
    private static final String ROADS = """
            {"name":{"zh":"农村公路名录"},"summary":"县道、乡道和村道的编号与名称","classification":"203004","grade":1,
             "openType":"unconditional","updateCycle":"yearly",
             "items":[
              {"name":"code","label":"路线编号","type":"text","length":10,"key":true,"required":true,"check":"none",
               "grade":1,"identifies":"nobody","mask":"none"}]}""";
    private static final String REASONS = "{\"reasons\":\"数据已并入另一目录条目\"}";
    private static final String RETIRE = "{\"decision\":\"retire\"}";
    private static final String TABLE = "{\"kind\":\"table\",\"name\":\"公路表\",\"informationSystem\":\"公路系统\"}";

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
                        .body(ROADS)
                        .post("/api/v1/entries")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
    }

    private static String published() {
        String path = drafted();
        specialist().post(path + "/submission").then().statusCode(200);
        as("data-supervisor", "education")
                .body("{\"decision\":\"pass\"}")
                .post(path + "/review")
                .then()
                .statusCode(200);
        as("authority-reviewer", "authority")
                .body("{\"decision\":\"confirm\"}")
                .post(path + "/publication")
                .then()
                .statusCode(200);
        return path;
    }

    private static ValidatableResponse proposed(String path, String proposal) {
        return specialist().body(proposal).post(path + "/retirement-proposal").then();
    }

    private static ValidatableResponse decided(String path, String decision) {
        return as("authority-reviewer", "authority")
                .body(decision)
                .post(path + "/retirement")
                .then();
    }

    private static UUID id(String path) {
        return UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
    }

    /** All ids that a caller finds in the list, page by page. */
    private static List<String> listed(RequestSpecification caller) {
        List<String> ids = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            var page = given().spec(caller)
                    .queryParams(cursor == null ? Map.of() : Map.of("cursor", cursor))
                    .get("/api/v1/entries?limit=200")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            ids.addAll(page.getList("items.id", String.class));
            cursor = page.getString("next");
        } while (cursor != null);
        return ids;
    }

    private List<String> events(String path) {
        return StreamSupport.stream(
                        database.preparedQuery("select type from outbox where subject = $1 order by id")
                                .execute(Tuple.of(id(path).toString()))
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .spliterator(),
                        false)
                .map((Row row) -> row.getString(0).replace("org.publicdatamesh.catalog.entry.", ""))
                .toList();
    }

    @Test
    void aRetiredEntryIsListedNoMoreAndAllItsVersionsStayReadable() {
        String path = published();
        proposed(path, REASONS)
                .statusCode(200)
                .body("state", equalTo("retirement-proposed"))
                .body("retirement.reasons", equalTo("数据已并入另一目录条目"))
                .body("retirement.retiredAt", nullValue());
        // Until the decision it is a published entry to all but those whom the decision concerns.
        as("data-specialist", "civil-affairs")
                .get(path)
                .then()
                .body("state", equalTo("published"))
                .body("retirement", nullValue());
        as("authority-reviewer", "authority").get(path).then().body("state", equalTo("retirement-proposed"));
        assertThat(listed(as("data-specialist", "civil-affairs"))).contains(id(path).toString());
        decided(path, RETIRE)
                .statusCode(200)
                .body("state", equalTo("retired"))
                .body("retirement.retiredAt", notNullValue());
        for (String unit : List.of("education", "civil-affairs")) {
            assertThat(listed(as("data-specialist", unit))).doesNotContain(id(path).toString());
            as("data-specialist", unit)
                    .get(path)
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("retired"))
                    .body("version", equalTo(1))
                    .body("retirement.reasons", equalTo("数据已并入另一目录条目"))
                    .body("content.name.zh", equalTo("农村公路名录"));
            as("data-specialist", unit).get(path + "/versions/1").then().statusCode(200);
            as("data-specialist", unit).get(path + "/versions").then().body("items.version", contains(1));
        }
        assertThat(events(path)).endsWith("published.v1", "retirement-proposed.v1", "retired.v1");
        assertThat(database.preparedQuery("select retirement_by from entry where id = $1")
                        .execute(Tuple.of(id(path)))
                        .await()
                        .atMost(Duration.ofSeconds(10))
                        .iterator()
                        .next()
                        .getString(0))
                .isEqualTo("authority-reviewer.authority");
    }

    @Test
    void aRetiredEntryTakesNothingMore() {
        String path = published();
        proposed(path, REASONS).statusCode(200);
        decided(path, RETIRE).statusCode(200);
        List<String> before = events(path);
        specialist()
                .body(TABLE)
                .post(path + "/resources")
                .then()
                .statusCode(409)
                .body("code", equalTo("not-in-this-state"));
        specialist().post(path + "/revision").then().statusCode(409);
        specialist().post(path + "/submission").then().statusCode(409);
        proposed(path, REASONS).statusCode(409).body("code", equalTo("not-in-this-state"));
        decided(path, RETIRE).statusCode(409);
        decided(path, "{\"decision\":\"keep\",\"reasons\":\"仍在使用\"}").statusCode(409);
        specialist().get(path + "/resources").then().statusCode(200).body("items.size()", equalTo(0));
        assertThat(events(path)).isEqualTo(before);
    }

    @Test
    void anEntryThatIsKeptIsPublishedAsBeforeAndItsUnitSeesWhy() {
        String path = published();
        proposed(path, REASONS).statusCode(200);
        decided(path, "{\"decision\":\"keep\"}")
                .statusCode(422)
                .body("errors.pointer", contains("/reasons"))
                .body("errors.code", contains("missing"));
        decided(path, "{\"decision\":\"keep\",\"reasons\":\" \"}").statusCode(422);
        decided(path, "{\"decision\":\"keep\",\"reasons\":\"仍有单位依据该条目办理业务\"}")
                .statusCode(200)
                .body("state", equalTo("published"))
                .body("retirement.decisionReasons", equalTo("仍有单位依据该条目办理业务"))
                .body("retirement.retiredAt", nullValue());
        specialist().get(path).then().body("retirement.decisionReasons", equalTo("仍有单位依据该条目办理业务"));
        as("data-specialist", "civil-affairs").get(path).then().body("retirement", nullValue());
        specialist().body(TABLE).post(path + "/resources").then().statusCode(201);
        // What was declined can be proposed again.
        proposed(path, "{\"reasons\":\"使用单位已改用新条目\"}")
                .statusCode(200)
                .body("retirement.reasons", equalTo("使用单位已改用新条目"))
                .body("retirement.decisionReasons", nullValue());
        assertThat(events(path)).endsWith("retirement-proposed.v1", "retirement-declined.v1", "retirement-proposed.v1");
    }

    @Test
    void onlyThePublishedVersionAloneIsProposedAndWithReasons() {
        String path = drafted();
        proposed(path, REASONS).statusCode(409).body("code", equalTo("not-in-this-state"));
        as("authority-reviewer", "authority")
                .body(RETIRE)
                .post(path + "/retirement")
                .then()
                .statusCode(404);
        String live = published();
        proposed(live, "{}").statusCode(422).body("errors.pointer", contains("/reasons"));
        proposed(live, "{\"reasons\":\"  \"}").statusCode(422).body("errors.pointer", contains("/reasons"));
        proposed(live, "{\"reasons\":\"" + "长".repeat(2001) + "\"}")
                .statusCode(422)
                .body("errors.pointer", contains("/reasons"));
        decided(live, RETIRE).statusCode(409).body("code", equalTo("not-in-this-state"));
        decided(live, "{\"decision\":\"burn\"}").statusCode(422).body("errors.pointer", contains("/decision"));
        // Beside a revision nothing is proposed; once it is given up, it can be.
        specialist().post(live + "/revision").then().statusCode(200);
        proposed(live, REASONS).statusCode(409).body("code", equalTo("not-in-this-state"));
        specialist().delete(live + "/revision").then().statusCode(200);
        proposed(live, REASONS).statusCode(200);
        // While the decision is open, neither a revision nor a resource begins.
        specialist().post(live + "/revision").then().statusCode(409);
        specialist().body(TABLE).post(live + "/resources").then().statusCode(409);
        proposed(live, REASONS).statusCode(409);
    }

    @Test
    @Requirement("A8.1")
    void whoProposedOrDraftedOrReviewedDoesNotDecideAndOthersHaveNoSay() {
        String path = published();
        as("data-specialist", "civil-affairs")
                .body(REASONS)
                .post(path + "/retirement-proposal")
                .then()
                .statusCode(403)
                .body("code", equalTo("foreign-unit"));
        as("data-supervisor", "education")
                .body(REASONS)
                .post(path + "/retirement-proposal")
                .then()
                .statusCode(403);
        proposed(path, REASONS).statusCode(200);
        for (String role : List.of("data-specialist", "data-supervisor")) {
            as(role, "education").body(RETIRE).post(path + "/retirement").then().statusCode(403);
        }
        given().contentType(ContentType.JSON)
                .body(RETIRE)
                .post(path + "/retirement")
                .then()
                .statusCode(401);
        for (String column : List.of("retirement_proposed_by", "drafted_by", "reviewed_by")) {
            String before = person(path, column);
            // The person has come to another post meanwhile.
            setPerson(path, column, "authority-reviewer.authority");
            decided(path, RETIRE).statusCode(403).body("code", equalTo("same-person"));
            setPerson(path, column, before);
        }
        specialist().get(path).then().body("state", equalTo("retirement-proposed"));
        decided(path, RETIRE).statusCode(200);
    }

    private String person(String path, String column) {
        return database.preparedQuery("select " + column + " from entry where id = $1")
                .execute(Tuple.of(id(path)))
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next()
                .getString(0);
    }

    private void setPerson(String path, String column, String person) {
        database.preparedQuery("update entry set " + column + " = $2 where id = $1")
                .execute(Tuple.of(id(path), person))
                .await()
                .atMost(Duration.ofSeconds(10));
    }
}
