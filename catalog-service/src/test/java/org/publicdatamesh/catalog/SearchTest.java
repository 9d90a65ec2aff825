package org.publicdatamesh.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.test.Broker;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;

/** Published entries are found, others are not; the index follows events and can be made anew. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "catalog"))
class SearchTest {
    private static final String CLINICS = """
            {"name":{"zh":"乡镇卫生院名录","en":"Township clinics"},"summary":"各乡镇卫生院的名称与床位","classification":"307001",
             "grade":1,"openType":"unconditional","updateCycle":"yearly",
             "items":[{"name":"code","label":"机构代码","type":"text","length":22,"key":true,"required":true,"check":"none",
               "grade":1,"identifies":"organisation","mask":"none"}]}""";

    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool database;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    @BeforeEach
    void ready() {
        List.of("authority", "civil-affairs", "education", "health").forEach(unit -> admitted.set(unit, true));
        await().atMost(Duration.ofSeconds(60)).until(() -> "ready"
                .equals(Steps.as("authority-admin", "authority")
                        .get("/api/v1/search/index")
                        .path("phase")));
    }

    private UUID published(String unit, String content) {
        UUID id = Steps.published(unit, content);
        Steps.relayed(database, new Broker(servers), id);
        return id;
    }

    private static ValidatableResponse search(String parameters) {
        return Steps.as("auditor", "authority")
                .urlEncodingEnabled(true)
                .get("/api/v1/search?" + parameters)
                .then();
    }

    private static void findable(UUID id, String text) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> search("q=" + text).statusCode(200).body("items.id", hasItem(id.toString())));
    }

    @Test
    @Requirement("A9.2")
    void aPublishedEntryIsFoundByItsWordsAndADraftIsNot() {
        UUID id = published("health", CLINICS);
        String draft = Steps.as("data-specialist", "health")
                .body(CLINICS.replace("乡镇卫生院名录", "乡镇卫生院草稿"))
                .post("/api/v1/entries")
                .path("id");
        for (String text : List.of("卫生院", "乡镇 名录", "weishengyuan", "xzwsy", "clinics", "307001")) {
            findable(id, text);
        }
        search("q=卫生院")
                .body("items.id", not(hasItem(draft)))
                .body("everyWord", equalTo(true))
                .body("facets.unit.find { it.value == 'health' }.count", equalTo(1));
    }

    @Test
    void aNewVersionTakesThePlaceOfTheOldOne() {
        UUID id = published("education", CLINICS.replace("乡镇卫生院名录", "乡村教学点台账"));
        findable(id, "教学点台账");
        String path = "/api/v1/entries/" + id;
        Steps.as("data-specialist", "education").post(path + "/revision").then().statusCode(200);
        String etag = Steps.as("data-specialist", "education").get(path).header("ETag");
        Steps.as("data-specialist", "education")
                .header("If-Match", etag)
                .body(CLINICS.replace("乡镇卫生院名录", "幼儿园登记簿"))
                .put(path)
                .then()
                .statusCode(200);
        Steps.confirmed("education", path);
        Steps.relayed(database, new Broker(servers), id);
        findable(id, "幼儿园登记簿");
        search("q=幼儿园登记簿").body("items.find { it.id == '" + id + "' }.version", equalTo(2));
        search("q=教学点台账").body("items.name.zh", not(hasItem("乡村教学点台账")));
    }

    @Test
    void filtersAreCountedAndPagesGoOnWhereTheLastEnded() {
        List<String> all = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            String content = CLINICS.replace("乡镇卫生院名录", "水库巡查记录" + "甲乙丙丁戊".charAt(i - 1))
                    .replace("\"grade\":1,\"openType\"", "\"grade\":" + (i <= 2 ? 1 : 2) + ",\"openType\"");
            UUID id = published(i <= 3 ? "civil-affairs" : "education", content);
            findable(id, "水库巡查记录");
            all.add(id.toString());
        }
        search("q=水库巡查记录&unit=civil-affairs&grade=2")
                .body("items.id", contains(all.get(2)))
                .body("total", equalTo(1))
                .body("facets.grade.value", contains("1", "2"))
                .body("facets.unit.value", containsInAnyOrder("civil-affairs", "education"));
        search("q=水库巡查记录&unit=civil-affairs&unit=education&facets=false")
                .body("total", equalTo(5))
                .body("facets.isEmpty()", equalTo(true));
        List<String> paged = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            ValidatableResponse page =
                    search("q=水库巡查记录&limit=2" + cursor).statusCode(200).body("total", equalTo(5));
            paged.addAll(page.extract().path("items.id"));
            String next = page.extract().path("next");
            if (next != null) {
                page.header("Link", containsString("rel=\"next\""));
            }
            cursor = next == null ? null : "&cursor=" + next;
        }
        assertThat(paged).hasSize(5).containsExactlyInAnyOrderElementsOf(all);
        search("q=水库巡查记录&limit=5").body("next", nullValue());
    }

    @Test
    void namesAreSuggestedAndSimilarEntriesListed() {
        UUID one = published("health", CLINICS.replace("乡镇卫生院名录", "疫苗接种点名录"));
        UUID other = published("health", CLINICS.replace("乡镇卫生院名录", "疫苗接种人次统计"));
        findable(one, "疫苗接种点名录");
        findable(other, "疫苗接种人次统计");
        for (String typed : List.of("疫苗", "yimiao", "ym")) {
            Steps.as("data-system", "education")
                    .get("/api/v1/search/suggestions?q=" + typed)
                    .then()
                    .statusCode(200)
                    .body("name.zh", hasItems("疫苗接种点名录", "疫苗接种人次统计"));
        }
        Steps.as("auditor", "authority")
                .get("/api/v1/entries/" + one + "/similar?limit=1")
                .then()
                .statusCode(200)
                .body("id", contains(other.toString()));
        Steps.as("auditor", "authority")
                .get("/api/v1/entries/" + UUID.randomUUID() + "/similar")
                .then()
                .statusCode(404);
    }

    @Test
    void aRetiredEntryIsNotFoundAnyMoreAlsoByAnIndexMadeAnew() {
        UUID id = published("health", CLINICS.replace("乡镇卫生院名录", "狂犬病暴露处置门诊"));
        findable(id, "狂犬病暴露处置门诊");
        String path = "/api/v1/entries/" + id;
        Steps.as("data-specialist", "health")
                .body("{\"reasons\":\"并入医疗机构名录\"}")
                .post(path + "/retirement-proposal")
                .then()
                .statusCode(200);
        search("q=狂犬病暴露处置门诊").body("items.id", hasItem(id.toString()));
        Steps.as("authority-reviewer", "authority")
                .body("{\"decision\":\"retire\"}")
                .post(path + "/retirement")
                .then()
                .statusCode(200);
        Steps.relayed(database, new Broker(servers), id);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> search("q=狂犬病暴露处置门诊").body("items.id", not(hasItem(id.toString()))));
        String before = rebuilt();
        Steps.as("authority-admin", "authority").post("/api/v1/search/index/rebuild");
        await().atMost(Duration.ofSeconds(20)).until(() -> !rebuilt().equals(before));
        search("q=狂犬病暴露处置门诊").body("items.id", not(hasItem(id.toString())));
    }

    @Test
    void theIndexIsMadeAnewFromTheDatabase() {
        // Published, and its event never reaches the broker: only the database knows it.
        UUID lost = Steps.published("civil-affairs", CLINICS.replace("乡镇卫生院名录", "殡葬设施清单"));
        search("q=殡葬设施清单").body("items.id", not(hasItem(lost.toString())));
        String before = rebuilt();
        Steps.as("authority-admin", "authority")
                .post("/api/v1/search/index/rebuild")
                .then()
                .statusCode(202);
        await().atMost(Duration.ofSeconds(20)).until(() -> !rebuilt().equals(before));
        findable(lost, "殡葬设施清单");
    }

    private static String rebuilt() {
        return Steps.as("authority-admin", "authority")
                .get("/api/v1/search/index")
                .then()
                .statusCode(200)
                .extract()
                .path("rebuiltAt");
    }

    @Test
    void whatIsWrongIsNamedAllAtOnce() {
        search("q= &grade=7&grade=1&kind=fish&openType=none&limit=0&cursor=abc&classification=a&facets=no&sort=name")
                .statusCode(422)
                .body(
                        "errors.parameter",
                        containsInAnyOrder(
                                "q",
                                "grade",
                                "kind",
                                "openType",
                                "limit",
                                "cursor",
                                "classification",
                                "facets",
                                "sort"));
        search("q=" + "长".repeat(201)).statusCode(422).body("errors.code", contains("wrong-length"));
        // A cursor of another list of this service is none of a search.
        search("cursor=MTIzNDU2Nzhh").statusCode(422);
        Steps.as("auditor", "authority")
                .get("/api/v1/search/suggestions")
                .then()
                .statusCode(422)
                .body("errors.parameter", contains("q"));
        Steps.as("auditor", "authority")
                .get("/api/v1/entries/" + UUID.randomUUID() + "/similar?limit=21")
                .then()
                .statusCode(422);
        search("q=查无此词").statusCode(200).body("items", empty()).body("facets.unit", hasSize(0));
    }
}
