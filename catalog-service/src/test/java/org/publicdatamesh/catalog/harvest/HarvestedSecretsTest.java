package org.publicdatamesh.catalog.harvest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** What another catalogue says is behind the rules of secrecy as what units write is. */
@QuarkusTest
@TestProfile(OtherCatalogue.Settings.class)
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "catalog"))
class HarvestedSecretsTest {
    private static final String CASES = "/api/v1/secrecy/cases";
    private static final String WORDS = "/api/v1/secrecy/words";
    private static final String ONE = "https://other.example/set/1";
    private static final String TWO = "https://other.example/set/2";
    /** Texts that nothing else in the database, the log or an answer says. */
    private static final String SECRET = "绝密勘测档案";

    private static final String CODENAME = "寒江雪五号";
    private static final String KEY = "nimbus77";
    private static final String ITEMS = """
            {"classification":"203004","grade":1,
            "items":[{"name":"code","label":"路线编号","type":"text","length":10,"key":true,"required":true,"check":"none",
                      "grade":1,"identifies":"nobody","mask":"none"}]}""";

    private static OtherCatalogue other;

    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool database;

    private final Queue<String> logged = new ConcurrentLinkedQueue<>();
    private final Handler log = new Handler() {
        @Override
        public void publish(LogRecord line) {
            logged.add(
                    line.getMessage() + " " + java.util.Arrays.toString(line.getParameters()) + " " + line.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeAll
    static void open() {
        other = new OtherCatalogue();
    }

    @AfterAll
    static void close() {
        other.close();
    }

    @BeforeEach
    void begin() {
        List.of("authority", "civil-affairs", "education").forEach(unit -> admitted.set(unit, true));
        clear();
        execute("insert into publishing_unit (unit, name, level, division, authority, as_of) values"
                + " ('authority', '{\"zh\":\"数据局\"}', 'REGION', '540000', true, now()) on conflict do nothing");
        Logger.getLogger("").addHandler(log);
        other.forget();
    }

    @AfterEach
    void end() {
        Logger.getLogger("").removeHandler(log);
        for (Row word : rows("select id from secrecy_word where withdrawn_at is null")) {
            officer()
                    .body(Map.of("reasons", "测试已经结束"))
                    .post(WORDS + "/" + word.getUUID(0) + "/withdrawal")
                    .then()
                    .statusCode(200);
        }
        clear();
    }

    private void clear() {
        // In the order in which a scan takes them.
        execute(
                "truncate entry, entry_version, resource, harvest_record, harvest_source, harvest_adoption, harvest_run,"
                        + " harvest_refusal, harvest_page, secrecy_case, secrecy_sighting, outbox, secrecy_assessment,"
                        + " idempotency_key, publishing_unit cascade");
    }

    private RowSet<Row> rows(String sql) {
        return database.query(sql).execute().await().atMost(Duration.ofSeconds(10));
    }

    private void execute(String sql) {
        rows(sql);
    }

    private List<String> tablesWith(String text) {
        List<String> found = new ArrayList<>();
        for (Row table :
                rows("select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace")) {
            long count = database.preparedQuery(
                            "select count(*) from \"" + table.getString(0) + "\" t where position($1 in t::text) > 0")
                    .execute(Tuple.of(text))
                    .await()
                    .atMost(Duration.ofSeconds(10))
                    .iterator()
                    .next()
                    .getLong(0);
            if (count > 0) {
                found.add(table.getString(0));
            }
        }
        return found;
    }

    private static RequestSpecification as(String role, String unit) {
        return given().auth().oauth2(Tokens.of(role, unit)).contentType(ContentType.JSON);
    }

    private static RequestSpecification officer() {
        return as("security-officer", "authority");
    }

    private static String source(String path) {
        return source(path, "civil-affairs");
    }

    private static String source(String path, String unit) {
        return as("authority-admin", "authority")
                .body("{\"title\":\"邻市目录\",\"address\":\"" + OtherCatalogue.address(path) + "\",\"unit\":\"" + unit
                        + "\",\"interval\":\"PT24H\",\"enabled\":false}")
                .post("/api/v1/harvest/sources")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static ValidatableResponse harvested(String source) {
        return ran(source).body("state", equalTo("whole"));
    }

    private static ValidatableResponse ran(String source) {
        String run = as("authority-admin", "authority")
                .post("/api/v1/harvest/sources/" + source + "/runs")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(as("auditor", "authority")
                        .get("/api/v1/harvest/runs/" + run)
                        .<String>path("state"))
                .isNotIn("waiting", "running"));
        return as("auditor", "authority")
                .get("/api/v1/harvest/runs/" + run)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse refusals(ValidatableResponse report) {
        return as("data-specialist", "civil-affairs")
                .get("/api/v1/harvest/runs/" + report.extract().path("id") + "/refusals")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse records() {
        return as("data-system", "education")
                .get("/api/v1/harvest/records?state=all")
                .then()
                .statusCode(200);
    }

    /** A new word, and everything scanned for it. */
    private static void added(String word) {
        officer()
                .body(Map.of("word", word, "reasons", "新定密事项的工程代号"))
                .post(WORDS)
                .then()
                .statusCode(201);
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        officer().get("/api/v1/secrecy/rules").then().extract().path("scannedAt") != null);
    }

    private static void decided(String id, String decision) {
        officer()
                .body(Map.of("decision", decision, "reasons", "已核对纸质载体"))
                .post(CASES + "/" + id + "/decision")
                .then()
                .statusCode(200);
    }

    private static String suspectedDataset() {
        return "<" + TWO + "> a dcat:Dataset ; dct:title \"桥梁\"@zh ; dcat:keyword \"" + SECRET + "\"@zh .\n";
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void aDatasetThatLooksLikeASecretIsRefusedWithItsPlaceIsNowhereAfterwardsAndTheOthersAreTaken() {
        other.conditional("/s", OtherCatalogue.page("", OtherCatalogue.dataset(ONE, "公路"), suspectedDataset()));
        String source = source("/s");
        ValidatableResponse report = harvested(source).body("added", equalTo(1)).body("refused", equalTo(1));
        refusals(report)
                .body("items", hasSize(1))
                .body("items[0].iri", nullValue())
                .body("items[0].reasons.code", everyItem(equalTo("suspected-secret")))
                .body("items[0].reasons[0].message", containsString("at /keywords/0 "))
                .body("items[0].reasons[0].message", not(containsString("勘测")));
        records().body("items.iri", contains(ONE));
        String id = officer()
                .get(CASES)
                .then()
                .body("items", hasSize(1))
                .body("items[0].place", equalTo("harvested-dataset:/keywords/*"))
                .body("items[0].unit", equalTo("civil-affairs"))
                .body("items[0].state", equalTo("open"))
                .extract()
                .path("items[0].id");
        assertThat(tablesWith("勘测档案")).isEmpty();
        assertThat(tablesWith(TWO)).isEmpty();
        assertThat(logged).noneMatch(line -> line.contains("勘测档案") || line.contains(TWO));
        // The page has not changed, and is read again for what may have been cleared.
        harvested(source).body("unchanged", equalTo(1)).body("refused", equalTo(1));
        officer()
                .get(CASES + "/" + id)
                .then()
                .body("sightings", hasSize(1))
                .body("sightings[0].operation", equalTo("harvest"))
                .body("sightings[0].person", nullValue())
                .body("sightings[0].stored", equalTo(false))
                .body("sightings[0].pointer", equalTo("/keywords/0"))
                .body("sightings[0].times", equalTo(2));
        assertThat(rows("select 1 from outbox where type = 'org.publicdatamesh.catalog.secrecy.suspected.v1'"))
                .hasSize(1);
        decided(id, "not-secret");
        harvested(source)
                .body("added", equalTo(1))
                .body("unchanged", equalTo(1))
                .body("refused", equalTo(0));
        records().body("items.iri", containsInAnyOrder(ONE, TWO));
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void aNewWordFindsWhatWasHarvestedAndAConfirmedSecretIsErasedWithTheOriginsThatHaveIt() {
        String said = "沿线的" + CODENAME + "工程";
        other.turtle(
                "/w",
                OtherCatalogue.page(
                        "",
                        OtherCatalogue.dataset(ONE, "公路"),
                        "<" + TWO + "> a dcat:Dataset ; dct:title \"桥梁\"@zh ; dct:description \"" + said
                                + "\"@zh ; dct:accrualPeriodicity"
                                + " <http://publications.europa.eu/resource/authority/frequency/ANNUAL> .\n"));
        String source = source("/w");
        harvested(source).body("added", equalTo(2));
        String record = records().extract().path("items.find { it.iri == '%s' }.id".formatted(TWO));
        String entry = as("data-specialist", "education")
                .body(ITEMS)
                .post("/api/v1/harvest/records/" + record + "/adoption")
                .then()
                .statusCode(201)
                .extract()
                .path("entryId");
        added(CODENAME);
        JsonPath cases = officer()
                .get(CASES)
                .then()
                .body("items.place", containsInAnyOrder("harvested-dataset:/description/zh", "entry:/summary"))
                .extract()
                .jsonPath();
        String ofRecord = cases.getString("items.find { it.place.startsWith('harvested') }.id");
        String ofEntry = cases.getString("items.find { it.place.startsWith('entry') }.id");
        officer()
                .get(CASES + "/" + ofRecord)
                .then()
                .body("sightings.operation", contains("scan", "scan"))
                .body("sightings.recordId", containsInAnyOrder(record, entry))
                .body("sightings.unit", containsInAnyOrder("civil-affairs", "education"))
                .body("sightings.stored", contains(true, true));
        // It stands until it is decided.
        records().body("items", hasSize(2));
        decided(ofRecord, "secret");
        officer().get(CASES + "/" + ofRecord).then().body("sightings.withheld", contains(true, true));
        records().body("items.iri", contains(ONE));
        as("data-specialist", "education")
                .get("/api/v1/entries/" + entry + "/origin")
                .then()
                .statusCode(200)
                .body("iri", equalTo("-"))
                .body("recordId", equalTo(record))
                .body("dataset.description", nullValue());
        decided(ofEntry, "secret");
        assertThat(tablesWith(CODENAME)).isEmpty();
        assertThat(logged).noneMatch(line -> line.contains(CODENAME));
        harvested(source).body("unchanged", equalTo(1)).body("refused", equalTo(1));
        records().body("items.iri", contains(ONE));
        assertThat(tablesWith(UUID.fromString(record).toString())).doesNotContain("harvest_record", "outbox");
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void theAddressOfAPageIsNotKeptOnceANewWordFindsItAndIsFollowedOnceItIsCleared() {
        String next = "/n?key=" + KEY;
        other.conditional("/n", OtherCatalogue.page(next, OtherCatalogue.dataset(ONE, "公路")));
        other.conditional(next, OtherCatalogue.page("", OtherCatalogue.dataset(TWO, "桥梁")));
        String source = source("/n");
        harvested(source).body("added", equalTo(2));
        assertThat(tablesWith(KEY)).containsExactlyInAnyOrder("harvest_page", "harvest_record");
        added(KEY);
        assertThat(tablesWith(KEY)).isEmpty();
        records().body("items", hasSize(2));
        String id = officer()
                .get(CASES)
                .then()
                .body("items", hasSize(1))
                .body("items[0].place", equalTo("harvested-page:/links/*"))
                .body("items[0].unit", equalTo("civil-affairs"))
                .extract()
                .path("items[0].id");
        ran(source)
                .body("state", equalTo("failed"))
                .body("errors.code", contains("suspected-secret"))
                .body("gone", equalTo(0));
        records().body("items.iri", containsInAnyOrder(ONE, TWO)).body("items.goneAt", everyItem(nullValue()));
        officer().get(CASES + "/" + id).then().body("sightings.operation", containsInAnyOrder("scan", "harvest"));
        assertThat(tablesWith(KEY)).isEmpty();
        assertThat(logged).noneMatch(line -> line.contains(KEY));
        decided(id, "not-secret");
        harvested(source).body("unchanged", equalTo(2)).body("pages", equalTo(2));
        ran(source).body("state", equalTo("unchanged")).body("unchanged", equalTo(2));
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void whatAPageIsAskedForWithIsNotKeptWhereItIsSuspected() {
        added(KEY);
        String page = OtherCatalogue.page("", OtherCatalogue.dataset(ONE, "公路"));
        List<String> asked = new ArrayList<>();
        other.at("/v", exchange -> {
            asked.add(exchange.getRequestHeaders().getFirst("If-None-Match") + " "
                    + exchange.getRequestHeaders().getFirst("If-Modified-Since"));
            exchange.getResponseHeaders().set("ETag", "\"" + KEY + "\"");
            exchange.getResponseHeaders().set("Last-Modified", "Fri, 27 Nov 2026 08:00:00 GMT");
            OtherCatalogue.send(exchange, 200, "text/turtle", page);
        });
        String source = source("/v");
        harvested(source).body("added", equalTo(1));
        harvested(source).body("unchanged", equalTo(1));
        assertThat(asked).containsExactly("null null", "null Fri, 27 Nov 2026 08:00:00 GMT");
        assertThat(tablesWith(KEY)).isEmpty();
        // A next page whose address is suspected is neither asked for nor kept.
        other.turtle("/w2", OtherCatalogue.page("/w2?key=" + KEY, OtherCatalogue.dataset(TWO, "桥梁")));
        ran(source("/w2"))
                .body("state", equalTo("failed"))
                .body("errors.code", contains("suspected-secret"))
                .body("errors.address", contains(OtherCatalogue.address("/w2")));
        officer().get(CASES).then().body("items.place", contains("harvested-page:/links/*"));
        assertThat(tablesWith(KEY)).isEmpty();
        assertThat(other.requests()).noneMatch(address -> address.contains(KEY));
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void theFirstPagesOwnAddressHasACaseAndIsKnownOnceItIsCleared() {
        String address = "/p?key=" + KEY;
        other.conditional(address, OtherCatalogue.page("", OtherCatalogue.dataset(ONE, "公路")));
        String source = source(address);
        added(KEY);
        harvested(source).body("added", equalTo(1));
        assertThat(tablesWith(KEY)).contains("harvest_source").doesNotContain("harvest_page", "harvest_record");
        JsonPath cases = officer()
                .get(CASES)
                .then()
                .body("items.place", containsInAnyOrder("declared-source:/address", "harvested-page:/links/*"))
                .extract()
                .jsonPath();
        ran(source).body("state", equalTo("whole")).body("unchanged", equalTo(1));
        cases.<String>getList("items.id").forEach(id -> decided(id, "not-secret"));
        harvested(source).body("unchanged", equalTo(1));
        assertThat(tablesWith(KEY)).contains("harvest_page");
        ran(source).body("state", equalTo("unchanged"));
    }

    @Test
    void eachUnitWhoseHarvestIsSuspectedIsSeen() {
        other.turtle("/u1", OtherCatalogue.page("", suspectedDataset()));
        other.turtle("/u2", OtherCatalogue.page("", suspectedDataset()));
        harvested(source("/u1", "civil-affairs")).body("refused", equalTo(1));
        harvested(source("/u2", "education")).body("refused", equalTo(1));
        String id =
                officer().get(CASES).then().body("items", hasSize(1)).extract().path("items[0].id");
        officer().get(CASES + "/" + id).then().body("sightings.unit", containsInAnyOrder("civil-affairs", "education"));
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void whatAReportLeavesOutWhereItIsWrittenHasACase() {
        added(KEY);
        other.at(
                "/t",
                exchange -> OtherCatalogue.send(
                        exchange, 200, "text/" + KEY, OtherCatalogue.page("", OtherCatalogue.dataset(ONE, "公路"))));
        String source = source("/t");
        ran(source)
                .body("state", equalTo("failed"))
                .body("errors.code", contains("wrong-content-type"))
                .body("errors.message", contains("…"));
        assertThat(tablesWith(KEY)).isEmpty();
        String id = officer()
                .get(CASES)
                .then()
                .body("items.place", contains("harvest-report:/errors/*"))
                .body("items[0].unit", equalTo("civil-affairs"))
                .extract()
                .path("items[0].id");
        officer().get(CASES + "/" + id).then().body("sightings.operation", contains("harvest"));
        decided(id, "not-secret");
        ran(source).body("errors.message[0]", containsString("text/" + KEY));
    }

    @Test
    void aBrokenDocumentIsNotQuotedWhereItLooksLikeASecret() {
        other.turtle("/b", OtherCatalogue.PREFIXES + "<https://other.example/1> a dcat:Dataset ; dct:title " + SECRET);
        String run = as("authority-admin", "authority")
                .post("/api/v1/harvest/sources/" + source("/b") + "/runs")
                .then()
                .extract()
                .path("id");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> as("auditor", "authority")
                .get("/api/v1/harvest/runs/" + run)
                .then()
                .body("state", equalTo("failed"))
                .body("errors.code", contains("syntax-error")));
        assertThat(tablesWith("勘测档案")).isEmpty();
        assertThat(logged).noneMatch(line -> line.contains("勘测档案"));
    }

    @Test
    @Requirement("A13.3")
    void whatAReportLeavesOutWhileItIsWrittenHasACaseAndIsToldOnceItIsCleared() {
        other.at("/t", exchange -> OtherCatalogue.send(exchange, 200, "application/x-" + KEY, "none"));
        added(KEY);
        String source = source("/t");
        ran(source)
                .body("state", equalTo("failed"))
                .body("errors.code", contains("wrong-content-type"))
                .body("errors.message", contains("…"));
        assertThat(tablesWith(KEY)).doesNotContain("harvest_run");
        String id = officer()
                .get(CASES)
                .then()
                .body("items.place", contains("harvest-report:/errors/*"))
                .body("items[0].unit", equalTo("civil-affairs"))
                .extract()
                .path("items[0].id");
        ran(source).body("errors.message", contains("…"));
        officer().get(CASES).then().body("items", hasSize(1));
        decided(id, "not-secret");
        ran(source).body("errors.message[0]", containsString(KEY));
        officer().get(CASES).then().body("items", hasSize(1));
    }
}
