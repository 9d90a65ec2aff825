package org.publicdatamesh.catalog.library;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.EventTypes;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.security.Level;
import org.publicdatamesh.kit.event.security.UnitKind;
import org.publicdatamesh.kit.event.security.UnitRegistered;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.test.Broker;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** Libraries follow what is published and who publishes it. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "catalog"))
class LibrariesTest {
    private static final String LIBRARIES = "/api/v1/libraries";
    private static final String ENTRY = """
            {"name":{"zh":"%s"},"summary":"测试","classification":"%s","grade":1,"updateCycle":"monthly",
             "items":[
              {"name":"code","label":"编号","type":"text","length":10,"key":true,"required":true,"check":"none",
               "grade":1,"identifies":"nobody","mask":"none"}]}""";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool database;

    @BeforeEach
    void begin() {
        List.of("authority", "education", "health", "lhasa-transport", "lhasa-water")
                .forEach(unit -> admitted.set(unit, true));
        execute("truncate entry, entry_version, resource, outbox, publishing_unit, pool_load");
        execute("insert into publishing_unit (unit, name, level, division, authority, parent, as_of) values"
                + " ('education', '{\"zh\":\"教育厅\"}', 'REGION', '540000', false, null, now()),"
                + " ('health', '{\"zh\":\"卫健委\"}', 'REGION', '540000', false, null, now()),"
                + " ('lhasa-transport', '{\"zh\":\"交通运输局\"}', 'PREFECTURE', '540100', false, null, now()),"
                + " ('lhasa-water', '{\"zh\":\"供水企业\"}', 'COUNTY', '540102', false, 'lhasa-transport', now())");
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

    private static String drafted(String unit, String name, String classification) {
        return step("data-specialist", unit, "/api/v1/entries", ENTRY.formatted(name, classification))
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String published(String unit, String name, String classification) {
        String id = drafted(unit, name, classification);
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

    private static ValidatableResponse library(String id) {
        return as("auditor", "authority").get(LIBRARIES + "/" + id).then().statusCode(200);
    }

    private static List<String> entries(String id) {
        return as("data-system", "education")
                .get(LIBRARIES + "/" + id + "/entries")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.entryId", String.class);
    }

    @Test
    @Requirement("A5.1")
    void theBaseThemeLevelAndIndustryLibrariesAreDeclared() {
        as("data-specialist", "education")
                .get(LIBRARIES)
                .then()
                .statusCode(200)
                .body(
                        "items.id",
                        hasItems(
                                "base-population", "theme-health", "level-region", "level-lhasa", "industry-education"))
                .body("items.find { it.id == 'base-population' }.name.zh", equalTo("人口库"))
                .body("items.find { it.id == 'level-lhasa' }.rule.levels", contains("prefecture", "county"));
        as("data-specialist", "education")
                .get(LIBRARIES + "?kind=base")
                .then()
                .body("items.kind", everyItem(equalTo("base")))
                .body("items.name.zh", contains("人口库", "法人库", "自然资源和空间地理库", "宏观经济库", "社会信用库", "电子证照库"));
        as("data-specialist", "education")
                .get(LIBRARIES + "?kind=secret")
                .then()
                .statusCode(422)
                .body("errors.parameter", contains("kind"));
        List<String> read = new ArrayList<>();
        String cursor = "";
        do {
            var page = as("auditor", "authority")
                    .get(LIBRARIES + "?limit=10" + cursor)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            read.addAll(page.getList("items.id", String.class));
            cursor = page.getString("next") == null ? "" : "&cursor=" + page.getString("next");
        } while (!cursor.isEmpty());
        assertThat(read).doesNotHaveDuplicates().hasSizeGreaterThan(30);
        as("auditor", "authority").get(LIBRARIES + "/base-moon").then().statusCode(404);
        as("auditor", "authority").get(LIBRARIES + "/unit-nobody").then().statusCode(404);
        as("auditor", "authority")
                .get(LIBRARIES + "/base-moon/entries.csv")
                .then()
                .statusCode(404);
    }

    @Test
    @Requirement("A5.1")
    void anEntryIsInEachLibraryWhoseRuleItMeetsAsLongAsItIsPublished() {
        String population = published("education", "学籍人口", "101001");
        String schools = published("education", "学校法人", "102007");
        String clinics = published("health", "诊所", "202001");
        String roads = published("lhasa-transport", "公路", "302004");
        String bridges = published("lhasa-water", "桥梁", "302005");
        drafted("education", "草稿人口", "101002");
        assertThat(entries("base-population")).containsExactly(population);
        assertThat(entries("base-legal-persons")).containsExactly(schools);
        assertThat(entries("theme-health")).containsExactly(clinics);
        assertThat(entries("level-region")).containsExactly(population, schools, clinics);
        assertThat(entries("level-prefectures")).containsExactly(roads);
        assertThat(entries("level-counties")).containsExactly(bridges);
        assertThat(entries("level-lhasa")).containsExactly(roads, bridges);
        assertThat(entries("level-ngari")).isEmpty();
        assertThat(entries("industry-education")).containsExactly(population, schools);
        assertThat(entries("industry-transport")).containsExactly(roads, bridges);
        library("level-region")
                .body("entries", equalTo(3))
                .body("units.unit", contains("education", "health"))
                .body("units.entries", contains(2, 1))
                .body("resources.currentShare", nullValue())
                .body("expected", empty());
        String path = "/api/v1/entries/" + population;
        as("data-specialist", "education").post(path + "/revision").then().statusCode(200);
        as("data-specialist", "education")
                .header("If-Match", as("data-specialist", "education").get(path).header("ETag"))
                .body(ENTRY.formatted("学生健康", "202009"))
                .put(path)
                .then()
                .statusCode(200);
        assertThat(entries("base-population")).containsExactly(population);
        confirmed("education", population);
        assertThat(entries("base-population")).isEmpty();
        assertThat(entries("theme-health")).containsExactly(population, clinics);
        step("data-specialist", "health", "/api/v1/entries/" + clinics + "/retirement-proposal", "{\"reasons\":\"停办\"}")
                .statusCode(200);
        assertThat(entries("theme-health")).containsExactly(population, clinics);
        step(
                        "authority-reviewer",
                        "authority",
                        "/api/v1/entries/" + clinics + "/retirement",
                        "{\"decision\":\"retire\"}")
                .statusCode(200);
        assertThat(entries("theme-health")).containsExactly(population);
        library("theme-health").body("entries", equalTo(1));
    }

    @Test
    @Requirement("A5.1")
    void aLibraryTellsWhatIsExpectedOfItAndMissing() {
        library("base-population")
                .body("entries", equalTo(0))
                .body("units", empty())
                .body("lead", equalTo("authority"))
                .body("expected.name", contains("人口基础信息"))
                .body("expected.entries", contains(0))
                .body("missing", equalTo(1));
        published("education", "学籍人口", "101002");
        library("base-population").body("entries", equalTo(1)).body("missing", equalTo(1));
        published("education", "常住人口", "101001005");
        library("base-population").body("expected.entries", contains(1)).body("missing", equalTo(0));
    }

    @Test
    @Requirement({"A5.1", "A17.1"})
    void aLibraryCountsItsTablesThatAreRenewedInTimeAndIsExportedWhole() {
        String id = published("health", "诊所", "202001");
        String current = attached(id, "table", "按期");
        String late = attached(id, "table", "逾期");
        attached(id, "table", "未入库");
        attached(id, "file", "文件");
        execute("insert into pool_load (resource_id, entry_id, loaded_at) values ('" + current + "', '" + id
                + "', now() - interval '27 days'), ('" + late + "', '" + id + "', now() - interval '32 days')");
        library("theme-health")
                .body("resources.attached", equalTo(4))
                .body("resources.measured", equalTo(3))
                .body("resources.current", equalTo(1))
                .body("resources.currentShare", equalTo(1f / 3));
        as("auditor", "authority")
                .get(LIBRARIES + "/theme-health/entries")
                .then()
                .body(
                        "items[0].resources.findAll { it.kind == 'table' }.freshness",
                        contains("current", "overdue", "never-loaded"));
        given().auth()
                .oauth2(Tokens.of("auditor", "authority"))
                .get(LIBRARIES + "/theme-health/entries.csv")
                .then()
                .statusCode(200)
                .header("Content-Type", startsWith("text/csv"))
                .header("Content-Disposition", equalTo("attachment; filename=\"theme-health.csv\""))
                .body(startsWith("\uFEFF目录代码,目录名称,提供单位,"))
                .body(containsString(",库表,按期,业务系统,"))
                .body(containsString(",文件,文件,业务系统,"));
    }

    private static String attached(String entry, String kind, String name) {
        return step(
                        "data-specialist",
                        "health",
                        "/api/v1/entries/" + entry + "/resources",
                        "{\"kind\":\"" + kind + "\",\"name\":\"" + name + "\",\"informationSystem\":\"业务系统\"}")
                .statusCode(201)
                .extract()
                .path("id");
    }

    @Test
    @Requirement("A5.2")
    void aUnitsOwnLibraryCoversTheUnitsBelowItAsTheyAreRegistered() {
        String own = published("lhasa-transport", "公路", "302004");
        String below = published("lhasa-water", "桥梁", "302005");
        published("education", "学校", "302006");
        assertThat(entries("unit-lhasa-transport")).containsExactly(own, below);
        assertThat(entries("unit-lhasa-water")).containsExactly(below);
        library("unit-lhasa-transport")
                .body("kind", equalTo("unit"))
                .body("name.zh", equalTo("交通运输局"))
                .body("units.unit", contains("lhasa-transport", "lhasa-water"));
        registered("health", null);
        registered("lhasa-water", "health");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(entries("unit-health")).containsExactly(below));
        assertThat(entries("unit-lhasa-transport")).containsExactly(own);
        // Whoever declares two units above each other gets an answer all the same.
        registered("health", "lhasa-water");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(entries("unit-lhasa-water")).containsExactly(below));
    }

    private void registered(String unit, @Nullable String parent) {
        UnitRegistered event = new UnitRegistered(
                unit,
                new Text(unit, null, null),
                UnitKind.DEPARTMENT,
                Level.REGION,
                "540000",
                parent,
                "11540000MA0000015H",
                false,
                true,
                List.of());
        new Broker(servers)
                .send(
                        UUID.randomUUID(),
                        EventTypes.topicOf(UnitRegistered.class),
                        EventTypes.typeOf(UnitRegistered.class),
                        unit,
                        EventJson.write(event));
    }
}
