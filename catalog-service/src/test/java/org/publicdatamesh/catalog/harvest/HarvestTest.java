package org.publicdatamesh.catalog.harvest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.kit.time.MeshClock;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** Other catalogues are harvested over HTTP, whole, in part and not at all; each run leaves its report. */
@QuarkusTest
@TestProfile(OtherCatalogue.Settings.class)
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "catalog"))
class HarvestTest {
    private static final String ONE = "https://other.example/set/1";
    private static final String TWO = "https://other.example/set/2";
    private static final String THREE = "https://other.example/set/3";
    private static final String ENTRY = """
            {"name":{"zh":"%s","bo":"ལམ།"},"summary":"县道、乡道和村道的编号与名称","classification":"203004","grade":1,
             "updateCycle":"yearly","openType":"unconditional",
             "items":[
              {"name":"code","label":"路线编号","type":"text","length":10,"key":true,"required":true,"check":"none",
               "grade":1,"identifies":"nobody","mask":"none","standard":"JTG A03"}]}""";
    private static final String ITEMS = """
            "classification":"203004","grade":1,
            "items":[{"name":"code","label":"路线编号","type":"text","length":10,"key":true,"required":true,"check":"none",
                      "grade":1,"identifies":"nobody","mask":"none"}]""";

    private static OtherCatalogue other;

    @Inject
    AdmittedUnits admitted;

    @Inject
    MeshClock clock;

    @Inject
    HarvestClock harvestClock;

    @Inject
    Pool database;

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
        database.query("truncate harvest_source, harvest_run, harvest_refusal, harvest_page, harvest_record,"
                        + " harvest_adoption, entry, entry_version, resource, outbox")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10));
        other.forget();
    }

    private static RequestSpecification as(String role, String unit) {
        return given().auth().oauth2(Tokens.of(role, unit)).contentType(ContentType.JSON);
    }

    private static RequestSpecification admin() {
        return as("authority-admin", "authority");
    }

    private static String declared(String path, String more) {
        return "{\"title\":\"邻市目录\",\"address\":\"" + OtherCatalogue.address(path) + "\",\"unit\":\"civil-affairs\","
                + "\"interval\":\"PT24H\"" + more + "}";
    }

    /** A source that is harvested when it is asked for. */
    private static String source(String path) {
        return source(path, "");
    }

    private static String source(String path, String more) {
        return admin().body(declared(path, ",\"enabled\":false" + more))
                .post("/api/v1/harvest/sources")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String asked(String source) {
        return admin().post("/api/v1/harvest/sources/" + source + "/runs")
                .then()
                .statusCode(202)
                .body("state", equalTo("waiting"))
                .extract()
                .path("id");
    }

    private static ValidatableResponse ended(String run) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        admin().get("/api/v1/harvest/runs/" + run).<String>path("state"))
                .isNotIn("waiting", "running"));
        return as("auditor", "authority")
                .get("/api/v1/harvest/runs/" + run)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse harvested(String source) {
        return ended(asked(source));
    }

    private static ValidatableResponse counts(
            ValidatableResponse report, String state, int added, int changed, int unchanged, int gone) {
        return report.body("state", equalTo(state))
                .body("added", equalTo(added))
                .body("changed", equalTo(changed))
                .body("unchanged", equalTo(unchanged))
                .body("gone", equalTo(gone));
    }

    private static ValidatableResponse failed(String path, String code) {
        return harvested(source(path))
                .body("state", equalTo("failed"))
                .body("pages", equalTo(0))
                .body("errors.code", contains(code));
    }

    private static ValidatableResponse records(String query) {
        return as("data-system", "education")
                .get("/api/v1/harvest/records" + (query.isEmpty() ? "" : "?" + query))
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse refusals(ValidatableResponse report) {
        return as("data-specialist", "civil-affairs")
                .get("/api/v1/harvest/runs/" + report.extract().path("id") + "/refusals")
                .then()
                .statusCode(200);
    }

    private List<String> events() {
        return StreamSupport.stream(
                        database.query("select type from outbox where topic = 'catalog.harvest' order by id")
                                .execute()
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .spliterator(),
                        false)
                .map((Row row) -> row.getString(0)
                        .replace("org.publicdatamesh.catalog.harvest.", "")
                        .replace(".v1", ""))
                .toList();
    }

    private String event(String type) {
        return database.query("select payload from outbox where type = 'org.publicdatamesh.catalog.harvest." + type
                        + ".v1' order by id desc limit 1")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next()
                .getString(0);
    }

    private static String published(String unit, String name) {
        String id = as("data-specialist", unit)
                .body(ENTRY.formatted(name))
                .post("/api/v1/entries")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        confirmed(unit, id);
        return id;
    }

    private static void confirmed(String unit, String id) {
        String path = "/api/v1/entries/" + id;
        as("data-specialist", unit).post(path + "/submission").then().statusCode(200);
        as("data-supervisor", unit)
                .body("{\"decision\":\"pass\"}")
                .post(path + "/review")
                .then()
                .statusCode(200);
        as("authority-reviewer", "authority")
                .body("{\"decision\":\"confirm\"}")
                .post(path + "/publication")
                .then()
                .statusCode(200);
    }

    @Test
    void aCatalogueIsHarvestedPageByPageAndEachRunTellsWhatBecameOfIt() {
        other.turtle("/c", OtherCatalogue.page("/c?page=2", OtherCatalogue.dataset(ONE, "公路")));
        other.turtle(
                "/c?page=2",
                OtherCatalogue.page("", OtherCatalogue.dataset(TWO, "桥梁"), OtherCatalogue.dataset(THREE, "隧道")));
        String source = source("/c");
        counts(harvested(source), "whole", 3, 0, 0, 0)
                .body("pages", equalTo(2))
                .body("requests", equalTo(2))
                .body("refused", equalTo(0))
                .body("errors", empty())
                .body("trigger", equalTo("demand"))
                .body("milliseconds", notNullValue());
        other.turtle(
                "/c?page=2",
                OtherCatalogue.page("", OtherCatalogue.dataset(TWO, "大桥"), OtherCatalogue.dataset(TWO + "b", "渡口")));
        counts(harvested(source), "whole", 1, 1, 1, 1);
        records("source=" + source)
                .body("items.iri", containsInAnyOrder(ONE, TWO, TWO + "b"))
                .body("items.title.zh", containsInAnyOrder("公路", "大桥", "渡口"));
        records("state=gone").body("items.iri", contains(THREE)).body("items[0].goneAt", notNullValue());
        other.turtle(
                "/c?page=2",
                OtherCatalogue.page("", OtherCatalogue.dataset(TWO, "大桥"), OtherCatalogue.dataset(THREE, "隧道")));
        counts(harvested(source), "whole", 0, 1, 2, 1);
        records("q=隧道").body("items.iri", contains(THREE)).body("items[0].goneAt", nullValue());
        assertThat(events()).containsExactly("source-registered", "completed", "completed", "completed");
        assertThat(event("completed"))
                .contains("\"outcome\":\"whole\"", "\"changed\":1", "\"unchanged\":2", "\"gone\":1", "\"failures\":0")
                .contains("\"role\":\"authority-admin\"");
    }

    @Test
    void recordsAreFoundByWordsAndFiltersAndPaged() {
        other.turtle(
                "/c",
                OtherCatalogue.page(
                        "",
                        OtherCatalogue.dataset(ONE, "公路 Roads"),
                        OtherCatalogue.dataset(TWO, "桥梁"),
                        "<" + THREE
                                + "> a dcat:Dataset ; dct:title \"Schools\"@en ; dcat:theme <https://other.example/theme/edu> ;"
                                + " dcat:distribution [ dct:format \"GeoJSON\" ; dcat:mediaType \"application/geo+json\" ] .\n"));
        String source = source("/c");
        harvested(source).body("added", equalTo(3));
        records("q=roads 交通局").body("items.iri", contains(ONE));
        records("q=roads schools").body("items", empty());
        records("publisher=交通").body("items.iri", containsInAnyOrder(ONE, TWO));
        records("theme=https://other.example/theme/edu").body("items.iri", contains(THREE));
        records("keyword=公路&format=csv").body("items", hasSize(2));
        records("format=application/geo+json").body("items.iri", contains(THREE));
        records("format=GEOJSON").body("items.formats", contains(List.of("GeoJSON", "application/geo+json")));
        records("source=" + "00000000-0000-0000-0000-000000000000").body("items", empty());
        List<String> seen = new ArrayList<>();
        String cursor = "";
        for (int i = 0; i < 3; i++) {
            Response page = records("limit=1" + cursor)
                    .body("items", hasSize(1))
                    .extract()
                    .response();
            seen.add(page.path("items[0].iri"));
            cursor = "&cursor=" + page.path("next");
        }
        assertThat(seen).containsExactlyInAnyOrder(ONE, TWO, THREE);
        String id = records("q=schools").extract().path("items[0].id");
        as("data-specialist", "education")
                .get("/api/v1/harvest/records/" + id)
                .then()
                .statusCode(200)
                .body("source.id", equalTo(source))
                .body("source.unit", equalTo("civil-affairs"))
                .body("dataset.distributions[0].format", equalTo("GeoJSON"))
                .body("draft.name.zh", equalTo("Schools"))
                .body("draft.name.en", equalTo("Schools"));
        as("auditor", "authority")
                .get("/api/v1/harvest/records?state=x&source=y&q=" + "z".repeat(201))
                .then()
                .statusCode(422)
                .body("errors.parameter", containsInAnyOrder("state", "source", "q"));
    }

    @Test
    void aCatalogueThatHasNotChangedCostsOneRequest() {
        other.conditional(
                "/c", OtherCatalogue.page("", OtherCatalogue.dataset(ONE, "公路"), OtherCatalogue.dataset(TWO, "桥")));
        String source = source("/c");
        counts(harvested(source), "whole", 2, 0, 0, 0);
        String before = records("q=公路").extract().path("items[0].lastSeenAt");
        counts(harvested(source), "unchanged", 0, 0, 2, 0)
                .body("requests", equalTo(1))
                .body("bytes", equalTo(0));
        String after = records("q=公路").extract().path("items[0].lastSeenAt");
        assertThat(Instant.parse(after)).isAfter(Instant.parse(before));
        other.conditional("/c", OtherCatalogue.page("", OtherCatalogue.dataset(ONE, "公路")));
        counts(harvested(source), "whole", 0, 0, 1, 1);
        clock.move(Duration.ofDays(8));
        counts(harvested(source), "whole", 0, 0, 1, 0);
    }

    @Test
    void ofAPagedCatalogueEachPageIsAskedUnlessItStatesWhenItChangedLast() {
        other.conditional("/c", OtherCatalogue.page("/c?page=2", OtherCatalogue.dataset(ONE, "公路")));
        other.conditional("/c?page=2", OtherCatalogue.page("", OtherCatalogue.dataset(TWO, "桥")));
        String source = source("/c");
        counts(harvested(source), "whole", 2, 0, 0, 0);
        counts(harvested(source), "unchanged", 0, 0, 2, 0).body("requests", equalTo(2));
        other.conditional("/c?page=2", OtherCatalogue.page("", OtherCatalogue.dataset(THREE, "桥")));
        counts(harvested(source), "whole", 1, 0, 1, 1).body("requests", equalTo(2));
        other.forget();
        String dated = "<https://other.example/> dct:modified \"2026-11-27T00:00:00Z\"^^xsd:dateTime .\n";
        other.conditional("/d", OtherCatalogue.page("/d?page=2", dated, OtherCatalogue.dataset(ONE, "公路")));
        other.conditional("/d?page=2", OtherCatalogue.page("", dated, OtherCatalogue.dataset(TWO, "桥")));
        String saying = source("/d");
        counts(harvested(saying), "whole", 2, 0, 0, 0);
        counts(harvested(saying), "unchanged", 0, 0, 2, 0).body("requests", equalTo(1));
        assertThat(other.requests()).containsExactly("/d", "/d?page=2", "/d");
    }

    @Test
    void aBrokenPageMakesAPartialRunThatTakesNothingForGone() {
        other.turtle("/c", OtherCatalogue.page("/c?page=2", OtherCatalogue.dataset(ONE, "公路")));
        other.turtle("/c?page=2", OtherCatalogue.page("", OtherCatalogue.dataset(TWO, "桥")));
        String source = source("/c");
        counts(harvested(source), "whole", 2, 0, 0, 0);
        other.turtle("/c", OtherCatalogue.page("/c?page=2", OtherCatalogue.dataset(THREE, "隧道")));
        other.turtle(
                "/c?page=2",
                OtherCatalogue.page("", OtherCatalogue.dataset(TWO, "桥").replace("dct:title", "dct:title [")));
        counts(harvested(source), "partial", 1, 0, 0, 0)
                .body("pages", equalTo(1))
                .body("errors.code", contains("syntax-error"))
                .body("errors.address", contains(OtherCatalogue.address("/c?page=2")));
        records("").body("items.iri", containsInAnyOrder(ONE, TWO, THREE));
        admin().get("/api/v1/harvest/sources/" + source).then().statusCode(200).body("failures", equalTo(1));
        other.at("/c?page=2", exchange -> OtherCatalogue.send(exchange, 503, "text/plain", "later"));
        counts(harvested(source), "partial", 0, 0, 1, 0).body("errors.code", contains("wrong-status"));
        other.turtle("/c?page=2", OtherCatalogue.page("", OtherCatalogue.dataset(TWO, "桥")));
        counts(harvested(source), "whole", 0, 0, 2, 1).body("errors", empty());
        assertThat(event("completed")).contains("\"outcome\":\"whole\"", "\"failures\":0");
    }

    /** A page of which the end does not come: the connection is closed before. */
    private static void brokenOff(String path, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        other.at(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/turtle");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body, 0, body.length / 2);
            exchange.getResponseBody().flush();
        });
    }

    @Test
    void aSourceThatStopsInTheMiddleIsToldAndWhatWasNotSeenIsNotGone() {
        other.conditional("/c", OtherCatalogue.page("/c?page=2", OtherCatalogue.dataset(ONE, "公路")));
        other.conditional("/c?page=2", OtherCatalogue.page("/c?page=3", OtherCatalogue.dataset(TWO, "桥")));
        String third = OtherCatalogue.page("", OtherCatalogue.dataset(THREE, "隧道"));
        other.conditional("/c?page=3", third);
        String source = source("/c");
        counts(harvested(source), "whole", 3, 0, 0, 0);
        String changed = OtherCatalogue.page("/c?page=3", OtherCatalogue.dataset(TWO + "b", "渡口"));
        brokenOff("/c?page=2", changed);
        counts(harvested(source), "partial", 0, 0, 1, 0)
                .body("pages", equalTo(1))
                .body("errors", hasSize(1))
                .body("errors.code", contains("broken-off"))
                .body("errors.address", contains(OtherCatalogue.address("/c?page=2")));
        records("state=gone").body("items", empty());
        records("").body("items.iri", containsInAnyOrder(ONE, TWO, THREE));
        assertThat(event("completed")).contains("\"outcome\":\"partial\"", "\"gone\":0", "\"failures\":1");
        // The first page itself, of which nothing is kept then.
        brokenOff("/c", OtherCatalogue.page("", OtherCatalogue.dataset(THREE + "b", "机场")));
        counts(harvested(source), "failed", 0, 0, 0, 0).body("errors.code", contains("broken-off"));
        assertThat(event("failed")).contains("\"reason\":\"broken-off\"", "\"failures\":2");
        records("").body("items.iri", containsInAnyOrder(ONE, TWO, THREE));
        other.conditional("/c", OtherCatalogue.page("/c?page=2", OtherCatalogue.dataset(ONE, "公路")));
        other.conditional("/c?page=2", changed);
        counts(harvested(source), "whole", 1, 0, 2, 1).body("errors", empty());
        records("state=gone").body("items.iri", contains(TWO));
        records("").body("items.iri", containsInAnyOrder(ONE, TWO + "b", THREE));
    }

    @Test
    void aRunThatBreaksOffHereKeepsWholePagesAndTheNextOneGoesOn() {
        other.turtle("/c", OtherCatalogue.page("/c?page=2", OtherCatalogue.dataset(ONE, "公路")));
        other.turtle("/c?page=2", OtherCatalogue.page("", OtherCatalogue.dataset(TWO, "桥")));
        String source = source("/c");
        counts(harvested(source), "whole", 2, 0, 0, 0);
        other.turtle("/c", OtherCatalogue.page("/c?page=2", OtherCatalogue.dataset(ONE, "公路改")));
        other.turtle(
                "/c?page=2",
                OtherCatalogue.page("", OtherCatalogue.dataset(THREE, "隧道"), OtherCatalogue.dataset(TWO + "b", "渡口")));
        // The database takes the second page's first dataset and not its second one.
        database.query("alter table harvest_record add constraint breaks check (iri <> '" + TWO + "b') not valid")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10));
        try {
            counts(harvested(source), "partial", 0, 1, 0, 0)
                    .body("pages", equalTo(1))
                    .body("errors.code", contains("failed"))
                    .body("errors.message", contains("It broke off."))
                    .body("errors.address", contains(OtherCatalogue.address("/c?page=2")));
        } finally {
            database.query("alter table harvest_record drop constraint breaks")
                    .execute()
                    .await()
                    .atMost(Duration.ofSeconds(10));
        }
        records("state=all")
                .body("items.iri", containsInAnyOrder(ONE, TWO))
                .body("items.goneAt", everyItem(nullValue()));
        records("q=公路改").body("items.iri", contains(ONE));
        admin().get("/api/v1/harvest/sources/" + source)
                .then()
                .body("failures", equalTo(1))
                .body("running", equalTo(false));
        counts(harvested(source), "whole", 2, 0, 1, 1);
        records("").body("items.iri", containsInAnyOrder(ONE, TWO + "b", THREE));
    }

    @Test
    void aSmallPageThatWouldBecomeLargeIsLeftWithTheLimitThatItBreaks() {
        StringBuilder shared =
                new StringBuilder(OtherCatalogue.page("")).append("<https://other.example/x> dct:title \"x\"");
        for (char language = 'a'; language <= 'z'; language++) {
            shared.append(" ; dct:description \"")
                    .append("y".repeat(20_000))
                    .append("\"@x")
                    .append(language);
        }
        shared.append(" .\n");
        for (int i = 0; i < 20_000; i++) {
            shared.append("<https://other.example/set/")
                    .append(i)
                    .append("> a dcat:Dataset ; dct:title \"x\" ; dcat:distribution <https://other.example/x> .\n");
        }
        assertThat(shared.length()).isLessThan(4_000_000);
        other.turtle("/shared", shared.toString());
        failed("/shared", "too-much-text").body("errors[0].message", containsString("64000000"));
        other.turtle(
                "/triples",
                OtherCatalogue.page(
                        "",
                        "<" + ONE + "> a dcat:Dataset ; dct:title \"x\" ; dcat:keyword "
                                + IntStream.rangeClosed(0, 200_000)
                                        .mapToObj(String::valueOf)
                                        .collect(Collectors.joining(","))
                                + " .\n"));
        failed("/triples", "too-many-triples").body("errors[0].message", containsString("200000"));
        records("state=all").body("items", empty());
        other.turtle(
                "/one",
                OtherCatalogue.page(
                        "",
                        OtherCatalogue.dataset(ONE, "公路"),
                        shared.substring(
                                shared.indexOf("<https://other.example/x>"),
                                shared.indexOf("<https://other.example/set/0>")),
                        "<" + TWO + "> a dcat:Dataset ; dct:title \"x\" ; dcat:distribution <https://other.example/x>,"
                                + " [ dct:description \"" + "z".repeat(20_000) + "\"@xa"
                                + IntStream.range('b', 'z')
                                        .mapToObj(language -> ", \"" + "z".repeat(20_000) + "\"@x" + (char) language)
                                        .collect(Collectors.joining())
                                + " ] .\n"));
        ValidatableResponse report = harvested(source("/one"));
        counts(report, "whole", 1, 0, 0, 0).body("refused", equalTo(1));
        refusals(report)
                .body("items.iri", contains(TWO))
                .body("items[0].reasons.code", contains("too-much-text"))
                .body("items[0].reasons[0].message", containsString("1000000"));
        records("").body("items.iri", contains(ONE));
    }

    @Test
    void aDatasetThatIsBrokenIsRefusedWithEveryReasonAndTheOthersAreTaken() {
        other.turtle(
                "/c",
                OtherCatalogue.page(
                        "",
                        OtherCatalogue.dataset(ONE, "公路"),
                        "<https://other.example/untitled> a dcat:Dataset .\n",
                        "[] a dcat:Dataset .\n",
                        "<https://other.example/secret> a dcat:Dataset ; dct:title \"秘密★ 名单\" .\n"));
        ValidatableResponse report = harvested(source("/c"));
        counts(report, "whole", 1, 0, 0, 0).body("refused", equalTo(3));
        refusals(report)
                .body("items", hasSize(3))
                .body("items.iri", hasItem("https://other.example/untitled"))
                .body("items.iri", not(hasItem("https://other.example/secret")))
                .body(
                        "items.reasons.code",
                        containsInAnyOrder(
                                List.of("title-missing"),
                                List.of("iri-missing", "title-missing"),
                                List.of("declared-secret")));
    }

    @Test
    void pagesThatDoNotEndAreLeft() {
        other.turtle("/loop", OtherCatalogue.page("/loop?page=2", OtherCatalogue.dataset(ONE, "公路")));
        other.turtle("/loop?page=2", OtherCatalogue.page("/loop", OtherCatalogue.dataset(TWO, "桥")));
        harvested(source("/loop"))
                .body("state", equalTo("partial"))
                .body("pages", equalTo(2))
                .body("errors.code", contains("paging-loop"));
        other.at(
                "/same/*",
                exchange -> OtherCatalogue.send(
                        exchange,
                        200,
                        "text/turtle",
                        OtherCatalogue.page("/same/" + System.nanoTime(), OtherCatalogue.dataset(ONE, "公路"))));
        harvested(source("/same/0"))
                .body("state", equalTo("partial"))
                .body("pages", equalTo(2))
                .body("errors.code", contains("paging-without-end"));
        other.at(
                "/new/*",
                exchange -> OtherCatalogue.send(
                        exchange,
                        200,
                        "text/turtle",
                        OtherCatalogue.page(
                                "/new/" + System.nanoTime(),
                                OtherCatalogue.dataset("https://other.example/n/" + System.nanoTime(), "新"))));
        harvested(source("/new/0"))
                .body("state", equalTo("partial"))
                .body("pages", equalTo(40))
                .body("errors.code", contains("too-many-pages"));
        other.turtle(
                "/two",
                OtherCatalogue.page(
                        "/a", "<https://other.example/v> hydra:next </b> .\n", OtherCatalogue.dataset(ONE, "公路")));
        failed("/two", "paging-ambiguous");
        other.turtle("/long", OtherCatalogue.page("/" + "a".repeat(3000), "", OtherCatalogue.dataset(ONE, "公路")));
        failed("/long", "not-a-web-address");
        other.turtle(
                "/few",
                OtherCatalogue.page(
                        "", "<https://other.example/> hydra:totalItems 7 .\n", OtherCatalogue.dataset(ONE, "公路")));
        harvested(source("/few")).body("state", equalTo("partial")).body("errors.code", contains("fewer-than-stated"));
    }

    @Test
    void whoeverWantsToDoHarmIsLeftWithAReasonInTheReport() {
        int port = RestAssured.port;
        other.at("/inside", exchange -> OtherCatalogue.redirect(exchange, "http://127.0.0.2:" + port + "/q/health"));
        failed("/inside", "private-address");
        other.at(
                "/metadata", exchange -> OtherCatalogue.redirect(exchange, "http://169.254.169.254/latest/meta-data/"));
        failed("/metadata", "private-address");
        other.at("/round", exchange -> OtherCatalogue.redirect(exchange, "/round"));
        failed("/round", "too-many-redirects");
        other.at("/endless", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/turtle");
            exchange.sendResponseHeaders(200, 0);
            byte[] comment = "# and so on\n".repeat(1000).getBytes(StandardCharsets.UTF_8);
            try (OutputStream out = exchange.getResponseBody()) {
                while (true) {
                    out.write(comment);
                }
            }
        });
        failed("/endless", "too-large");
        CountDownLatch late = new CountDownLatch(1);
        other.at("/slow", exchange -> {
            try {
                late.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        failed("/slow", "timed-out");
        late.countDown();
        other.at("/page", exchange -> OtherCatalogue.send(exchange, 200, "text/html", "<html></html>"));
        failed("/page", "wrong-content-type");
        other.at("/xxe", exchange -> OtherCatalogue.send(exchange, 200, "application/rdf+xml", """
                <?xml version="1.0"?><!DOCTYPE rdf:RDF [<!ENTITY x SYSTEM "file:///etc/passwd">]>
                <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
                         xmlns:dct="http://purl.org/dc/terms/" xmlns:dcat="http://www.w3.org/ns/dcat#">
                  <dcat:Dataset rdf:about="https://other.example/1"><dct:title>&x;</dct:title></dcat:Dataset>
                </rdf:RDF>"""));
        failed("/xxe", "document-type-declared");
        other.at(
                "/context",
                exchange -> OtherCatalogue.send(
                        exchange,
                        200,
                        "application/ld+json",
                        "{\"@context\":\"" + OtherCatalogue.address("/fetched")
                                + "\",\"@id\":\"https://other.example/1\"}"));
        failed("/context", "unknown-context");
        other.turtle("/nothing", OtherCatalogue.PREFIXES + "<https://other.example/1> dct:title \"x\" .");
        failed("/nothing", "no-catalogue");
        failed("/missing", "wrong-status");
        assertThat(other.requests()).doesNotContain("/fetched");
        records("").body("items", empty());
        assertThat(events())
                .filteredOn(event -> !event.equals("source-registered"))
                .hasSize(10)
                .containsOnly("failed");
    }

    @Test
    void theFormatsOfOtherCataloguesAreReadAsTheyAnswerThem() {
        Map<String, List<String>> shapes = Map.of(
                "/ckan", List.of("ckan.ttl", "text/plain", "turtle"),
                "/portal", List.of("portal.rdf", "application/rdf+xml", "json-ld"),
                "/udata", List.of("udata.jsonld", "application/json;charset=UTF-8", "rdf-xml"));
        shapes.forEach((path, shape) -> {
            other.at(
                    path,
                    exchange -> OtherCatalogue.send(
                            exchange, 200, shape.get(1), CatalogueReaderTest.resource(shape.getFirst())));
            harvested(source(path, ",\"format\":\"" + shape.get(2) + "\""))
                    .body("state", equalTo("whole"))
                    .body("refused", equalTo(0));
        });
        records("")
                .body(
                        "items.iri",
                        containsInAnyOrder(
                                "https://ckan.example/dataset/roads",
                                "https://ckan.example/dataset/glaciers",
                                "https://portal.example/set/air",
                                "https://udata.example/datasets/5fd8"));
        String id = records("q=communes").extract().path("items[0].id");
        as("government-arbiter", "authority")
                .get("/api/v1/harvest/records/" + id)
                .then()
                .body("dataset.distributions[0].checksum.algorithm", equalTo("sha1"))
                .body("dataset.distributions[0].byteSize", equalTo(1_048_576))
                .body("dataset.updateCycle", equalTo("yearly"));
    }

    @Test
    void fiveThousandDatasetsAreHarvestedAndAreUnchangedTheNextTime() {
        StringBuilder text = new StringBuilder(OtherCatalogue.page(""));
        for (int i = 0; i < 5000; i++) {
            text.append(OtherCatalogue.dataset("https://other.example/many/" + i, "数据集 " + i));
        }
        other.turtle("/many", text.toString());
        String source = source("/many");
        ValidatableResponse first = counts(harvested(source), "whole", 5000, 0, 0, 0);
        ValidatableResponse second = counts(harvested(source), "whole", 0, 0, 5000, 0);
        int firstMs = first.extract().path("milliseconds");
        int secondMs = second.extract().path("milliseconds");
        System.out.println("5,000 datasets, " + text.length() + " characters: harvested in " + firstMs
                + " ms, found unchanged in " + secondMs + " ms");
        assertThat(firstMs).isLessThan(60_000);
        assertThat(secondMs).isLessThan(60_000);
        records("q=4999").body("items.title.zh", contains("数据集 4999"));
    }

    @Test
    void aSourceIsHarvestedByScheduleAndOneThatFailsIsTriedLaterEachTimeAndToldOnce() {
        other.turtle("/c", OtherCatalogue.page("", OtherCatalogue.dataset(ONE, "公路")));
        String source = admin().body(declared("/c", ""))
                .post("/api/v1/harvest/sources")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> records("").body("items", hasSize(1)));
        runs(source).body("items.trigger", contains("schedule")).body("items.state", contains("whole"));
        assertThat(waiting(source)).isBetween(Duration.ofHours(23), Duration.ofHours(24));
        other.at("/c", exchange -> OtherCatalogue.send(exchange, 500, "text/plain", "broken"));
        clock.move(Duration.ofHours(25));
        awaitRuns(source, 2);
        assertThat(waiting(source)).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
        clock.move(Duration.ofMinutes(11));
        awaitRuns(source, 3);
        assertThat(waiting(source)).isBetween(Duration.ofMinutes(19), Duration.ofMinutes(20));
        assertThat(events()).doesNotContain("source-failing");
        clock.move(Duration.ofMinutes(21));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(events()).contains("source-failing"));
        assertThat(event("source-failing"))
                .contains("\"failures\":3", "\"reason\":\"wrong-status\"", "\"unit\":\"civil-affairs\"");
        harvested(source).body("state", equalTo("failed"));
        assertThat(events()).filteredOn("source-failing"::equals).hasSize(1);
        assertThat(event("failed")).contains("\"failures\":4");
        runs(source).body("items", hasSize(3));
        other.turtle("/c", OtherCatalogue.page("", OtherCatalogue.dataset(ONE, "公路")));
        counts(harvested(source), "whole", 0, 0, 1, 0);
        admin().get("/api/v1/harvest/sources/" + source).then().body("failures", equalTo(0));
    }

    private static ValidatableResponse runs(String source) {
        return as("data-supervisor", "education")
                .get("/api/v1/harvest/sources/" + source + "/runs")
                .then()
                .statusCode(200);
    }

    private void awaitRuns(String source, int number) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> runs(source).body("items", hasSize(number)).body("items[0].state", equalTo("failed")));
    }

    private Duration waiting(String source) {
        String next = admin().get("/api/v1/harvest/sources/" + source).path("nextRunAt");
        return Duration.between(clock.instant(), Instant.parse(next));
    }

    @Test
    void oneRunOfASourceIsUnderWayAtATimeAndALostOneIsTakenOver() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        String page = OtherCatalogue.page("", OtherCatalogue.dataset(ONE, "公路"));
        other.at("/c", exchange -> {
            if (other.requests().size() == 1) {
                try {
                    first.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            OtherCatalogue.send(exchange, 200, "text/turtle", page);
        });
        String source = source("/c");
        String lost = asked(source);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(other.requests()).hasSize(1));
        IntStream.range(0, 5).forEach(i -> harvestClock.look().await().atMost(Duration.ofSeconds(10)));
        admin().post("/api/v1/harvest/sources/" + source + "/runs")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:public-data-mesh:problem:harvest-in-progress"));
        admin().get("/api/v1/harvest/sources/" + source).then().body("running", equalTo(true));
        assertThat(other.requests()).hasSize(1);
        clock.move(Duration.ofMinutes(11));
        String second = asked(source);
        counts(ended(second), "whole", 1, 0, 0, 0);
        first.countDown();
        ended(lost).body("state", equalTo("failed")).body("errors.code", contains("interrupted"));
        counts(harvested(source), "whole", 0, 0, 1, 0);
        records("").body("items", hasSize(1));
    }

    @Test
    void aTokenComesFromTheSettingsAndGoesToItsOriginOnly() {
        List<String> tokens = new ArrayList<>();
        other.at("/c", exchange -> {
            tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
            OtherCatalogue.send(
                    exchange, 200, "text/turtle", OtherCatalogue.page("", OtherCatalogue.dataset(ONE, "公路")));
        });
        String source = source("/c", ",\"token\":\"neighbour\"");
        harvested(source).body("state", equalTo("whole"));
        assertThat(tokens).containsExactly("Bearer the-neighbours-token");
        String told = admin().get("/api/v1/harvest/sources/" + source).asString();
        assertThat(told).contains("\"token\":\"neighbour\"").doesNotContain("the-neighbours-token");
        assertThat(event("source-registered")).doesNotContain("the-neighbours-token");
        admin().body(declared("/d", ",\"token\":\"elsewhere\""))
                .post("/api/v1/harvest/sources")
                .then()
                .statusCode(422)
                .body("errors.code", contains("token-of-another-origin"));
        admin().body(declared("/d", ",\"token\":\"none\""))
                .post("/api/v1/harvest/sources")
                .then()
                .statusCode(422)
                .body("errors.code", contains("unknown-token"));
    }

    @Test
    void whatIsDeclaredIsCheckedChangedAndRemovedByTheAuthorityOnly() {
        admin().body("{\"title\":\"x\",\"address\":\"ftp://a\",\"unit\":\"nobody\",\"interval\":\"PT1M\"}")
                .post("/api/v1/harvest/sources")
                .then()
                .statusCode(422);
        admin().body("{\"title\":\"目录\",\"address\":\"ftp://a\",\"unit\":\"nobody\",\"interval\":\"PT1M\"}")
                .post("/api/v1/harvest/sources")
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("/address", "/unit", "/interval"))
                .body("errors.code", containsInAnyOrder("not-a-web-address", "unknown-unit", "wrong-interval"));
        admin().body("{\"title\":\"目录\",\"address\":\"http://a.example/" + "路".repeat(700)
                        + "\",\"unit\":\"civil-affairs\"}")
                .post("/api/v1/harvest/sources")
                .then()
                .statusCode(422)
                .body("errors.code", contains("iri-too-long"));
        for (String inside : List.of("http://10.0.0.1/", "http://[::1]/c", "http://169.254.169.254/")) {
            admin().body("{\"title\":\"目录\",\"address\":\"" + inside + "\",\"unit\":\"civil-affairs\"}")
                    .post("/api/v1/harvest/sources")
                    .then()
                    .statusCode(422)
                    .body("errors.code", contains("private-address"));
        }
        other.turtle("/c", OtherCatalogue.page("", OtherCatalogue.dataset(ONE, "公路")));
        other.turtle("/d", OtherCatalogue.page("", OtherCatalogue.dataset(TWO, "桥")));
        String source = source("/c");
        String path = "/api/v1/harvest/sources/" + source;
        admin().body(declared("/c", "")).post("/api/v1/harvest/sources").then().statusCode(409);
        harvested(source);
        String tag = admin().get(path).header("ETag");
        as("authority-reviewer", "authority")
                .body(declared("/d", ""))
                .put(path)
                .then()
                .statusCode(403);
        admin().body(declared("/d", "")).put(path).then().statusCode(428);
        admin().header("If-Match", "\"v99\"")
                .body(declared("/d", ""))
                .put(path)
                .then()
                .statusCode(412);
        String changed = admin().header("If-Match", tag)
                .body(declared("/d", ",\"enabled\":false"))
                .put(path)
                .then()
                .statusCode(200)
                .body("address", equalTo(OtherCatalogue.address("/d")))
                .body("nextRunAt", nullValue())
                .extract()
                .header("ETag");
        counts(harvested(source), "whole", 1, 0, 0, 1);
        as("data-specialist", "education")
                .header("If-Match", changed)
                .delete(path)
                .then()
                .statusCode(403);
        admin().header("If-Match", tag).delete(path).then().statusCode(412);
        admin().header("If-Match", changed).delete(path).then().statusCode(204);
        admin().get(path).then().statusCode(404);
        records("state=all").body("items", empty());
        assertThat(events())
                .containsExactly("source-registered", "completed", "source-changed", "completed", "source-removed");
        assertThat(event("source-removed")).contains("\"records\":2");
    }

    @Test
    @Requirement("A9.1")
    void anAdoptedRecordIsCompiledByTheUnitsThatTheAdoptionNames() {
        other.turtle("/c", OtherCatalogue.page("", OtherCatalogue.dataset(ONE, "公路")));
        harvested(source("/c"));
        String path = "/api/v1/harvest/records/" + records("q=公路").extract().<String>path("items[0].id") + "/adoption";
        String coUnits = ",\"kind\":\"special\",\"coUnits\":[{\"unit\":\"civil-affairs\",\"items\":[\"%s\"]}]";
        as("data-specialist", "education")
                .body("{" + ITEMS + coUnits.formatted("code").replace("special", "department") + "}")
                .post(path)
                .then()
                .statusCode(422)
                .body("errors.code", contains("co-units-not-allowed"));
        as("data-specialist", "education")
                .body("{" + ITEMS + coUnits.formatted("width") + "}")
                .post(path)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/coUnits/0/items/0"))
                .body("errors.code", contains("unknown-item"));
        String entry = as("data-specialist", "education")
                .body("{" + ITEMS + coUnits.formatted("code") + "}")
                .post(path)
                .then()
                .statusCode(201)
                .extract()
                .path("entryId");
        as("data-specialist", "education")
                .get("/api/v1/entries/" + entry)
                .then()
                .statusCode(200)
                .body("content.kind", equalTo("special"))
                .body("content.coUnits.unit", contains("civil-affairs"))
                .body("content.coUnits[0].items", contains("code"));
    }

    @Test
    @Requirement({"A3.1", "A23.2"})
    void aRecordIsNotAdoptedWithAConditionThatNamesNoLegalBasis() {
        other.turtle("/c", OtherCatalogue.page("", OtherCatalogue.dataset(ONE, "公路")));
        harvested(source("/c"));
        String path = "/api/v1/harvest/records/" + records("q=公路").extract().<String>path("items[0].id") + "/adoption";
        String conditions = ",\"shareType\":\"conditional\",\"shareConditions\":[\"仅限本级使用\"]";
        as("data-specialist", "education")
                .body("{" + ITEMS + conditions + "}")
                .post(path)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/legalBasis"))
                .body("errors.code", contains("legal-basis-missing"));
        as("data-specialist", "education")
                .body("{" + ITEMS + conditions + ",\"legalBasis\":[{\"title\":\"公路法\",\"article\":\"第八条\"}]}")
                .post(path)
                .then()
                .statusCode(201);
    }

    @Test
    @Requirement({"A10.2", "A11.1"})
    void aUnitAdoptsARecordAsADraftThatGoesTheNormalWayAndKeepsItsOrigin() {
        other.turtle(
                "/c",
                OtherCatalogue.page(
                        "",
                        OtherCatalogue.dataset(ONE, "公路"),
                        "<" + TWO + "> a dcat:Dataset ; dct:title \"Bridges\"@en .\n"));
        String source = source("/c");
        harvested(source);
        String record = records("q=公路").extract().path("items[0].id");
        String bridges = records("q=bridges").extract().path("items[0].id");
        String path = "/api/v1/harvest/records/" + record + "/adoption";
        as("data-supervisor", "education")
                .body("{" + ITEMS + "}")
                .post(path)
                .then()
                .statusCode(403);
        as("data-specialist", "education")
                .body("{" + ITEMS.replace("203004", "x") + "}")
                .post(path)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/classification"));
        String entry = as("data-specialist", "education")
                .body("{" + ITEMS + "}")
                .post(path)
                .then()
                .statusCode(201)
                .body("iri", equalTo(ONE))
                .body("sourceTitle", equalTo("邻市目录"))
                .extract()
                .path("entryId");
        as("data-specialist", "education")
                .body("{" + ITEMS + "}")
                .post(path)
                .then()
                .statusCode(409);
        as("data-specialist", "education")
                .body("{" + ITEMS + "}")
                .post("/api/v1/harvest/records/" + bridges + "/adoption")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/updateCycle"));
        as("data-specialist", "education")
                .get("/api/v1/entries/" + entry)
                .then()
                .statusCode(200)
                .body("state", equalTo("draft"))
                .body("unit", equalTo("education"))
                .body("content.name.zh", equalTo("公路"))
                .body("content.summary", equalTo("说明"))
                .body("content.updateCycle", equalTo("yearly"));
        String origin = "/api/v1/entries/" + entry + "/origin";
        as("data-supervisor", "education").get(origin).then().statusCode(200);
        as("data-supervisor", "civil-affairs").get(origin).then().statusCode(404);
        String tag = admin().get("/api/v1/harvest/sources/" + source).header("ETag");
        admin().header("If-Match", tag)
                .delete("/api/v1/harvest/sources/" + source)
                .then()
                .statusCode(204);
        confirmed("education", entry);
        as("data-supervisor", "civil-affairs")
                .get(origin)
                .then()
                .statusCode(200)
                .body("iri", equalTo(ONE))
                .body("sourceId", equalTo(source))
                .body("dataset.publisher.name.zh", equalTo("交通局"));
        assertThat(events()).contains("record-adopted");
        assertThat(event("record-adopted")).contains(entry, ONE, "\"unit\":\"education\"");
    }

    /** Plays this service at another address, with a token of the mesh's own in place of the neighbour's. */
    private static void relayed(String at, java.util.function.UnaryOperator<String> change) {
        String service = RestAssured.baseURI + ":" + RestAssured.port;
        other.at(at + "/*", exchange -> {
            boolean known = "Bearer the-neighbours-token"
                    .equals(exchange.getRequestHeaders().getFirst("Authorization"));
            if (!known) {
                OtherCatalogue.send(exchange, 401, "text/plain", "no token");
                return;
            }
            RequestSpecification request = given().auth()
                    .oauth2(Tokens.of("data-system", "civil-affairs"))
                    .urlEncodingEnabled(false)
                    .accept("text/turtle");
            String tag = exchange.getRequestHeaders().getFirst("If-None-Match");
            if (tag != null) {
                request.header("If-None-Match", tag);
            }
            Response answer =
                    request.get(service + exchange.getRequestURI().toString().substring(at.length()));
            exchange.getResponseHeaders().set("ETag", answer.header("ETag"));
            if (answer.statusCode() == 304) {
                exchange.sendResponseHeaders(304, -1);
                return;
            }
            String text = new String(answer.asByteArray(), StandardCharsets.UTF_8);
            OtherCatalogue.send(exchange, answer.statusCode(), "text/turtle", change.apply(text));
        });
    }

    @Test
    void ourOwnCatalogueIsNotHarvestedBackNeitherFromUsNorFromOneThatHarvestedIt() {
        List<String> entries = IntStream.range(0, 5)
                .mapToObj(i -> published("education", "名录 " + i))
                .toList();
        relayed("/own", text -> text);
        String own = source("/own/api/v1/dcat/catalog?limit=2", ",\"token\":\"neighbour\"");
        ValidatableResponse report = harvested(own);
        counts(report, "whole", 0, 0, 0, 0).body("own", equalTo(5)).body("pages", equalTo(3));
        refusals(report)
                .body("items.entryId", containsInAnyOrder(entries.toArray()))
                .body("items[0].reasons.code", contains("own-entry"));
        admin().get("/api/v1/harvest/sources/" + own)
                .then()
                .body("harvestsFromUs.records", equalTo(5))
                .body("harvestsFromUs.seenAt", notNullValue());
        counts(harvested(own), "unchanged", 0, 0, 0, 0).body("requests", equalTo(1));
        String code = as("auditor", "authority")
                .get("/api/v1/entries/" + entries.getFirst())
                .path("code");
        String iri = OtherCatalogue.address("/own/api/v1/dcat/entries/");
        other.turtle(
                "/mirror",
                OtherCatalogue.page(
                        "",
                        "<https://other.example/m/0> a dcat:Dataset ; dct:title \"名录 0\"@zh ; dct:identifier \"" + code
                                + "\" .\n",
                        "<https://other.example/m/1> a dcat:Dataset ; dct:title \"x\" ; dct:identifier \"" + iri
                                + entries.get(1) + "\" .\n",
                        "<https://other.example/m/2> a dcat:Dataset ; dct:title \"y\" ; dct:source <" + iri
                                + entries.get(2) + "> .\n",
                        "<https://other.example/m/3> a dcat:Dataset ; dct:title \"别的\"@zh ; dct:identifier \"" + code
                                + "\" .\n"));
        ValidatableResponse mirror = harvested(source("/mirror"));
        counts(mirror, "whole", 1, 0, 0, 0).body("own", equalTo(3));
        records("").body("items.iri", contains("https://other.example/m/3"));
    }

    @Test
    @Requirement("A9.2")
    void theCatalogueOfAnotherMeshIsHarvestedWithTheAttributesThatItsEntriesHave() {
        String entry = published("education", "名录");
        as("data-specialist", "education")
                .body("{\"kind\":\"table\",\"name\":\"名录表\",\"informationSystem\":\"系统\"}")
                .post("/api/v1/entries/" + entry + "/resources")
                .then()
                .statusCode(201);
        // Its self-check has passed.
        database.query("update resource set state = 'USABLE', usable_since = attached_at")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10));
        String here = OtherCatalogue.address("/own");
        String there = OtherCatalogue.address("/neighbour");
        relayed("/neighbour", text -> text.replace(here, there).replace("\"203004/", "\"203005/"));
        counts(harvested(source("/neighbour/api/v1/dcat/catalog", ",\"token\":\"neighbour\"")), "whole", 1, 0, 0, 0);
        String id = records("q=名录").extract().path("items[0].id");
        as("data-specialist", "civil-affairs")
                .get("/api/v1/harvest/records/" + id)
                .then()
                .body("dataset.iri", equalTo(there + "/api/v1/dcat/entries/" + entry))
                .body("dataset.title.zh", equalTo("名录"))
                .body("dataset.title.bo", equalTo("ལམ།"))
                .body("dataset.description.zh", equalTo("县道、乡道和村道的编号与名称"))
                .body("dataset.updateCycle", equalTo("yearly"))
                .body("dataset.keywords", contains("路线编号"))
                .body("dataset.standards", contains("JTG A03"))
                .body("dataset.version", equalTo("1"))
                .body("dataset.themes.name.zh", contains("部门数据"))
                .body(
                        "dataset.accessRights",
                        equalTo("http://publications.europa.eu/resource/authority/access-right/PUBLIC"))
                .body("dataset.distributions.title.zh", contains("名录表"))
                .body("dataset.distributions.mediaType", contains("text/csv"));
    }
}
