package org.publicdatamesh.catalog.duty;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.kit.time.WorkingDays;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** Changes, rounds and re-examinations open duties; a new version, a retirement or a filing fulfils them. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "catalog"))
class DutiesTest {
    private static final String ENTRY = """
            {"name":{"zh":"农村公路名录"},"summary":"县道、乡道和村道的编号与名称","classification":"203004","grade":1,
             "updateCycle":"yearly",%s
             "items":[
              {"name":"code","label":"路线编号","type":"text","length":10,"key":true,"required":true,"check":"none",
               "grade":1,"identifies":"nobody","mask":"none"}]}""";
    private static final String CLOSED =
            "\"shareType\":\"not-shared\",\"legalBasis\":[{\"title\":\"旧办法\",\"article\":\"第三条\"}],";
    private static final String CHANGE = "{\"kind\":\"law-changed\",\"title\":\"新条例施行\",\"description\":\"旧办法同时废止\","
            + "\"legalBasis\":{\"title\":\"新条例\",\"article\":\"第四十四条\"},%s}";
    private static final String FILING = "{\"reasons\":\"逐项核对,条目无须更新\"}";

    @Inject
    AdmittedUnits admitted;

    @Inject
    DutyClock dutyClock;

    @Inject
    WorkingDays days;

    @Inject
    Pool database;

    @BeforeEach
    void begin() {
        List.of("authority", "civil-affairs", "education").forEach(unit -> admitted.set(unit, true));
        execute("truncate duty, entry, entry_version, resource, outbox");
    }

    private void execute(String sql) {
        database.query(sql).execute().await().atMost(Duration.ofSeconds(10));
    }

    private static RequestSpecification as(String role, String unit) {
        return given().auth().oauth2(Tokens.of(role, unit)).contentType(ContentType.JSON);
    }

    private static ValidatableResponse step(String role, String unit, String path, String body) {
        return as(role, unit).body(body).post(path).then();
    }

    private static String published(String unit, String share) {
        String id = step("data-specialist", unit, "/api/v1/entries", ENTRY.formatted(share))
                .statusCode(201)
                .extract()
                .path("id");
        confirmed(unit, id);
        return id;
    }

    private static void confirmed(String unit, String id) {
        String path = "/api/v1/entries/" + id;
        as("data-specialist", unit).post(path + "/submission").then().statusCode(200);
        step("data-supervisor", unit, path + "/review", "{\"decision\":\"pass\"}")
                .statusCode(200);
        step("authority-reviewer", "authority", path + "/publication", "{\"decision\":\"confirm\"}")
                .statusCode(200);
    }

    private static ValidatableResponse changed(String role, String unit, String affected) {
        return step(role, unit, "/api/v1/duties/changes", CHANGE.formatted(affected));
    }

    private static ValidatableResponse listed(String unit) {
        return as("data-specialist", unit)
                .get("/api/v1/duties?state=open")
                .then()
                .statusCode(200);
    }

    private List<String> events() {
        return StreamSupport.stream(
                        database.query("select type, payload from outbox where topic = 'catalog.duty' order by id")
                                .execute()
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .spliterator(),
                        false)
                .map((Row row) -> row.getString(0)
                        .replace("org.publicdatamesh.catalog.duty.", "")
                        .replace(".v1", ""))
                .toList();
    }

    @Test
    @Requirement({"A12.2", "A12.3"})
    void aChangeOfLawIsOwedByEveryEntryThatCitesItAndFulfilledByAVersionARetirementOrAFiling() {
        String revised = published("education", CLOSED);
        String retired = published("education", CLOSED);
        String filed = published("civil-affairs", CLOSED);
        String other = published("education", "");
        Instant before = Instant.now();
        String matter = changed("authority-reviewer", "authority", "\"citing\":\"旧办法\"")
                .statusCode(201)
                .body("duties", equalTo(3))
                .extract()
                .path("matterId");
        listed("education")
                .body("items.entryId", containsInAnyOrder(revised, retired))
                .body("items[0].kind", equalTo("law-changed"))
                .body("items[0].legalBasis.title", equalTo("新条例"))
                .body("items[0].overdue", equalTo(false));
        String due = as("auditor", "authority")
                .get("/api/v1/duties?matter=" + matter + "&entry=" + filed)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .extract()
                .path("items[0].dueAt");
        assertThat(Instant.parse(due)).isEqualTo(days.dueAfter(before, 20).at());
        String duty = as("data-supervisor", "civil-affairs")
                .get("/api/v1/duties?entry=" + filed)
                .path("items[0].id");
        as("data-specialist", "education").get("/api/v1/duties/" + duty).then().statusCode(404);
        step("data-supervisor", "education", "/api/v1/duties/" + duty + "/filing", FILING)
                .statusCode(404);
        step("data-supervisor", "civil-affairs", "/api/v1/duties/" + duty + "/filing", FILING)
                .statusCode(200)
                .body("state", equalTo("fulfilled"))
                .body("outcome", equalTo("unchanged"))
                .body("fulfilledVersion", equalTo(1));
        step("data-supervisor", "civil-affairs", "/api/v1/duties/" + duty + "/filing", FILING)
                .statusCode(409)
                .body("code", equalTo("already-fulfilled"));
        as("data-specialist", "education")
                .post("/api/v1/entries/" + revised + "/revision")
                .then()
                .statusCode(200);
        confirmed("education", revised);
        step(
                        "data-specialist",
                        "education",
                        "/api/v1/entries/" + retired + "/retirement-proposal",
                        "{\"reasons\":\"依据已废止\"}")
                .statusCode(200);
        step(
                        "authority-reviewer",
                        "authority",
                        "/api/v1/entries/" + retired + "/retirement",
                        "{\"decision\":\"retire\"}")
                .statusCode(200);
        listed("education").body("items", empty());
        as("authority-reviewer", "authority")
                .get("/api/v1/duties?matter=" + matter)
                .then()
                .body("items.outcome", containsInAnyOrder("revised", "retired", "unchanged"))
                .body("items.find { it.entryId == '" + revised + "' }.fulfilledVersion", equalTo(2));
        assertThat(events()).containsExactly("opened", "opened", "opened", "fulfilled", "fulfilled", "fulfilled");
        assertThat(other).isNotNull();
    }

    @Test
    @Requirement("A12.2")
    void aUnitRegistersChangesOfItsOwnEntriesAndIsToldWhatIsWrong() {
        String own = published("education", "");
        String foreign = published("civil-affairs", "");
        changed(
                        "data-specialist",
                        "education",
                        "\"entries\":[\"" + own + "\",\"" + foreign + "\",\"" + UUID.randomUUID() + "\"]")
                .statusCode(422)
                .body("errors.pointer", contains("/entries/1", "/entries/2"));
        changed("data-specialist", "education", "\"unit\":\"civil-affairs\"")
                .statusCode(409)
                .body("code", equalTo("no-entry-affected"));
        step(
                        "data-specialist",
                        "education",
                        "/api/v1/duties/changes",
                        "{\"kind\":\"review\",\"title\":\"机构改革\",\"description\":\"职能划出\"}")
                .statusCode(422)
                .body("errors.pointer", contains("/kind", "/entries"));
        step(
                        "data-specialist",
                        "education",
                        "/api/v1/duties/changes",
                        "{\"kind\":\"law-changed\",\"title\":\"法规修订\","
                                + "\"description\":\"修订条款\",\"unit\":\"education\"}")
                .statusCode(422)
                .body("errors.pointer", contains("/legalBasis"));
        changed("data-supervisor", "education", "\"unit\":\"education\"").statusCode(403);
        assertThat(events()).isEmpty();
        changed("data-specialist", "education", "\"entries\":[\"" + own + "\"]")
                .statusCode(201)
                .body("duties", equalTo(1));
        as("data-specialist", "education")
                .get("/api/v1/duties?state=late")
                .then()
                .statusCode(422);
    }

    @Test
    @Requirement("A12.2")
    void ofOneChangeAnEntryHasOneOpenDuty() {
        String own = published("education", CLOSED);
        String matter = changed("data-specialist", "education", "\"entries\":[\"" + own + "\"]")
                .statusCode(201)
                .body("duties", equalTo(1))
                .extract()
                .path("matterId");
        changed("data-specialist", "education", "\"citing\":\"旧办法\"")
                .statusCode(409)
                .body("code", equalTo("already-registered"))
                .body("errors.pointer", contains("/title"))
                .body("errors[0].message", equalTo("Its open duties are at /api/v1/duties?matter=" + matter + "."));
        published("civil-affairs", CLOSED);
        List<Integer> both = Stream.of("authority-reviewer", "authority-reviewer")
                .map(role -> CompletableFuture.supplyAsync(() -> changed(role, "authority", "\"citing\":\"旧办法\"")
                        .extract()
                        .statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(both).containsExactlyInAnyOrder(201, 409);
        assertThat(events()).containsExactly("opened", "opened");
        step(
                        "authority-reviewer",
                        "authority",
                        "/api/v1/duties/changes",
                        CHANGE.formatted("\"citing\":\"旧办法\"").replace("第四十四条", "第四十五条"))
                .statusCode(201)
                .body("duties", equalTo(2));
        String duty = listed("education").extract().path("items[0].id");
        step("data-supervisor", "education", "/api/v1/duties/" + duty + "/filing", FILING)
                .statusCode(200);
        changed("data-specialist", "education", "\"citing\":\"旧办法\"")
                .statusCode(201)
                .body("duties", equalTo(1));
    }

    @Test
    @Requirement({"A12.1", "A12.2"})
    void aRoundIsRemindedOfAndItsLatenessRecordedOnce() {
        published("education", "");
        published("civil-affairs", "");
        step(
                        "authority-reviewer",
                        "authority",
                        "/api/v1/duties/review-rounds",
                        "{\"title\":\"年度复审\",\"description\":\"核对数据项\",\"classification\":\"203\",\"unit\":\"education\"}")
                .statusCode(201)
                .body("duties", equalTo(1));
        step(
                        "authority-reviewer",
                        "authority",
                        "/api/v1/duties/review-rounds",
                        "{\"title\":\"年度复审\",\"description\":\"核对数据项\",\"classification\":\"9\"}")
                .statusCode(409)
                .body("code", equalTo("no-entry-affected"));
        assertThat(events()).containsExactly("opened");
        execute("update duty set remind_at = now() - interval '1 second'");
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(events()).containsExactly("opened", "reminded"));
        execute("update duty set due_at = now() - interval '1 second'");
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(events()).containsExactly("opened", "reminded", "overdue"));
        await().pollDelay(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(events()).hasSize(3));
        listed("education").body("items.overdue", contains(true)).body("items.kind", contains("review"));
        execute("update duty set due_provisional = true, due_at = due_at + interval '90 days'");
        dutyClock.recount().await().atMost(Duration.ofSeconds(10));
        listed("education").body("items.dueProvisional", contains(false)).body("items.overdue", contains(false));
    }

    @Test
    @Requirement("A23.3")
    void whatIsNotSharedUnconditionallyIsReexaminedAYearAfterItWasLastLookedAt() {
        String closed = published("education", CLOSED);
        published("education", "");
        dutyClock.reexamine().await().atMost(Duration.ofSeconds(10));
        assertThat(events()).isEmpty();
        execute("update entry_version set published_at = published_at - interval '366 days'");
        dutyClock.reexamine().await().atMost(Duration.ofSeconds(10));
        dutyClock.reexamine().await().atMost(Duration.ofSeconds(10));
        listed("education").body("items.entryId", contains(closed)).body("items.kind", contains("reexamination"));
        String duty = listed("education").extract().path("items[0].id");
        step("data-supervisor", "education", "/api/v1/duties/" + duty + "/filing", FILING)
                .statusCode(200);
        dutyClock.reexamine().await().atMost(Duration.ofSeconds(10));
        listed("education").body("items", empty());
        execute("update duty set opened_at = opened_at - interval '366 days'");
        dutyClock.reexamine().await().atMost(Duration.ofSeconds(10));
        listed("education").body("items", hasSize(1));
        assertThat(events()).containsExactly("opened", "fulfilled", "opened");
    }
}
