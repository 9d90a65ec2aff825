package org.publicdatamesh.catalog.joint;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
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
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** Theme and special entries are compiled by several units, each of which confirms its part. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "catalog"))
class JointTest {
    private static final String ENTRIES = "/api/v1/entries";
    private static final String PARTS = "/api/v1/joint-parts";
    private static final String CO_UNITS =
            "{\"unit\":\"health\",\"items\":[\"beds\",\"doctors\"]},{\"unit\":\"education\",\"items\":[\"school\"]}";
    private static final String ENTRY = """
            {"name":{"zh":"防灾设施专题"},"summary":"道路沿线的医院与学校","kind":"special","classification":"213001","grade":1,
             "updateCycle":"yearly","items":[
              {"name":"code","label":"编号","type":"text","length":10,"key":true,"required":true,"check":"none",
               "grade":1,"identifies":"nobody","mask":"none"},
              {"name":"beds","label":"床位数","type":"integer","key":false,"required":true,"check":"none",
               "grade":1,"identifies":"nobody","mask":"none"},
              {"name":"doctors","label":"医生数","type":"integer","key":false,"required":true,"check":"none",
               "grade":1,"identifies":"nobody","mask":"none"},
              {"name":"school","label":"学校名称","type":"text","length":100,"key":false,"required":true,"check":"none",
               "grade":1,"identifies":"nobody","mask":"none"}],
             "coUnits":[""" + CO_UNITS + "]}";
    private static final String PASS = "{\"decision\":\"pass\"}";
    private static final String CONFIRM = "{\"decision\":\"confirm\"}";

    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool database;

    @BeforeEach
    void begin() {
        List.of("authority", "lhasa-transport", "health", "education", "civil-affairs")
                .forEach(unit -> admitted.set(unit, true));
        execute("truncate entry, entry_version, joint_part, resource, outbox, publishing_unit");
        execute(
                "insert into publishing_unit (unit, name, level, division, authority, as_of)"
                        + " select unit, '{\"zh\":\"厅\"}', 'REGION', '540000', unit = 'authority', now()"
                        + " from unnest(array['authority', 'lhasa-transport', 'health', 'education', 'civil-affairs']) as unit");
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

    private static String drafted(String unit, String content) {
        return ENTRIES + "/"
                + step("data-specialist", unit, ENTRIES, content)
                        .statusCode(201)
                        .extract()
                        .path("id");
    }

    private static ValidatableResponse submitted(String unit, String path) {
        return as("data-specialist", unit).post(path + "/submission").then();
    }

    private static String inReview() {
        String path = drafted("lhasa-transport", ENTRY);
        submitted("lhasa-transport", path).statusCode(200);
        return path;
    }

    private static void edited(String path, String content) {
        String etag = as("data-specialist", "lhasa-transport").get(path).header("ETag");
        as("data-specialist", "lhasa-transport")
                .header("If-Match", etag)
                .body(content)
                .put(path)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse reviewed(String path, String body) {
        return step("data-supervisor", "lhasa-transport", path + "/review", body);
    }

    private static ValidatableResponse published(String path, String body) {
        return step("authority-reviewer", "authority", path + "/publication", body);
    }

    private static ValidatableResponse listed(String unit) {
        return as("data-supervisor", unit).get(PARTS).then().statusCode(200);
    }

    /** The part of the entry that the unit was asked for last. */
    private static String part(String unit, String path) {
        List<String> ids = as("data-supervisor", unit)
                .get(PARTS + "?unit=" + unit + "&entry=" + path.substring(path.lastIndexOf('/') + 1))
                .then()
                .statusCode(200)
                .extract()
                .path("items.id");
        return PARTS + "/" + ids.getLast();
    }

    private static String digest(String unit, String part) {
        return as("data-supervisor", unit)
                .get(part)
                .then()
                .statusCode(200)
                .extract()
                .path("digest");
    }

    private static ValidatableResponse said(String unit, String part, String digest, @Nullable String objection) {
        return step(
                "data-supervisor",
                unit,
                part + "/confirmation",
                objection == null
                        ? "{\"decision\":\"confirm\",\"digest\":\"" + digest + "\"}"
                        : "{\"decision\":\"object\",\"digest\":\"" + digest + "\",\"reasons\":\"" + objection + "\"}");
    }

    private static void confirmed(String unit, String path) {
        String part = part(unit, path);
        said(unit, part, digest(unit, part), null).statusCode(200);
    }

    private static ValidatableResponse parts(String path, int version) {
        return as("data-system", "civil-affairs")
                .get(path + "/versions/" + version + "/parts")
                .then();
    }

    private List<String> events() {
        return StreamSupport.stream(
                        database.query("select type, payload::jsonb ->> 'unit' as unit from outbox"
                                        + " where topic = 'catalog.joint' order by id")
                                .execute()
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .spliterator(),
                        false)
                .map((Row row) ->
                        row.getString("type").replaceFirst(".*joint\\.", "").replace(".v1", "") + " "
                                + row.getString("unit"))
                .toList();
    }

    private static String published() {
        String path = inReview();
        confirmed("health", path);
        confirmed("education", path);
        reviewed(path, PASS).statusCode(200);
        published(path, CONFIRM).statusCode(200);
        return path;
    }

    @Test
    @Requirement({"A9.1", "A11.1"})
    void whoReadsThePublishedEntryIsToldItsCoUnits() throws IOException {
        String path = published();
        Row told = database.query(
                        "select payload from outbox where type = 'org.publicdatamesh.catalog.entry.published.v1'")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next();
        assertThat(EventJson.MAPPER.readTree(told.getString(0)).path("coUnits").toString())
                .isEqualTo("[\"health\",\"education\"]");
        as("data-system", "civil-affairs")
                .get(path)
                .then()
                .statusCode(200)
                .body("content.coUnits.unit", contains("health", "education"));
        String id = path.substring(path.lastIndexOf('/') + 1);
        String turtle = as("data-system", "civil-affairs")
                .get("/api/v1/dcat/entries/" + id + "?format=ttl")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(turtle).contains("prov:qualifiedAttribution", "#co-unit-health>", "#co-unit-education>");
        String before = rebuilt();
        as("authority-admin", "authority")
                .post("/api/v1/search/index/rebuild")
                .then()
                .statusCode(202);
        await().atMost(Duration.ofSeconds(20)).until(() -> !rebuilt().equals(before));
        as("data-system", "civil-affairs")
                .queryParam("q", "防灾设施专题")
                .get("/api/v1/search")
                .then()
                .statusCode(200)
                .body("items.find { it.id == '" + id + "' }.unit", equalTo("lhasa-transport"))
                .body("items.find { it.id == '" + id + "' }.coUnits", contains("health", "education"));
    }

    private static String rebuilt() {
        return as("authority-admin", "authority")
                .get("/api/v1/search/index")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    @Test
    @Requirement("A9.1")
    void aSpecialEntryGoesOnWhenEachCoUnitHasConfirmedItsPartAsItStands() {
        String path = inReview();
        listed("health")
                .body("items.state", contains("asked"))
                .body("items[0].lead", equalTo("lhasa-transport"))
                .body("items[0].entry.name.zh", equalTo("防灾设施专题"))
                .body("items[0].entry.state", equalTo("in-unit-review"))
                .body("items[0].itemNames", contains("beds", "doctors"));
        listed("civil-affairs").body("items", empty());
        String health = part("health", path);
        String education = part("education", path);
        as("data-supervisor", "health")
                .get(health)
                .then()
                .statusCode(200)
                .body("items.label", contains("床位数", "医生数"))
                .body("version", equalTo(1));
        reviewed(path, PASS)
                .statusCode(409)
                .body("code", equalTo("parts-unconfirmed"))
                .body("errors.code", contains("part-unconfirmed", "part-unconfirmed"))
                .body("errors.pointer", contains("/coUnits/0", "/coUnits/1"));
        String ofHealth = digest("health", health);
        said("health", health, ofHealth, null)
                .statusCode(200)
                .body("state", equalTo("confirmed"))
                .body("said.by", equalTo("data-supervisor.health"));
        said("education", education, digest("education", education), " ")
                .statusCode(422)
                .body("errors.pointer", contains("/reasons"));
        said("education", education, digest("education", education), "校名应为登记全称")
                .statusCode(200)
                .body("state", equalTo("objected"));
        reviewed(path, PASS)
                .statusCode(409)
                .body("errors.code", contains("part-objected"))
                .body("errors[0].pointer", equalTo("/coUnits/1"))
                .body("errors[0].message", containsString("education objects: 校名应为登记全称"));

        reviewed(path, "{\"decision\":\"return\",\"reasons\":\"按教育厅意见修改\"}").statusCode(200);
        said("education", education, digest("education", education), null)
                .statusCode(409)
                .body("code", equalTo("version-not-in-review"));
        edited(path, ENTRY.replace("学校名称", "学校登记全称").replace("沿线", "两侧"));
        listed("health").body("items.entry", contains(nullValue()));
        as("data-supervisor", "health")
                .get(health)
                .then()
                .statusCode(200)
                .body("entry", nullValue())
                .body("items", nullValue())
                .body("itemNames", contains("beds", "doctors"));
        as("data-specialist", "lhasa-transport")
                .get(health)
                .then()
                .statusCode(200)
                .body("entry.summary", equalTo("道路两侧的医院与学校"));
        submitted("lhasa-transport", path).statusCode(200);
        as("data-supervisor", "health").get(health).then().body("state", equalTo("confirmed"));
        as("data-supervisor", "education")
                .get(education)
                .then()
                .body("state", equalTo("asked"))
                .body("said", nullValue())
                .body("items.label", contains("学校登记全称"));
        said("education", education, ofHealth, null).statusCode(409).body("code", equalTo("part-changed"));
        confirmed("education", path);
        assertThat(digest("health", health)).isEqualTo(ofHealth);
        reviewed(path, PASS).statusCode(200);
        published(path, CONFIRM).statusCode(200);

        parts(path, 1)
                .statusCode(200)
                .body("lead", equalTo("lhasa-transport"))
                .body("leadItems", contains("code"))
                .body("coUnits.unit", contains("health", "education"))
                .body("coUnits.items", contains(List.of("beds", "doctors"), List.of("school")))
                .body("coUnits.state", contains("confirmed", "confirmed"))
                .body("coUnits.said.by", contains("data-supervisor.health", "data-supervisor.education"))
                .body("coUnits.said.at", not(hasItem(nullValue())))
                .body("coUnits.digest[0]", equalTo(ofHealth));
        as("data-system", "civil-affairs")
                .get(path + "/versions/1")
                .then()
                .body("content.coUnits.unit", contains("health", "education"));
        assertThat(events())
                .containsExactly(
                        "confirmation-asked health",
                        "confirmation-asked education",
                        "confirmed health",
                        "objected education",
                        "confirmation-asked education",
                        "confirmed education");
    }

    @Test
    @Requirement({"A9.1", "A8.1"})
    void onlyTheCoUnitsSupervisorSaysSomethingOfItsPart() {
        String path = inReview();
        String part = part("health", path);
        String digest = digest("health", part);
        String body = "{\"decision\":\"confirm\",\"digest\":\"" + digest + "\"}";
        step("data-specialist", "health", part + "/confirmation", body).statusCode(403);
        step("authority-reviewer", "authority", part + "/confirmation", body).statusCode(403);
        said("lhasa-transport", part, digest, null).statusCode(403).body("code", equalTo("foreign-unit"));
        said("education", part, digest, null).statusCode(404);
        said("civil-affairs", part, digest, null).statusCode(404);
        as("data-specialist", "education").get(part).then().statusCode(404);
        as("data-specialist", "lhasa-transport").get(part).then().statusCode(200);
        as("auditor", "authority").get(part).then().statusCode(200);
        step("data-supervisor", "lhasa-transport", part + "/release", "{\"reasons\":\"逾期未答复\"}")
                .statusCode(403);
        step("data-supervisor", "health", part + "/confirmation", "{\"decision\":\"confirm\"}")
                .statusCode(422);
        as("data-system", "health").get(PARTS).then().statusCode(403);
        execute("update entry set drafted_by = 'data-supervisor.health'");
        said("health", part, digest, null).statusCode(403).body("code", equalTo("same-person"));
        parts(path, 1).statusCode(404);
        as("data-specialist", "lhasa-transport")
                .get(path + "/versions/1/parts")
                .then()
                .statusCode(200)
                .body("coUnits.state", contains("asked", "asked"));
    }

    @Test
    @Requirement("A9.1")
    void ofTwoConfirmationsAtOnceOneIsTaken() {
        String part = part("health", inReview());
        String digest = digest("health", part);
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            answers.add(CompletableFuture.supplyAsync(
                    () -> said("health", part, digest, null).extract().statusCode()));
        }
        assertThat(answers.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(200, 409);
        said("health", part, digest, "改变主意").statusCode(409).body("code", equalTo("part-not-in-this-state"));
        assertThat(events()).filteredOn(each -> each.startsWith("confirmed")).hasSize(1);
    }

    @Test
    @Requirement("A9.1")
    void theAuthorityDecidesWithReasonsThatAnEntryGoesOnWithoutAConfirmation() {
        String path = inReview();
        confirmed("health", path);
        String part = part("education", path);
        said("education", part, digest("education", part), "不同意").statusCode(200);
        step("authority-reviewer", "authority", part + "/release", "{\"reasons\":\" \"}")
                .statusCode(422);
        step("authority-reviewer", "authority", part("health", path) + "/release", "{\"reasons\":\"逾期未答复\"}")
                .statusCode(409)
                .body("code", equalTo("part-not-in-this-state"));
        step("authority-reviewer", "authority", part + "/release", "{\"reasons\":\"职责已有规定\"}")
                .statusCode(200)
                .body("state", equalTo("released"));
        reviewed(path, PASS).statusCode(200);
        published(path, CONFIRM).statusCode(200);
        parts(path, 1)
                .body("coUnits.state", contains("confirmed", "released"))
                .body("coUnits[1].said.reasons", equalTo("不同意"))
                .body("coUnits[1].release.reasons", equalTo("职责已有规定"))
                .body("coUnits[1].release.by", equalTo("authority-reviewer.authority"));
        assertThat(events()).contains("released education");

        as("data-specialist", "lhasa-transport").post(path + "/revision").then().statusCode(200);
        submitted("lhasa-transport", path).statusCode(200);
        as("data-specialist", "lhasa-transport")
                .get(path + "/versions/2/parts")
                .then()
                .body("coUnits.state", contains("confirmed", "asked"));
    }

    @Test
    void aUnitWhosePartWasDroppedDoesNotSeeWhatIsInReview() {
        String path = inReview();
        String health = part("health", path);
        reviewed(path, "{\"decision\":\"return\",\"reasons\":\"调整分工\"}").statusCode(200);
        edited(path, ENTRY.replace(CO_UNITS, "{\"unit\":\"education\",\"items\":[\"school\"]}"));
        submitted("lhasa-transport", path).statusCode(200);
        as("data-supervisor", "health")
                .get(health)
                .then()
                .statusCode(200)
                .body("state", equalTo("dropped"))
                .body("entry", nullValue());
        as("data-supervisor", "education")
                .get(part("education", path))
                .then()
                .body("entry.state", equalTo("in-unit-review"));
    }

    @Test
    @Requirement("A9.1")
    void aRevisionAsksTheUnitsWhosePartChanges() {
        String path = published();
        as("data-specialist", "lhasa-transport").post(path + "/revision").then().statusCode(200);
        edited(path, ENTRY.replace("医生数", "执业医师数"));
        submitted("lhasa-transport", path).statusCode(200);
        as("data-specialist", "lhasa-transport")
                .get(path + "/versions/2/parts")
                .then()
                .body("coUnits.state", contains("asked", "confirmed"))
                .body("coUnits.said.version", contains(1));
        parts(path, 2).statusCode(404);
        reviewed(path, PASS).statusCode(409).body("errors.pointer", contains("/coUnits/0"));
        reviewed(path, "{\"decision\":\"return\",\"reasons\":\"放弃\"}").statusCode(200);
        as("data-specialist", "lhasa-transport")
                .delete(path + "/revision")
                .then()
                .statusCode(200);
        listed("health").body("items.state", containsInAnyOrder("confirmed", "dropped"));

        as("data-specialist", "lhasa-transport").post(path + "/revision").then().statusCode(200);
        edited(path, ENTRY.replace("编号", "设施编号"));
        submitted("lhasa-transport", path).statusCode(200);
        reviewed(path, PASS).statusCode(200);
        published(path, CONFIRM).statusCode(200);
        parts(path, 3).body("coUnits.said.version", contains(1, 1));
        parts(path, 1).body("coUnits.state", contains("confirmed", "confirmed"));
        as("data-specialist", "lhasa-transport").post(path + "/revision").then().statusCode(200);
        edited(
                path,
                ENTRY.replace(CO_UNITS, "{\"unit\":\"education\",\"items\":[\"school\"]}")
                        .replace("编号", "设施编号"));
        submitted("lhasa-transport", path).statusCode(200);
        reviewed(path, PASS).statusCode(200);
        published(path, CONFIRM).statusCode(200);
        parts(path, 4)
                .body("coUnits.unit", contains("education"))
                .body("leadItems", contains("code", "beds", "doctors"));
        as("data-system", "civil-affairs")
                .get(path + "/changes?from=3&to=4")
                .then()
                .body("changes.at", contains("/coUnits/health"));
    }

    @Test
    @Requirement({"A9.1", "A10.3"})
    void aCoUnitSeesWhatTheAuthorityAdjustedAndIsAskedForItInTheNextVersion() {
        String path = inReview();
        confirmed("health", path);
        confirmed("education", path);
        reviewed(path, PASS).statusCode(200);
        String adjusted = ENTRY.replace("床位数", "实有床位数");
        published(path, "{\"decision\":\"adjust\",\"reasons\":\"统一口径\",\"content\":" + adjusted + "}")
                .statusCode(200);
        listed("health").body("items.state", contains("adjusted"));
        as("data-supervisor", "health").get(part("health", path)).then().body("items.label", contains("实有床位数", "医生数"));
        parts(path, 1).body("coUnits.state", contains("adjusted", "confirmed"));
        as("data-specialist", "lhasa-transport").post(path + "/revision").then().statusCode(200);
        submitted("lhasa-transport", path).statusCode(200);
        as("data-specialist", "lhasa-transport")
                .get(path + "/versions/2/parts")
                .then()
                .body("coUnits.state", contains("asked", "confirmed"));
    }

    @Test
    @Requirement("A9.1")
    void anAdjustmentMayTakeAPartOutOrGiveOne() {
        String path = inReview();
        confirmed("health", path);
        confirmed("education", path);
        reviewed(path, PASS).statusCode(200);
        String adjusted = ENTRY.replace("\"education\"", "\"civil-affairs\"");
        published(
                        path,
                        "{\"decision\":\"adjust\",\"reasons\":\"职责划转\",\"content\":"
                                + adjusted.replace("civil-affairs", "lhasa-transport") + "}")
                .statusCode(409)
                .body("errors.code", contains("co-unit-is-lead"))
                .body("errors.pointer", contains("/content/coUnits/1/unit"));
        published(path, "{\"decision\":\"adjust\",\"reasons\":\"职责划转\",\"content\":" + adjusted + "}")
                .statusCode(200);
        parts(path, 1)
                .body("coUnits.unit", contains("health", "civil-affairs", "education"))
                .body("coUnits.state", contains("confirmed", "adjusted", "adjusted"))
                .body("coUnits.items[2]", empty());
        listed("civil-affairs").body("items.state", contains("adjusted"));
    }

    @Test
    @Requirement("A9.1")
    void baseEntriesAreLedByTheAuthority() {
        String base =
                ENTRY.replace("special", "base").replace("213001", "101001").replace(CO_UNITS, "");
        String path = drafted("lhasa-transport", base);
        submitted("lhasa-transport", path)
                .statusCode(422)
                .body("errors.code", contains("base-not-led-by-authority"))
                .body("errors.pointer", contains("/kind"));
        String led = drafted("authority", base);
        submitted("authority", led).statusCode(200);
        step("data-supervisor", "authority", led + "/review", PASS).statusCode(200);
        published(led, CONFIRM).statusCode(200);
        parts(led, 1).body("lead", equalTo("authority")).body("coUnits", empty());
    }

    @Test
    @Requirement("A9.1")
    void aThemeEntryNamesRegisteredUnitsAndADepartmentsNone() {
        submitted(
                        "lhasa-transport",
                        drafted(
                                "lhasa-transport",
                                ENTRY.replace("special", "theme").replace(CO_UNITS, "")))
                .statusCode(422)
                .body("errors.code", contains("co-units-missing"));
        submitted(
                        "lhasa-transport",
                        drafted(
                                "lhasa-transport",
                                ENTRY.replace("\"health\"", "\"nobody\"")
                                        .replace("\"education\"", "\"lhasa-transport\"")))
                .statusCode(422)
                .body("errors.code", contains("unknown-unit", "co-unit-is-lead"))
                .body("errors.pointer", contains("/coUnits/0/unit", "/coUnits/1/unit"));
        step("data-specialist", "lhasa-transport", ENTRIES, ENTRY.replace("special", "department"))
                .statusCode(422)
                .body("errors.code", contains("co-units-not-allowed"));
        step("data-specialist", "lhasa-transport", ENTRIES, ENTRY.replace("[\"school\"]", "[\"beds\",\"none\"]"))
                .statusCode(422)
                .body("errors.code", contains("item-given-twice", "unknown-item"));
        for (String odd : List.of("null", "{\"unit\":\"health\"}", "{\"items\":[\"beds\"]}", "7")) {
            step("data-specialist", "lhasa-transport", ENTRIES, ENTRY.replace(CO_UNITS, odd))
                    .statusCode(org.hamcrest.Matchers.oneOf(400, 422));
        }
    }

    @Test
    @Requirement("A9.1")
    void aCatalogueCodeIsMadeOfClassItemCategoryDetailAndSerialNumber() {
        for (String[] each : new String[][] {
            {"", "class-missing"}, {"2", "item-code-missing"}, {"213", "category-missing"}, {"2130a1", "wrong-format"}
        }) {
            step("data-specialist", "lhasa-transport", ENTRIES, ENTRY.replace("213001", each[0]))
                    .statusCode(422)
                    .body("errors.code", contains(each[1]))
                    .body("errors.pointer", contains("/classification"));
        }
        String path = published();
        as("data-system", "health").get(path).then().body("code", org.hamcrest.Matchers.matchesRegex("213001/\\d{6,}"));
        execute("update entry set content = replace(content, '213001', '213')");
        as("data-system", "health")
                .get(path)
                .then()
                .statusCode(200)
                .body("code", org.hamcrest.Matchers.startsWith("213/"));
        as("data-specialist", "lhasa-transport").post(path + "/revision").then().statusCode(200);
        submitted("lhasa-transport", path).statusCode(422).body("errors.code", contains("category-missing"));
        edited(path, ENTRY);
        submitted("lhasa-transport", path).statusCode(200);
    }

    @Test
    void whatWaitsForTheUnitComesFirstPageByPage() {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            paths.add(inReview());
        }
        confirmed("health", paths.getFirst());
        List<String> states = new ArrayList<>();
        String next = PARTS + "?limit=1";
        while (next != null) {
            var page = as("data-specialist", "health")
                    .get(next)
                    .then()
                    .statusCode(200)
                    .extract();
            states.addAll(page.path("items.state"));
            String cursor = page.path("next");
            next = cursor == null ? null : PARTS + "?limit=1&cursor=" + cursor;
        }
        assertThat(states).containsExactly("asked", "asked", "confirmed");
        as("data-specialist", "health")
                .get(PARTS + "?state=confirmed")
                .then()
                .body("items.entryId", contains(paths.getFirst().substring(ENTRIES.length() + 1)));
        as("authority-reviewer", "authority")
                .get(PARTS + "?unit=education")
                .then()
                .body("items.unit", contains("education", "education", "education"));
        as("data-specialist", "health").get(PARTS + "?unit=education").then().body("items", empty());
        as("data-specialist", "health")
                .get(PARTS + "?entry=x&state=y")
                .then()
                .statusCode(422)
                .body("errors.parameter", notNullValue());
        as("data-specialist", "health")
                .get(PARTS + "?cursor=abc")
                .then()
                .statusCode(422)
                .body("errors.parameter", contains("cursor"));
    }
}
