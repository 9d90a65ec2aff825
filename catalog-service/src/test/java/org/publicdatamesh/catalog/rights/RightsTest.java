package org.publicdatamesh.catalog.rights;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** Rights are applied for, registered with a certificate that anyone can check, and ended. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "catalog"))
class RightsTest {
    private static final String ROADS = """
            {"name":{"zh":"农村公路名录"},"summary":"县道、乡道和村道的编号与名称","classification":"203004","grade":1,
             "openType":"%s","updateCycle":"yearly",
             "items":[
              {"name":"code","label":"路线编号","type":"text","length":10,"key":true,"required":true,"check":"none",
               "grade":1,"identifies":"nobody","mask":"none"}]}""";
    private static final List<Map<String, String>> BASIS = List.of(Map.of("title", "公共数据授权运营协议", "article", "第三条"));

    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool database;

    @TempDir
    Path folder;

    @BeforeEach
    void admit() {
        List.of("authority", "civil-affairs", "education").forEach(unit -> admitted.set(unit, true));
        database.query("truncate data_right, entry, entry_version, resource, outbox cascade")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private static RequestSpecification as(String role, String unit) {
        return given().auth().oauth2(Tokens.of(role, unit)).contentType(ContentType.JSON);
    }

    private static String published(String openType) {
        String path = "/api/v1/entries/"
                + as("data-specialist", "education")
                        .body(ROADS.formatted(openType))
                        .post("/api/v1/entries")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
        as("data-specialist", "education").post(path + "/submission").then().statusCode(200);
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

    private static Map<String, Object> right(
            String kind, @Nullable Map<String, String> holder, @Nullable Instant until) {
        Map<String, Object> right = new HashMap<>(Map.of("kind", kind, "scope", "全部数据项", "legalBasis", BASIS));
        if (holder != null) {
            right.put("holder", holder);
        }
        if (until != null) {
            right.put("validUntil", until.toString());
        }
        return right;
    }

    private static ValidatableResponse applied(String entry, Map<String, Object> right) {
        return as("data-specialist", "education")
                .body(EventJson.write(right))
                .post(entry + "/rights")
                .then();
    }

    private static ValidatableResponse decided(String right, String decision) {
        return as("authority-reviewer", "authority")
                .body(decision)
                .post("/api/v1/rights/" + right + "/decision")
                .then();
    }

    private static String registered(String entry, Map<String, Object> right) {
        String id = applied(entry, right).statusCode(201).extract().path("id");
        decided(id, "{\"decision\":\"register\"}").statusCode(200).body("state", equalTo("registered"));
        return id;
    }

    private static Instant nextYear() {
        return Instant.now().plus(Duration.ofDays(365));
    }

    private List<String> events() {
        return StreamSupport.stream(
                        database.query("select type from outbox where topic = 'catalog.right' order by id")
                                .execute()
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .spliterator(),
                        false)
                .map((Row row) -> row.getString(0).replace("org.publicdatamesh.catalog.right.", ""))
                .toList();
    }

    @Test
    @Requirement("A34.1")
    void rightsAreRegisteredApartAndTheHoldingComesFirst() {
        String entry = published("unconditional");
        applied(entry, right("processing", Map.of("name", "路网公司", "creditCode", "11540000MA0000015H"), nextYear()))
                .statusCode(409)
                .body("code", equalTo("holding-not-registered"));
        String holding = applied(entry, right("holding", null, null))
                .statusCode(201)
                .body("state", equalTo("applied"))
                .body("holder.unit", equalTo("education"))
                .body("inForce", equalTo(false))
                .extract()
                .path("id");
        applied(entry, right("holding", null, null)).statusCode(409).body("code", equalTo("already-held"));
        applied(entry, right("operation", null, nextYear())).statusCode(409);
        as("data-supervisor", "education")
                .body("{\"decision\":\"register\"}")
                .post("/api/v1/rights/" + holding + "/decision")
                .then()
                .statusCode(403);
        decided(holding, "{\"decision\":\"decline\"}").statusCode(422).body("errors.pointer", contains("/reasons"));
        decided(holding, "{\"decision\":\"register\"}")
                .statusCode(200)
                .body("inForce", equalTo(true))
                .body("number", matchesPattern("\\d{4}-\\d{8}"));
        decided(holding, "{\"decision\":\"register\"}").statusCode(409).body("code", equalTo("not-in-this-state"));
        String processing = registered(
                entry, right("processing", Map.of("name", "路网公司", "creditCode", "11540000MA0000015H"), nextYear()));
        String declined = applied(entry, right("operation", null, nextYear()))
                .statusCode(201)
                .extract()
                .path("id");
        decided(declined, "{\"decision\":\"decline\",\"reasons\":\"范围不清\"}")
                .statusCode(200)
                .body("state", equalTo("declined"));
        as("data-supervisor", "civil-affairs")
                .body("{\"reasons\":\"与本单位无关\"}")
                .post("/api/v1/rights/" + processing + "/end")
                .then()
                .statusCode(403);
        as("data-supervisor", "education")
                .body("{\"reasons\":\"授权运营协议已解除\"}")
                .post("/api/v1/rights/" + processing + "/end")
                .then()
                .statusCode(200)
                .body("state", equalTo("ended"))
                .body("inForce", equalTo(false));
        as("auditor", "authority")
                .get(entry + "/rights")
                .then()
                .statusCode(200)
                .body("items.kind", contains("holding", "processing", "operation"))
                .body("items.state", contains("registered", "ended", "declined"));
        assertThat(events())
                .containsExactly(
                        "applied.v1",
                        "registered.v1",
                        "applied.v1",
                        "registered.v1",
                        "applied.v1",
                        "declined.v1",
                        "ended.v1");
    }

    @Test
    @Requirement("A34.1")
    void withTheHoldingEndsWhatFollowsFromIt() {
        String entry = published("unconditional");
        Instant until = Instant.now().plus(Duration.ofDays(30)).truncatedTo(ChronoUnit.SECONDS);
        String holding = registered(entry, right("holding", null, until));
        applied(entry, right("processing", null, until.plusSeconds(1)))
                .statusCode(422)
                .body("errors.pointer", contains("/validUntil"))
                .body("errors.code", contains("beyond-holding"));
        String processing = registered(entry, right("processing", null, until));
        String operation = registered(entry, right("operation", null, until.minusSeconds(1)));
        String waiting = applied(entry, right("operation", null, until))
                .statusCode(201)
                .extract()
                .path("id");
        String certificate = as("auditor", "authority")
                .get("/api/v1/rights/" + processing + "/certificate")
                .asString();
        as("data-supervisor", "education")
                .body("{\"reasons\":\"数据已移交其他单位\"}")
                .post("/api/v1/rights/" + holding + "/end")
                .then()
                .statusCode(200)
                .body("state", equalTo("ended"));
        for (String following : List.of(processing, operation)) {
            as("auditor", "authority")
                    .get("/api/v1/rights/" + following)
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("ended"))
                    .body("inForce", equalTo(false))
                    .body("endReasons", matchesPattern("数据资源持有权登记 \\d{4}-\\d{8} 已终止：数据已移交其他单位"));
        }
        verified(certificate).body("genuine", equalTo(true)).body("right.inForce", equalTo(false));
        as("auditor", "authority").get(entry + "/parties").then().body("operates", hasSize(0));
        decided(waiting, "{\"decision\":\"register\"}").statusCode(409).body("code", equalTo("holding-not-registered"));
        assertThat(events()).endsWith("ended.v1", "ended.v1", "ended.v1");
        registered(entry, right("holding", null, until.minusSeconds(9)));
        decided(waiting, "{\"decision\":\"register\"}").statusCode(409).body("code", equalTo("beyond-holding"));
    }

    @Test
    @Requirement("A34.1")
    void rightsEndWithTheirEntry() {
        String entry = published("unconditional");
        String holding = registered(entry, right("holding", null, null));
        String processing = registered(entry, right("processing", null, nextYear()));
        as("data-specialist", "education")
                .body("{\"reasons\":\"职能已划转，不再采集\"}")
                .post(entry + "/retirement-proposal")
                .then()
                .statusCode(200);
        as("authority-reviewer", "authority")
                .body("{\"decision\":\"retire\"}")
                .post(entry + "/retirement")
                .then()
                .statusCode(200);
        for (String right : List.of(holding, processing)) {
            as("auditor", "authority")
                    .get("/api/v1/rights/" + right)
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("ended"))
                    .body("inForce", equalTo(false))
                    .body("endReasons", equalTo("目录条目已退出目录"));
        }
        assertThat(events()).endsWith("registered.v1", "ended.v1", "ended.v1");
    }

    @Test
    @Requirement("A34.1")
    void aCertificateIsCheckedOfflineAndByTheRegister() throws IOException {
        String entry = published("unconditional");
        String id = registered(entry, right("holding", null, null));
        String certificate = as("data-system", "education")
                .get("/api/v1/rights/" + id + "/certificate")
                .then()
                .statusCode(200)
                .contentType("text/plain;charset=UTF-8")
                .extract()
                .asString();
        assertThat(certificate.lines())
                .contains("right: holding (数据资源持有权)", "scope: 全部数据项", "basis: 《公共数据授权运营协议》第三条")
                .anyMatch(line -> line.startsWith("entry: 203004/") && line.endsWith(" 农村公路名录"));
        Path keys = Files.writeString(
                folder.resolve("keys"),
                as("auditor", "authority").get("/api/v1/rights/keys").asString());
        Path genuine = Files.writeString(folder.resolve("certificate"), certificate);
        Path forged = Files.writeString(folder.resolve("forged"), certificate.replace("全部数据项", "全部数据列"));
        assertThat(check(0, genuine, keys)).contains("with SM2", "is genuine");
        assertThat(check(1, forged, keys)).contains("NOT genuine: the SM2 signature does not hold");
        assertThat(check(2, folder.resolve("none"), keys)).contains("Cannot read");
        assertThat(check(2, genuine, genuine)).contains("keys cannot be used");
        verified(certificate)
                .body("genuine", equalTo(true))
                .body("right.id", equalTo(id))
                .body("right.inForce", equalTo(true));
        verified(Files.readString(forged))
                .body("genuine", equalTo(false))
                .body("fault", equalTo("the SM2 signature does not hold"))
                .body("right", nullValue());
        verified("甲").body("genuine", equalTo(false)).body("fault", equalTo("it is no signed note"));
        as("authority-reviewer", "authority")
                .body("{\"reasons\":\"数据已移交其他单位\"}")
                .post("/api/v1/rights/" + id + "/end")
                .then()
                .statusCode(200);
        verified(certificate).body("genuine", equalTo(true)).body("right.inForce", equalTo(false));
        as("auditor", "authority")
                .get("/api/v1/rights/" + UUID.randomUUID() + "/certificate")
                .then()
                .statusCode(404);
    }

    private static ValidatableResponse verified(String certificate) {
        return given().auth()
                .oauth2(Tokens.of("auditor", "authority"))
                .contentType("text/plain;charset=UTF-8")
                .body(certificate)
                .post("/api/v1/rights/verification")
                .then()
                .statusCode(200);
    }

    private static String check(int code, Path file, Path keys) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(VerifyCertificate.run(
                        new PrintStream(out, true, StandardCharsets.UTF_8), file.toString(), keys.toString()))
                .isEqualTo(code);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    @Requirement("A34.1")
    void aBadApplicationIsToldEveryRuleThatItBreaks() {
        String closed = published("not-open");
        Map<String, Object> bad = right("operation", Map.of("unit", "nobody", "name", "路网公司"), null);
        bad.put("scope", "甲\n乙\n丙");
        bad.put("legalBasis", List.of(Map.of("title", "协议\u2028", "article", " ")));
        applied(closed, bad)
                .statusCode(422)
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/holder",
                                "/scope",
                                "/legalBasis/0/title",
                                "/legalBasis/0/article",
                                "/validUntil",
                                "/kind"));
        applied(closed, right("holding", Map.of("unit", "civil-affairs"), null)).statusCode(422);
        applied(closed, right("processing", Map.of("name", "路网公司", "creditCode", "11540000MA0000015X"), nextYear()))
                .statusCode(422)
                .body("errors.code", contains("not-a-credit-code"));
        applied(closed, right("processing", null, Instant.now().minusSeconds(1)))
                .statusCode(422)
                .body("errors.pointer", contains("/validUntil"));
        as("data-specialist", "civil-affairs")
                .body(EventJson.write(right("holding", null, null)))
                .post(closed + "/rights")
                .then()
                .statusCode(403);
        assertThat(events()).isEmpty();
        as("auditor", "authority").get(closed + "/rights").then().body("items", hasSize(0));
    }
}
