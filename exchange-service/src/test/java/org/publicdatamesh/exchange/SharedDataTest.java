package org.publicdatamesh.exchange;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.exchange.notice.OverdueNotices;
import org.publicdatamesh.kit.crypto.Sm;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.Mask;
import org.publicdatamesh.kit.event.exchange.GrantEnd;
import org.publicdatamesh.kit.event.exchange.GrantEnded;
import org.publicdatamesh.kit.event.exchange.RowCondition;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
import org.publicdatamesh.kit.event.portal.DataDoubted;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.kit.time.WorkingDays;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** Pool, gate, corrections and notices through their public interface, with the real database, broker and tokens. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "exchange"))
class SharedDataTest {
    private static final String CSV = """
            code,name,town,residents
            540102001001,甲村,540102001,120
            540102001002,"乙村, 东",540102001,
            540102002001,丙村,540102002,77
            """;
    private static final List<String> ALL = List.of("code", "name", "town", "residents");

    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool database;

    @Inject
    OverdueNotices overdueNotices;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    private final Map<String, String> ends = new HashMap<>();
    private Broker broker;

    @BeforeEach
    void admit() {
        List.of("authority", "civil-affairs", "education", "health", "natural-resources")
                .forEach(unit -> admitted.set(unit, true));
        broker = new Broker(servers);
        List.of("education", "health", "natural-resources").forEach(unit -> ends.put(unit, end(unit)));
    }

    /** Where a unit's inbox ends before a test: tests of other classes have told it things as well. */
    private static String end(String unit) {
        String cursor = "";
        while (true) {
            Response page = as("data-system", unit).get("/api/v1/notices?limit=200" + cursor);
            page.then().statusCode(200);
            if (page.path("next") == null) {
                return "&cursor=" + page.path("resume");
            }
            cursor = "&cursor=" + page.path("next");
        }
    }

    /** What a unit was told in this test. */
    private Response inbox(String unit) {
        return as("data-system", unit).get("/api/v1/notices?limit=200" + ends.get(unit));
    }

    private static RequestSpecification as(String role, String unit) {
        return given().auth().oauth2(Tokens.of(role, unit));
    }

    private static Response post(String role, String unit, String path, Object body) {
        return as(role, unit)
                .contentType(ContentType.JSON)
                .body(EventJson.write(body))
                .post(path);
    }

    private Register register(boolean open, String csv) {
        Register register = new Register(open);
        broker.send(register.entry().toString(), register.published());
        broker.send(register.id().toString(), register.attached());
        await().atMost(Duration.ofSeconds(30)).until(() -> load(register, csv).statusCode() != 404);
        return register;
    }

    private static Response load(Register register, String csv) {
        return as("data-specialist", "civil-affairs")
                .contentType("text/csv")
                .body(csv.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/resources/" + register.id() + "/loads");
    }

    private ShareApproved grant(ShareApproved grant) {
        broker.send(grant.grantId().toString(), grant);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> as("data-specialist", grant.consumer())
                                .get("/api/v1/grants/" + grant.grantId() + "/rows")
                                .statusCode()
                        != 404);
        return grant;
    }

    private List<String> outbox(String type, UUID subject) {
        return StreamSupport.stream(
                        database.preparedQuery(
                                        "select payload from outbox where type = $1 and subject = $2 order by id")
                                .execute(Tuple.of("org.publicdatamesh." + type + ".v1", subject.toString()))
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .spliterator(),
                        false)
                .map((Row row) -> row.getString(0))
                .toList();
    }

    private static Map<String, Object> doubt(Register register, String code) {
        return Map.of(
                "resourceId", register.id(),
                "key", Map.of("code", code),
                "item", "name",
                "observed", "甲村",
                "expected", "甲新村",
                "reasons", "门牌与名录不符");
    }

    private static Map<String, Object> wrong(String name) {
        return Map.of(
                "verdict", "wrong",
                "reasons", "经现场核实,名称有误",
                "changes", List.of(Map.of("item", "name", "value", name)));
    }

    @Test
    @Requirement({"A24.1", "A18.2"})
    void badRowsGoToQuarantineWithEveryReasonAndGoodOnesToThePool() {
        Register register = register(false, CSV);
        load(register, """
                统计代码,名称,乡镇,人口
                540102001001,甲村,540102001,125
                54010200100x,丁村,540102001,many
                540102001004,,540102001,
                540102001001,甲村,540102001,126
                540102001005,戊村
                """).then().statusCode(201).body("loaded", equalTo(1)).body("quarantined", equalTo(4));
        as("data-supervisor", "civil-affairs")
                .get("/api/v1/resources/" + register.id() + "/quarantine")
                .then()
                .statusCode(200)
                .body("items.line", contains(3, 4, 5, 6))
                .body("items[0].fields", contains("54010200100x", "丁村", "540102001", "many"))
                .body(
                        "items.reasons",
                        contains(
                                List.of("code: not-a-division-code", "residents: not-an-integer"),
                                List.of("name: required"),
                                List.of("key: repeated in this file"),
                                List.of("row: 2 fields, not 4", "town: required")));
        as("data-supervisor", "education")
                .get("/api/v1/resources/" + register.id() + "/quarantine")
                .then()
                .statusCode(403)
                .body("code", equalTo("foreign-unit"));
        assertThat(outbox("exchange.rows.loaded", register.id())).hasSize(2);
    }

    @Test
    void aFileThatIsNoTableOfTheResourceIsRefusedWholeAndNamesWhy() {
        Register register = register(false, CSV);
        load(register, "code,name,colour,name\n1,2,3,4\n")
                .then()
                .statusCode(422)
                .body("code", equalTo("file-refused"))
                .body("errors.code", containsInAnyOrder("unknown-column", "repeated-column", "missing-column"));
        load(register, "").then().statusCode(422).body("errors.code", contains("empty-file"));
        as("data-specialist", "civil-affairs")
                .contentType("text/csv")
                .body(new byte[] {'c', (byte) 0xC3, (byte) 0x28})
                .post("/api/v1/resources/" + register.id() + "/loads")
                .then()
                .statusCode(422)
                .body("errors.code", contains("not-utf-8"));
        as("data-specialist", "education")
                .contentType("text/csv")
                .body(CSV.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/resources/" + register.id() + "/loads")
                .then()
                .statusCode(403);
        assertThat(outbox("exchange.rows.loaded", register.id())).hasSize(1);
    }

    @Test
    @Requirement("A31.1")
    void anOpenResourceIsReleasedToThePortalWithEachLoad() {
        Register register = register(true, CSV);
        assertThat(outbox("exchange.open-rows.released", register.entry()))
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .contains("\"parts\":1")
                        .contains("[\"540102001002\",\"乙村, 东\",\"540102001\",null]"));
    }

    @Test
    void rowsOfARetiredEntryStayForItsHoldersAndAreNotReleasedToThePortal() {
        Register register = register(true, CSV);
        ShareApproved grant = grant(register.grant("education", List.of("code", "name"), List.of(), Map.of()));
        broker.send(register.entry().toString(), register.retired());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> database.preparedQuery("select 1 from retired_entry where entry_id = $1")
                                .execute(Tuple.of(register.entry()))
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .size()
                        == 1);
        load(register, CSV).then().statusCode(201);
        as("data-specialist", "education")
                .get("/api/v1/grants/" + grant.grantId() + "/rows")
                .then()
                .statusCode(200);
        assertThat(outbox("exchange.open-rows.released", register.entry())).hasSize(1);
    }

    @Test
    @Requirement({"A24.1", "A40.1", "A40.3"})
    void aHolderReadsItsItemsAndRowsMaskedAndTheAccessIsOnRecordBefore() throws Exception {
        Register register = register(false, CSV);
        ShareApproved grant = grant(register.grant(
                "education",
                List.of("code", "name", "residents"),
                List.of(new RowCondition("town", "eq", List.of("540102001"))),
                Map.of("name", Mask.KEEP_FIRST)));
        String path = "/api/v1/grants/" + grant.grantId() + "/rows";

        Response json =
                as("data-specialist", "education").accept("application/json").get(path);
        json.then().statusCode(200).contentType("application/json");
        String body = json.asString();
        assertThat(body)
                .isEqualTo("[{\"code\":\"540102001001\",\"name\":\"甲*\",\"residents\":120},"
                        + "{\"code\":\"540102001002\",\"name\":\"乙****\",\"residents\":null}]");
        String access = json.header("Access-Id");
        List<String> records = broker.read("exchange.access", record -> record.contains(access));
        assertThat(records).hasSizeGreaterThanOrEqualTo(1);
        assertThat(records.getFirst())
                .contains("\"format\":\"application/json\"")
                .contains("\"items\":[\"code\",\"name\",\"residents\"]")
                .contains("\"consumer\":\"education\"");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(broker.read("exchange.access", record -> record.contains(access)))
                        .hasSize(2)
                        .last()
                        .satisfies(completed -> assertThat(completed)
                                .contains("\"rows\":2")
                                .contains("\"bytes\":" + body.getBytes(StandardCharsets.UTF_8).length)
                                .contains("\"sm3\":\"" + Sm.sm3Hex(body.getBytes(StandardCharsets.UTF_8)) + "\"")
                                .contains("\"outcome\":\"completed\"")));

        assertThat(as("data-system", "education").accept("text/csv").get(path).asString())
                .isEqualTo("code,name,residents\r\n540102001001,甲*,120\r\n540102001002,乙****,\r\n");
        assertThat(as("data-system", "education")
                        .accept("application/x-ndjson")
                        .queryParam("select", "residents,code")
                        .queryParam("residents", "gte.100")
                        .get(path)
                        .asString())
                .isEqualTo("{\"residents\":120,\"code\":\"540102001001\"}\n");
        assertThat(as("data-system", "education")
                        .accept("application/json")
                        .queryParam("code", "in.(540102001009,540102001008)")
                        .get(path)
                        .asString())
                .isEqualTo("[]");
    }

    @Test
    @Requirement({"A24.1", "A40.1"})
    void theGateRefusesWhatTheGrantDoesNotHold() {
        Register register = register(false, CSV);
        ShareApproved grant =
                grant(register.grant("education", List.of("code", "name"), List.of(), Map.of("name", Mask.FULL)));
        String path = "/api/v1/grants/" + grant.grantId() + "/rows";
        as("data-specialist", "health").get(path).then().statusCode(403).body("code", equalTo("foreign-unit"));
        as("data-supervisor", "education").get(path).then().statusCode(403);
        given().get(path).then().statusCode(401);
        as("data-specialist", "education")
                .queryParam("select", "code,residents")
                .get(path)
                .then()
                .statusCode(403)
                .body("code", equalTo("item-not-granted"));
        as("data-specialist", "education")
                .queryParam("name", "eq.甲村")
                .get(path)
                .then()
                .statusCode(403)
                .body("code", equalTo("item-not-granted"));
        as("data-specialist", "education")
                .queryParam("code", "almost.5")
                .get(path)
                .then()
                .statusCode(422);
        as("data-specialist", "education")
                .get("/api/v1/grants/" + UUID.randomUUID() + "/rows")
                .then()
                .statusCode(404);
        Instant soon = Instant.now().plus(Duration.ofSeconds(4));
        ShareApproved brief = grant(register.grant("education", List.of("code"), List.of(), Map.of(), soon));
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> as("data-specialist", "education")
                .get("/api/v1/grants/" + brief.grantId() + "/rows")
                .then()
                .statusCode(403)
                .body("code", equalTo("grant-expired")));
        assertThat(Instant.now()).isAfter(soon);
        end(grant);
    }

    @Test
    @Requirement({"A24.1", "A25.1"})
    void aDaysReadingsShareTheQuotaOfTheGrantAndNoneIsCutOff() {
        Register register = register(false, CSV);
        ShareApproved grant = Register.bound(register.grant("education", List.of("code"), List.of(), Map.of()), 10);
        broker.send(grant.grantId().toString(), grant);
        String path = "/api/v1/grants/" + grant.grantId() + "/rows";
        String one = "?code=eq.540102001001";
        await().atMost(Duration.ofSeconds(30))
                .until(() -> as("data-system", "education")
                                .get(path + "?code=eq.540102001009")
                                .statusCode()
                        == 200);

        List<Integer> answers;
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            answers = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> as("data-system", "education").get(path).statusCode(), pool))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        }
        assertThat(answers).filteredOn(status -> status == 200).hasSize(3);
        assertThat(answers).filteredOn(status -> status == 429).hasSize(5);
        as("data-system", "education")
                .get(path)
                .then()
                .statusCode(429)
                .body("code", equalTo("quota-exhausted"))
                .header("RateLimit", startsWith("\"rows\";r=1;t="))
                .header("Retry-After", matchesPattern("[1-9]\\d*"));
        as("data-system", "education")
                .get(path + one)
                .then()
                .statusCode(200)
                .header("RateLimit-Policy", startsWith("\"rows\";q=10;w=86400"))
                .header("RateLimit", startsWith("\"rows\";r=0;t="));
        assertThat(as("data-system", "education")
                        .header("Accept-Language", "zh")
                        .get(path + one)
                        .then()
                        .statusCode(429)
                        .extract()
                        .<String>path("detail"))
                .isEqualTo("该授权每日可读取 10 行,本次需要 1 行,今日尚余 0 行。");
    }

    private static Map<String, Object> told(Register register, String code, Map<String, Object> recorded) {
        Map<String, Object> report = new HashMap<>(doubt(register, code));
        report.put("recorded", recorded);
        return report;
    }

    @Test
    @Requirement("A27.1")
    void theAuthorityRecordsWhatItWasToldOffline() {
        Register register = register(false, CSV);
        grant(register.grant("health", ALL, List.of(), Map.of()));
        String day = LocalDate.now(WorkingDays.ZONE).toString();
        post("authority-reviewer", "authority", "/api/v1/doubts", doubt(register, "540102001001"))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/recorded"));
        Map<String, Object> letter = Map.of("unit", "health", "document", "来函〔2026〕3号", "receivedOn", day);
        post("data-specialist", "health", "/api/v1/doubts", told(register, "540102001001", letter))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/recorded"));
        post(
                        "authority-reviewer",
                        "authority",
                        "/api/v1/doubts",
                        told(
                                register,
                                "540102001001",
                                Map.of("unit", "education", "document", "来函〔2026〕3号", "receivedOn", day)))
                .then()
                .statusCode(403)
                .body("code", equalTo("not-held"));
        post(
                        "authority-reviewer",
                        "authority",
                        "/api/v1/doubts",
                        told(
                                register,
                                "540102001001",
                                Map.of("unit", "no-such-unit", "document", "来函〔2026〕3号", "receivedOn", day)))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/recorded/unit"))
                .body("errors.code", contains("unknown-unit"));
        post(
                        "authority-reviewer",
                        "authority",
                        "/api/v1/doubts",
                        told(register, "540102001009", Map.of("document", "窗口登记", "receivedOn", "2999-01-01")))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/recorded/receivedOn"));
        post(
                        "authority-reviewer",
                        "authority",
                        "/api/v1/doubts",
                        told(register, "540102001009", Map.of("document", "窗口登记", "receivedOn", day)))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/key"));

        String ofHealth = post(
                        "authority-reviewer", "authority", "/api/v1/doubts", told(register, "540102001001", letter))
                .then()
                .statusCode(201)
                .body("reporter", equalTo("health"))
                .body("source", equalTo("recorded"))
                .body("document", equalTo("来函〔2026〕3号"))
                .extract()
                .path("id");
        as("data-specialist", "health")
                .get("/api/v1/doubts/" + ofHealth)
                .then()
                .statusCode(200)
                .body("dueAt", notNullValue());
        String ofSomebody = post(
                        "authority-reviewer",
                        "authority",
                        "/api/v1/doubts",
                        told(register, "540102001002", Map.of("document", "窗口登记", "receivedOn", day)))
                .then()
                .statusCode(201)
                .body("reporter", equalTo("public"))
                .extract()
                .path("id");
        post("data-supervisor", "civil-affairs", "/api/v1/doubts/" + ofSomebody + "/answer", wrong("乙新村"))
                .then()
                .statusCode(200)
                .body("state", equalTo("corrected"));
        assertThat(outbox("exchange.doubt.reported", register.id())).hasSize(2).allSatisfy(event -> assertThat(event)
                .contains("\"source\":\"recorded\""));
    }

    private DataDoubted doubted(Register register, UUID id, String code) {
        DataDoubted doubted = new DataDoubted(
                id,
                register.id(),
                register.entry(),
                Map.of("code", code),
                "name",
                "甲村",
                "甲新村",
                "门牌与名录不符",
                new Actor("citizen.public", "public", "citizen"));
        broker.send(id.toString(), doubted);
        return doubted;
    }

    @Test
    @Requirement({"A18.2", "A27.1", "A27.3"})
    void aDoubtOfThePublicIsAnsweredAndWhatWasWrongReachesTheHolders() {
        Register register = register(true, CSV);
        grant(register.grant("education", ALL, List.of(), Map.of()));
        UUID nothing = UUID.randomUUID();
        doubted(register, nothing, "540102001009");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(outbox("exchange.doubt.not-taken", register.id()))
                        .singleElement()
                        .satisfies(event -> assertThat(event).contains(nothing.toString(), "no-such-row")));
        UUID id = UUID.randomUUID();
        doubted(register, id, "540102001001");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> as("data-supervisor", "civil-affairs")
                                .get("/api/v1/doubts/" + id)
                                .statusCode()
                        == 200);
        post("data-supervisor", "civil-affairs", "/api/v1/doubts/" + id + "/answer", wrong("甲新村"))
                .then()
                .statusCode(200)
                .body("state", equalTo("corrected"))
                .body("source", equalTo("public"));
        assertThat(outbox("exchange.doubt.answered", register.id()))
                .singleElement()
                .satisfies(event -> assertThat(event).contains(id.toString(), "\"verdict\":\"wrong\""));
        inbox("education").then().body("items.findAll { it.resourceId == '" + register.id() + "' }", hasSize(1));
    }

    @Test
    @Requirement({"A27.1", "A27.2", "A27.3", "A18.2"})
    void aCorrectionReachesEveryHolderOnceAndEachAcknowledgesAndConfirms() {
        Register register = register(true, CSV);
        ShareApproved education = grant(register.grant("education", List.of("code", "name"), List.of(), Map.of()));
        ShareApproved health = grant(register.grant("health", ALL, List.of(), Map.of()));
        ShareApproved other = grant(register.grant(
                "natural-resources", ALL, List.of(new RowCondition("town", "eq", List.of("540102002"))), Map.of()));

        post("data-specialist", "natural-resources", "/api/v1/doubts", doubt(register, "540102001001"))
                .then()
                .statusCode(403)
                .body("code", equalTo("not-held"));
        String id = post("data-specialist", "health", "/api/v1/doubts", doubt(register, "540102001001"))
                .then()
                .statusCode(201)
                .body("state", equalTo("open"))
                .body("provider", equalTo("civil-affairs"))
                .extract()
                .path("id");
        String answer = "/api/v1/doubts/" + id + "/answer";
        as("data-specialist", "education").get("/api/v1/doubts/" + id).then().statusCode(404);
        post("data-supervisor", "health", answer, wrong("甲新村")).then().statusCode(403);

        String key = UUID.randomUUID().toString();
        List<Response> answers;
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            answers = IntStream.range(0, 4)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> as("data-supervisor", "civil-affairs")
                                    .contentType(ContentType.JSON)
                                    .header("Idempotency-Key", key)
                                    .body(EventJson.write(wrong("甲新村")))
                                    .post(answer),
                            pool))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        }
        assertThat(answers).allSatisfy(one -> one.then().statusCode(200).body("state", equalTo("corrected")));
        post("data-supervisor", "civil-affairs", answer, wrong("又一村"))
                .then()
                .statusCode(409)
                .body("code", equalTo("already-answered"));
        String correction = answers.getFirst().path("correctionId");

        for (ShareApproved holder : List.of(education, health)) {
            Response inbox = inbox(holder.consumer());
            inbox.then().statusCode(200).body("items.findAll { it.correctionId == '" + correction + "' }", hasSize(1));
            Map<String, Object> notice = inbox.path("items.find { it.correctionId == '" + correction + "' }");
            assertThat(notice)
                    .containsEntry("grantId", holder.grantId().toString())
                    .containsEntry("effect", "changed")
                    .containsEntry("key", Map.of("code", "540102001001"))
                    .containsEntry("changes", List.of(Map.of("item", "name", "oldValue", "甲村", "newValue", "甲新村")));
            String path = "/api/v1/notices/" + notice.get("id");
            as("data-system", "natural-resources")
                    .post(path + "/acknowledgement")
                    .then()
                    .statusCode(404);
            as("data-system", holder.consumer())
                    .post(path + "/confirmation")
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("not-acknowledged"));
            for (int i = 0; i < 2; i++) {
                as("data-system", holder.consumer())
                        .post(path + "/acknowledgement")
                        .then()
                        .statusCode(200)
                        .body("state", equalTo("acknowledged"));
            }
        }
        inbox("natural-resources").then().body("items.findAll { it.grantId == '" + other.grantId() + "' }", empty());
        assertThat(outbox("exchange.correction.acknowledged", register.id())).hasSize(2);
        as("data-supervisor", "civil-affairs")
                .get("/api/v1/corrections/" + correction)
                .then()
                .statusCode(200)
                .body("sequence", equalTo(1))
                .body("holders", equalTo(Map.of("told", 2, "acknowledged", 2, "applied", 0)));
        String first = as("data-supervisor", "civil-affairs")
                .get("/api/v1/corrections/" + correction + "/holders")
                .then()
                .statusCode(200)
                .body("items.holder", containsInAnyOrder("education", "health"))
                .body("items.state", contains("acknowledged", "acknowledged"))
                .extract()
                .path("items.find { it.holder == 'education' }.noticeId");
        as("data-system", "education")
                .post("/api/v1/notices/" + first + "/confirmation")
                .then()
                .statusCode(200)
                .body("state", equalTo("applied"));
        assertThat(outbox("exchange.correction.applied", register.id())).hasSize(1);
        assertThat(outbox("exchange.data.corrected", register.id()))
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .contains("\"sequence\":1")
                        .contains("\"holders\":2")
                        .contains("\"newValue\":\"甲新村\""));
        assertThat(outbox("exchange.open-rows.released", register.entry()))
                .hasSize(2)
                .last()
                .satisfies(event -> assertThat(event).contains("甲新村"));
        assertThat(as("data-specialist", "health")
                        .accept("text/csv")
                        .queryParam("code", "eq.540102001001")
                        .get("/api/v1/grants/" + health.grantId() + "/rows")
                        .asString())
                .isEqualTo("code,name,town,residents\r\n540102001001,甲新村,540102001,120\r\n");
    }

    @Test
    @Requirement("A27.2")
    void badDoubtsAnswersAndCorrectionsNameEveryBrokenRule() {
        Register register = register(false, CSV);
        grant(register.grant("education", ALL, List.of(), Map.of()));
        post(
                        "data-specialist",
                        "education",
                        "/api/v1/doubts",
                        Map.of(
                                "resourceId",
                                register.id(),
                                "key",
                                Map.of("code", "54", "town", "540102001"),
                                "item",
                                "colour",
                                "reasons",
                                "颜色不对劲"))
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("/key/code", "/key/town", "/item"));
        post("data-specialist", "education", "/api/v1/doubts", Map.of("resourceId", "x", "reason", 1))
                .then()
                .statusCode(422);
        String id = post("data-specialist", "education", "/api/v1/doubts", doubt(register, "540102001001"))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String answer = "/api/v1/doubts/" + id + "/answer";
        post(
                        "data-supervisor",
                        "civil-affairs",
                        answer,
                        Map.of(
                                "verdict", "wrong",
                                "reasons", "经核实有误",
                                "changes",
                                        List.of(
                                                Map.of("item", "residents", "value", "many"),
                                                Map.of("item", "code", "value", "540102001009"),
                                                Map.of("item", "name", "value", "长".repeat(21)))))
                .then()
                .statusCode(422)
                .body("errors.code", containsInAnyOrder("not-an-integer", "key-item", "too-long"));
        post(
                        "data-supervisor",
                        "civil-affairs",
                        answer,
                        Map.of(
                                "verdict",
                                "right",
                                "reasons",
                                "经核实无误",
                                "changes",
                                List.of(Map.of("item", "name", "value", "x"))))
                .then()
                .statusCode(422);
        post("data-supervisor", "civil-affairs", answer, wrong("甲村"))
                .then()
                .statusCode(409)
                .body("code", equalTo("no-change"));
        post("data-supervisor", "civil-affairs", answer, Map.of("verdict", "right", "reasons", "经核实无误"))
                .then()
                .statusCode(200)
                .body("state", equalTo("upheld"));
        Map<String, Object> own = Map.of(
                "resourceId", register.id(),
                "key", Map.of("code", "540102002009"),
                "reasons", "自行核查发现",
                "changes", List.of(Map.of("item", "name", "value", "丙新村")));
        post("data-supervisor", "civil-affairs", "/api/v1/corrections", own)
                .then()
                .statusCode(409)
                .body("code", equalTo("no-such-row"));
        post("data-supervisor", "education", "/api/v1/corrections", own).then().statusCode(403);
        assertThat(outbox("exchange.data.corrected", register.id())).isEmpty();
    }

    @Test
    @Requirement({"A27.1", "A27.2"})
    void aDoubtIsSettledByChangingItsValueOrByNamingTheCorrectionThatDid() {
        Register register = register(false, CSV);
        grant(register.grant("education", ALL, List.of(), Map.of()));
        grant(register.grant("health", ALL, List.of(), Map.of()));
        List<String> answers = Stream.of("education", "health")
                .map(unit -> post("data-specialist", unit, "/api/v1/doubts", doubt(register, "540102001001"))
                        .then()
                        .statusCode(201)
                        .extract()
                        .<String>path("id"))
                .map(id -> "/api/v1/doubts/" + id + "/answer")
                .toList();
        post(
                        "data-supervisor",
                        "civil-affairs",
                        answers.getFirst(),
                        Map.of(
                                "verdict", "wrong",
                                "reasons", "经核实有误",
                                "changes", List.of(Map.of("item", "residents", "value", "121"))))
                .then()
                .statusCode(422)
                .body("errors.code", contains("doubted-item-missing"));
        String other = corrected(register, "540102001001", "residents", "0121");
        post(
                        "data-supervisor",
                        "civil-affairs",
                        "/api/v1/corrections",
                        correction(register, "540102001001", "residents", "+121"))
                .then()
                .statusCode(409)
                .body("code", equalTo("no-change"));
        String correction = corrected(register, "540102001001", "name", "甲新村");
        String elsewhere = corrected(register, "540102001002", "name", "乙新村");
        for (String wrongOne : List.of(other, elsewhere, UUID.randomUUID().toString())) {
            post("data-supervisor", "civil-affairs", answers.getFirst(), settled(wrongOne))
                    .then()
                    .statusCode(422)
                    .body("errors.pointer", contains("/correctionId"));
        }
        for (String answer : answers) {
            post("data-supervisor", "civil-affairs", answer, settled(correction))
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("corrected"))
                    .body("correctionId", equalTo(correction));
        }
        assertThat(outbox("exchange.data.corrected", register.id())).hasSize(3);
    }

    @Test
    @Requirement({"A27.3", "A40.3"})
    void valuesOfCorrectionsLeaveRecordedAndOnlyWhileTheGrantIsAliveAndTheInboxGoesOnFromItsEnd() {
        Register register = register(false, CSV);
        ShareApproved grant = grant(register.grant("education", ALL, List.of(), Map.of()));
        String before = end("education");
        String correction = corrected(register, "540102001001", "name", "甲新村");
        Response page = as("data-system", "education").get("/api/v1/notices?limit=200" + before);
        page.then()
                .body("items.correctionId", contains(correction))
                .body("items[0].changes.newValue", contains("甲新村"))
                .body("items[0].withheld", nullValue())
                .body("next", nullValue());
        String notice = page.path("items[0].id");
        assertThat(broker.read("exchange.access", record -> record.contains(notice)))
                .singleElement()
                .satisfies(record -> assertThat(record)
                        .contains("\"grantId\":\"" + grant.grantId() + "\"")
                        .contains("\"items\":[\"name\"]")
                        .doesNotContain("甲新村"));
        String resume = page.path("resume");
        as("data-system", "education")
                .get("/api/v1/notices?cursor=" + resume)
                .then()
                .body("items", empty())
                .body("resume", equalTo(resume));
        as("data-system", "education")
                .post("/api/v1/notices/" + notice + "/acknowledgement")
                .then()
                .statusCode(200)
                .body("state", equalTo("acknowledged"))
                .body("changes", nullValue());
        as("auditor", "authority")
                .get("/api/v1/corrections/" + correction)
                .then()
                .statusCode(200)
                .body("changes.item", contains("name"))
                .body("changes[0].newValue", nullValue())
                .body("key", anEmptyMap());
        end(grant);
        as("data-system", "education")
                .get("/api/v1/notices/" + notice)
                .then()
                .statusCode(200)
                .body("withheld", equalTo(true))
                .body("changes", empty())
                .body("key", anEmptyMap());
        assertThat(broker.read("exchange.access", record -> record.contains(notice)))
                .hasSize(1);
    }

    @Test
    @Requirement("A27.3")
    void correctionsOfOneRowFollowEachOtherAndWhoJoinsBetweenIsToldOfTheRest() {
        Register register = register(false, CSV);
        ShareApproved education = grant(register.grant("education", ALL, List.of(), Map.of()));
        corrected(register, "540102001001", "name", "甲一村");
        ShareApproved health = grant(register.grant("health", ALL, List.of(), Map.of()));
        List<String> names = List.of("甲二村", "甲三村", "甲四村", "甲五村", "甲六村", "甲七村", "甲八村", "甲九村");
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            names.stream()
                    .map(name ->
                            CompletableFuture.runAsync(() -> corrected(register, "540102001001", "name", name), pool))
                    .toList()
                    .forEach(CompletableFuture::join);
        }
        String back = corrected(register, "540102001001", "name", "甲村");
        assertThat(back).isNotEmpty();

        List<List<String>> told = changes(education);
        assertThat(told).hasSize(10);
        assertThat(changes(health)).isEqualTo(told.subList(1, 10));
        assertThat(told.getFirst()).isEqualTo(List.of("1", "甲村", "甲一村"));
        assertThat(told.getLast()).element(2).isEqualTo("甲村");
        for (int i = 1; i < told.size(); i++) {
            assertThat(told.get(i).getFirst()).isEqualTo(String.valueOf(i + 1));
            assertThat(told.get(i).get(1)).isEqualTo(told.get(i - 1).get(2));
        }
        assertThat(told.stream().map(change -> change.get(2))).containsAll(names);
    }

    /** What a holder's inbox has of a grant: sequence, old and new value of each correction, in order. */
    private List<List<String>> changes(ShareApproved grant) {
        JsonPath inbox =
                inbox(grant.consumer()).then().statusCode(200).extract().jsonPath();
        String of = "items.findAll { it.grantId == '" + grant.grantId() + "' }.";
        List<Object> sequences = inbox.getList(of + "collect { it.sequence }");
        List<String> before = inbox.getList(of + "collect { it.changes[0].oldValue }");
        List<String> after = inbox.getList(of + "collect { it.changes[0].newValue }");
        return IntStream.range(0, sequences.size())
                .mapToObj(i -> List.of(String.valueOf(sequences.get(i)), before.get(i), after.get(i)))
                .toList();
    }

    @Test
    @Requirement({"A18.2", "A27.3"})
    void whatAHolderOwesOnCorrectionsStandsInItsCalendarAndItIsWarnedOfOnceForEachStep() {
        Register register = register(false, CSV);
        ShareApproved education = grant(register.grant("education", ALL, List.of(), Map.of()));
        corrected(register, "540102001001", "name", "甲新村");
        corrected(register, "540102001002", "name", "乙新村");
        String ours = "items.findAll { it.notices?.grantId == '" + education.grantId() + "' }";
        JsonPath due = as("data-system", "education")
                .get("/api/v1/deadlines?limit=200")
                .then()
                .statusCode(200)
                .body(ours + ".kind", contains("notice-acknowledgement", "notice-confirmation"))
                .body(ours + ".unit", everyItem(equalTo("education")))
                .body(ours + ".notices.kind", everyItem(equalTo("correction")))
                .body(ours + ".notices.count", contains(2, 2))
                .body(
                        ours + ".notices.resourceId",
                        everyItem(equalTo(register.id().toString())))
                .extract()
                .jsonPath();
        List<String> times = due.getList(ours + ".dueAt");
        String first = due.getString(ours + "[0].subjectId");
        as("data-system", "education")
                .get("/api/v1/notices/" + first)
                .then()
                .statusCode(200)
                .body("key.code", equalTo("540102001001"))
                .body("acknowledgeDueAt", equalTo(times.getFirst()))
                .body("applyDueAt", equalTo(times.getLast()));
        as("auditor", "authority")
                .get("/api/v1/deadlines?unit=education&limit=200")
                .then()
                .body(ours + ".id", equalTo(due.getList(ours + ".id")));
        as("data-system", "education")
                .accept("text/calendar")
                .get("/api/v1/deadlines")
                .then()
                .statusCode(200)
                .body(containsString("notice-acknowledgement " + first.substring(0, 8)));
        as("data-specialist", "education")
                .get("/api/v1/overview")
                .then()
                .body("waitsForMe.find { it.subjectId == '" + first + "' }.kind", equalTo("follow-corrections"))
                .body("waitsForMe.find { it.subjectId == '" + first + "' }.notices.count", equalTo(2))
                .body("waitsForMe.find { it.subjectId == '" + first + "' }.dueAt", equalTo(times.getFirst()));
        // Page by page it is the same, nothing twice.
        List<String> read = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath page = as("data-system", "education")
                    .get("/api/v1/deadlines?limit=1" + cursor)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            read.addAll(page.getList("items.id"));
            cursor = page.getString("next") == null ? "" : "&cursor=" + page.getString("next");
        } while (!cursor.isEmpty());
        assertThat(read).doesNotHaveDuplicates().containsAll(due.getList(ours + ".id"));

        assertThat(warned(register)).isEqualTo(List.of(2L, 2L));
        change("update notice set acknowledge_warn_at = now() - interval '1 second' where resource_id = $1", register);
        String id = due.getString(ours + "[1].subjectId");
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(near(first)).singleElement().satisfies(event -> assertThat(event)
                        .contains("\"kind\":\"notice-acknowledgement\"", "\"unit\":\"education\"")));
        change("update notice set apply_warn_at = now() - interval '1 second' where resource_id = $1", register);
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(near(id)).hasSize(2).last().satisfies(event -> assertThat(event)
                        .contains("\"kind\":\"notice-confirmation\"")));
        assertThat(warned(register)).isEqualTo(List.of(0L, 0L));
        // What has become late is told of as such, and is no longer what is to come.
        change("update notice set acknowledge_due_at = now() - interval '1 second' where resource_id = $1", register);
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> as("data-system", "education")
                .get("/api/v1/deadlines?limit=200")
                .then()
                .body(ours + ".kind", contains("notice-confirmation")));
        assertThat(near(first)).hasSize(2);
    }

    private List<String> near(String subject) {
        return outbox("exchange.deadline.near", UUID.fromString(subject));
    }

    /** How many notices of a resource are still to be warned of, for either step. */
    private List<Long> warned(Register register) {
        Row row = database.preparedQuery(
                        "select count(acknowledge_warn_at), count(apply_warn_at) from notice where resource_id = $1")
                .execute(Tuple.of(register.id()))
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next();
        return List.of(row.getLong(0), row.getLong(1));
    }

    @Test
    @Requirement("A27.3")
    void aHolderThatLetsItsTimePassIsToldOfOnceForEachStep() {
        Register register = register(false, CSV);
        ShareApproved education = grant(register.grant("education", ALL, List.of(), Map.of()));
        grant(register.grant("health", ALL, List.of(), Map.of()));
        corrected(register, "540102001001", "name", "甲新村");
        String correction = corrected(register, "540102001002", "name", "乙新村");
        String done = as("data-supervisor", "civil-affairs")
                .get("/api/v1/corrections/" + correction + "/holders")
                .then()
                .body("items.acknowledgeDueAt", everyItem(notNullValue()))
                .extract()
                .path("items.find { it.holder == 'health' }.noticeId");
        as("data-system", "health")
                .post("/api/v1/notices/" + done + "/acknowledgement")
                .then()
                .statusCode(200);
        change("update notice set acknowledge_due_at = now() - interval '1 second' where resource_id = $1", register);
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(outbox("exchange.notices.overdue", register.id()))
                        .hasSize(2));
        change("update notice set apply_due_at = now() - interval '1 second' where resource_id = $1", register);
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(outbox("exchange.notices.overdue", register.id()))
                        .hasSize(4));
        await().pollDelay(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(outbox("exchange.notices.overdue", register.id()))
                        .hasSize(4)
                        .filteredOn(event -> event.contains("\"consumer\":\"education\""))
                        .hasSize(2)
                        .allSatisfy(event -> assertThat(event)
                                .contains("\"notices\":2")
                                .contains("\"provider\":\"civil-affairs\"")
                                .contains("\"grantId\":\"" + education.grantId() + "\"")));
        assertThat(outbox("exchange.notices.overdue", register.id()))
                .filteredOn(event -> event.contains("\"consumer\":\"health\""))
                .satisfiesExactlyInAnyOrder(
                        event -> assertThat(event).contains("\"step\":\"acknowledgement\"", "\"notices\":1"),
                        event -> assertThat(event).contains("\"step\":\"confirmation\"", "\"notices\":2"));
        change(
                "update notice set due_provisional = true, apply_due_at = apply_due_at + interval '9 days',"
                        + " acknowledge_warn_at = null, apply_warn_at = null where resource_id = $1",
                register);
        overdueNotices.recount().await().atMost(Duration.ofSeconds(10));
        // The new times are still to come, and are warned of again.
        assertThat(warned(register)).isEqualTo(List.of(4L, 4L));
        assertThat(database.preparedQuery("select count(*) from notice where resource_id = $1 and due_provisional")
                        .execute(Tuple.of(register.id()))
                        .await()
                        .atMost(Duration.ofSeconds(10))
                        .iterator()
                        .next()
                        .getLong(0))
                .isZero();
    }

    private void change(String sql, Register register) {
        database.preparedQuery(sql).execute(Tuple.of(register.id())).await().atMost(Duration.ofSeconds(10));
    }

    private void end(ShareApproved grant) {
        broker.send(
                grant.grantId().toString(),
                new GrantEnded(
                        grant.grantId(),
                        grant.entryId(),
                        grant.resourceId(),
                        grant.provider(),
                        grant.consumer(),
                        GrantEnd.REVOKED,
                        Instant.now(),
                        "目的已达成",
                        null));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> as("data-specialist", grant.consumer())
                .get("/api/v1/grants/" + grant.grantId() + "/rows")
                .then()
                .statusCode(403)
                .body("code", equalTo("grant-ended")));
    }

    private static Map<String, Object> settled(String correction) {
        return Map.of("verdict", "wrong", "reasons", "已先行更正", "correctionId", correction);
    }

    private static Map<String, Object> correction(Register register, String code, String item, String value) {
        return Map.of(
                "resourceId", register.id(),
                "key", Map.of("code", code),
                "reasons", "自行核查发现",
                "changes", List.of(Map.of("item", item, "value", value)));
    }

    private static String corrected(Register register, String code, String item, String value) {
        return post("data-supervisor", "civil-affairs", "/api/v1/corrections", correction(register, code, item, value))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    @Test
    @Requirement("A27.2")
    void anAnswerThatIsNotThereWhenItIsDueIsRecordedOnce() {
        Register register = register(false, CSV);
        grant(register.grant("education", ALL, List.of(), Map.of()));
        String id = post("data-specialist", "education", "/api/v1/doubts", doubt(register, "540102001001"))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        database.preparedQuery("with past as (update doubt set due_at = now() - interval '1 second' where id = $1)"
                        + " update deadline set due_at = now() - interval '1 second' where subject_id = $1")
                .execute(Tuple.of(UUID.fromString(id)))
                .await()
                .atMost(Duration.ofSeconds(10));
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(outbox("exchange.answer.overdue", register.id()))
                        .hasSize(1));
        await().pollDelay(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                        outbox("exchange.answer.overdue", register.id()))
                .hasSize(1));
        as("data-specialist", "education").get("/api/v1/doubts/" + id).then().body("overdue", equalTo(true));
    }
}
