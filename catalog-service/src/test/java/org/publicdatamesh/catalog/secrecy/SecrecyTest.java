package org.publicdatamesh.catalog.secrecy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.catalog.entry.ContentGuard;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** A suspected secret is refused before anything is kept of it, and the authority's security post decides. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "catalog"))
class SecrecyTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENTRIES = "/api/v1/entries";
    private static final String CASES = "/api/v1/secrecy/cases";
    private static final String WORDS = "/api/v1/secrecy/words";

    /** Texts that nothing else in the database, the log or an answer says. */
    private static final String SECRET = "绝 密★鹰嘴崖哨所换防";

    private static final String CODENAME = "寒江雪三号";
    private static final String ENTRY = """
            {"name":{"zh":"%s"},"summary":"%s","classification":"204001","grade":2,"updateCycle":"yearly",
             "items":[{"name":"code","label":"%s","type":"text","length":8,"key":true,"required":true,"check":"none",
               "grade":1,"identifies":"nobody","mask":"none","meaning":"%s"}]}""";

    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool database;

    @Inject
    @Any
    Instance<ContentGuard> guards;

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

    @BeforeEach
    void begin() {
        List.of("authority", "education", "civil-affairs").forEach(unit -> admitted.set(unit, true));
        clear();
        execute("insert into publishing_unit (unit, name, level, division, authority, as_of) values"
                + " ('authority', '{\"zh\":\"数据局\",\"en\":\"Authority\"}', 'REGION', '540000', true, now()),"
                + " ('civil-affairs', '{\"zh\":\"民政厅\",\"en\":\"Civil affairs\"}', 'REGION', '540000', false, now())");
        Logger.getLogger("").addHandler(log);
    }

    @AfterEach
    void clear() {
        Logger.getLogger("").removeHandler(log);
        // In the order in which a scan takes them.
        execute("truncate entry, entry_version, resource, collection_plan, conformity_round, data_element, data_system,"
                + " harvest_record, harvest_source, watch, harvest_adoption, secrecy_case, secrecy_sighting, outbox,"
                + " secrecy_assessment, idempotency_key, publishing_unit cascade");
        for (UUID word : rows("select id from secrecy_word where withdrawn_at is null").stream()
                .map(row -> row.getUUID(0))
                .toList()) {
            execute("insert into publishing_unit (unit, name, level, division, authority, as_of) values"
                    + " ('authority', '{\"zh\":\"数据局\"}', 'REGION', '540000', true, now()) on conflict do nothing");
            officer()
                    .body(Map.of("reasons", "测试已经结束"))
                    .post(WORDS + "/" + word + "/withdrawal")
                    .then()
                    .statusCode(200);
        }
        execute("truncate publishing_unit, outbox");
    }

    private void execute(String sql) {
        database.query(sql).execute().await().atMost(Duration.ofSeconds(10));
    }

    private List<Row> rows(String sql) {
        return StreamSupport.stream(
                        database.query(sql)
                                .execute()
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .spliterator(),
                        false)
                .toList();
    }

    private static RequestSpecification as(String role, String unit) {
        return given().auth().oauth2(Tokens.of(role, unit)).contentType(ContentType.JSON);
    }

    private static RequestSpecification specialist() {
        return as("data-specialist", "education");
    }

    private static RequestSpecification officer() {
        return as("security-officer", "authority");
    }

    private static String entry(String summary) {
        return ENTRY.formatted("农村公路名录", summary, "路线编号", "公路的编号");
    }

    private static String drafted(String content) {
        return ENTRIES + "/"
                + specialist()
                        .body(content)
                        .post(ENTRIES)
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
    }

    private static void passed(String path) {
        specialist().post(path + "/submission").then().statusCode(200);
        as("data-supervisor", "education")
                .body("{\"decision\":\"pass\"}")
                .post(path + "/review")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse confirmed(String path) {
        return as("authority-reviewer", "authority")
                .body("{\"decision\":\"confirm\"}")
                .post(path + "/publication")
                .then();
    }

    private static String published(String content) {
        String path = drafted(content);
        passed(path);
        confirmed(path).statusCode(200);
        return path;
    }

    /** The text, whole or without what stands between its characters, is neither in the answer, the log nor any table. */
    private void nowhere(String text, Response answer) {
        String plain = text.replaceAll("[\\s\\u200B]", "");
        String part = plain.substring(Math.max(0, plain.length() - 5));
        assertThat(answer.asString() + answer.headers()).doesNotContain(text, plain, part);
        assertThat(logged).noneMatch(line -> line.contains(text) || line.contains(plain) || line.contains(part));
        for (String each : List.of(text, plain, part)) {
            assertThat(tablesWith(each)).as(each).isEmpty();
        }
    }

    /** Every table of the database that has a row in which the text stands, in whatever column. */
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

    private List<JsonNode> events(String type) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (Row row : rows(
                "select payload from outbox where type = 'org.publicdatamesh.catalog." + type + ".v1' order by id")) {
            events.add(JSON.readTree(row.getString(0)));
        }
        return events;
    }

    private static String caseId() {
        return officer()
                .get(CASES)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .extract()
                .path("items[0].id");
    }

    private static ValidatableResponse decided(String id, String decision) {
        return officer()
                .body(Map.of("decision", decision, "reasons", "已核对纸质载体"))
                .post(CASES + "/" + id + "/decision")
                .then();
    }

    private static void added(String word) {
        officer()
                .body(Map.of("word", word, "reasons", "新定密事项的工程代号"))
                .post(WORDS)
                .then()
                .statusCode(201);
    }

    private static void scanned() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> officer()
                                .get("/api/v1/secrecy/rules")
                                .then()
                                .statusCode(200)
                                .extract()
                                .path("scannedAt")
                        != null);
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void aSuspectedSecretIsRefusedWithItsPlaceAndIsNowhereAfterwards() throws IOException {
        Response answer = specialist()
                .header("Idempotency-Key", "secrecy-1")
                .body(entry("分布在各县," + SECRET + "的时间"))
                .post(ENTRIES);
        answer.then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("suspected-secret"))
                .body("errors", hasSize(1))
                .body("errors[0].pointer", equalTo("/summary"))
                .body("errors[0].offset", equalTo(6))
                .body("errors[0].length", equalTo(4))
                .body("errors[0].code", equalTo("suspected-secret"))
                .body(
                        "errors[0].message",
                        equalTo(
                                "Rule classification-mark: 4 characters from 6 on look like a state secret (Art. 13)."));
        nowhere(SECRET, answer);
        assertThat(rows("select 1 from entry")).isEmpty();
        assertThat(rows("select 1 from idempotency_key")).isEmpty();

        Response told = officer().get(CASES + "/" + caseId());
        told.then()
                .statusCode(200)
                .body("place", equalTo("entry:/summary"))
                .body("state", equalTo("open"))
                .body("unit", equalTo("education"))
                .body("hits", hasSize(1))
                .body("hits[0].rule", equalTo("classification-mark"))
                .body("hits[0].offset", equalTo(6))
                .body("hits[0].length", equalTo(4))
                .body("sightings", hasSize(1))
                .body("sightings[0].operation", equalTo("draftEntry"))
                .body("sightings[0].person", equalTo("data-specialist.education"))
                .body("sightings[0].pointer", equalTo("/summary"))
                .body("sightings[0].stored", equalTo(false))
                .body("sightings[0].entryId", nullValue());
        nowhere(SECRET, told);
        List<JsonNode> events = events("secrecy.suspected");
        assertThat(events).hasSize(1);
        assertThat(events.getFirst().path("place").asText()).isEqualTo("entry:/summary");
        assertThat(events.getFirst().path("actor").path("person").asText()).isEqualTo("data-specialist.education");
        assertThat(events.getFirst().has("entryId")).isFalse();
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void theSameTextHasOneCaseHoweverItIsSpacedAndEachAttemptIsTold() throws IOException {
        for (String text : List.of("绝密档案", "绝\u200B密档案", "絕密檔案".replace('檔', '档'))) {
            specialist().body(entry(text)).post(ENTRIES).then().statusCode(422);
        }
        officer()
                .get(CASES + "/" + caseId())
                .then()
                .body("sightings", hasSize(1))
                .body("sightings[0].times", equalTo(3));
        assertThat(events("secrecy.suspected")).hasSize(3);
    }

    /** The operations of the interface that take JSON, with a role that may call each. */
    private static Map<String, String> operations() throws IOException {
        JsonNode document = JSON.readTree(given().get("/q/openapi?format=json").asString());
        Map<String, String> roles = new TreeMap<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (method.getValue().path("requestBody").path("content").has("application/json")) {
                        roles.put(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), "");
                    }
                }));
        try (var table = SecrecyTest.class.getResourceAsStream("/operations.txt")) {
            new String(java.util.Objects.requireNonNull(table).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> roles.containsKey(line.split(": ")[0]))
                    .forEach(line ->
                            roles.put(line.split(": ")[0], line.split(": ")[1].split(" ")[0]));
        }
        return roles;
    }

    @Test
    @Requirement("A2.2")
    void everyOperationThatTakesABodyRefusesItInAValueAndInAName() throws IOException {
        Map<String, String> operations = operations();
        assertThat(operations).hasSizeGreaterThanOrEqualTo(20).doesNotContainValue("");
        for (Map.Entry<String, String> operation : operations.entrySet()) {
            String role = operation.getValue();
            String unit = role.startsWith("authority") ? "authority" : "education";
            String method = operation.getKey().split(" ")[0];
            String path = operation
                    .getKey()
                    .split(" ")[1]
                    .replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
            Response value = as(role, unit)
                    .body("{\"reasons\":\"" + SECRET + "\",\"x\":{\"y\":[1,\"" + SECRET + "\"]}}")
                    .request(method, path);
            assertThat(value.statusCode())
                    .as(operation.getKey() + " " + value.asString())
                    .isEqualTo(422);
            value.then()
                    .body("code", equalTo("suspected-secret"))
                    .body("errors.pointer", contains("/reasons", "/x/y/1"));
            nowhere(SECRET, value);
            Response name = as(role, unit)
                    .body("{\"x\":{\"" + SECRET + "\":{\"" + SECRET + "\":\"" + SECRET + "\"}}}")
                    .request(method, path);
            name.then()
                    .statusCode(422)
                    .body("code", equalTo("suspected-secret"))
                    .body("errors.pointer", contains("/x", "/x", "/x"));
            nowhere(SECRET, name);
            // What is no JSON is not repeated either.
            Response malformed =
                    as(role, unit).body("{\"reasons\":\"" + SECRET + "\"").request(method, path);
            malformed.then().statusCode(400).body("code", equalTo("malformed-json"));
            nowhere(SECRET, malformed);
        }
    }

    @Test
    @Requirement("A2.2")
    void whatIsSaidOfAnEntryIsRefusedToo() {
        String path = drafted(entry("县道、乡道和村道"));
        passed(path);
        Response returned = as("authority-reviewer", "authority")
                .body(Map.of("decision", "return", "reasons", SECRET))
                .post(path + "/publication");
        returned.then().statusCode(422).body("errors.pointer", contains("/reasons"));
        nowhere(SECRET, returned);
        Response adjusted = as("authority-reviewer", "authority")
                .body("{\"decision\":\"adjust\",\"reasons\":\"名称应当规范\",\"content\":"
                        + ENTRY.formatted("农村公路名录", "县道", SECRET, "公路的编号") + "}")
                .post(path + "/publication");
        adjusted.then().statusCode(422).body("errors.pointer", contains("/content/items/0/label"));
        nowhere(SECRET, adjusted);
        officer()
                .get(CASES)
                .then()
                .body("items.place", contains("publication-decision:/reasons", "entry:/items/*/label"));
        confirmed(path).statusCode(200);
        Response attached = specialist()
                .body("{\"kind\":\"table\",\"name\":\"" + SECRET + "\",\"informationSystem\":\"公路管理系统\"}")
                .post(path + "/resources");
        attached.then().statusCode(422).body("errors.pointer", contains("/name"));
        nowhere(SECRET, attached);
        specialist().get(path + "/resources").then().statusCode(200).body("items", empty());
    }

    @Test
    @Requirement("A2.2")
    void aKeyThatSaysASecretIsNotKept() {
        Response answer = specialist()
                .header("Idempotency-Key", "TOP-0-SECRET/topSecret.plan-77")
                .body(entry("县道"))
                .post(ENTRIES);
        answer.then()
                .statusCode(422)
                .body("code", equalTo("suspected-secret"))
                .body("errors[0].header", equalTo("Idempotency-Key"))
                .body("errors[0].offset", equalTo(13));
        assertThat(tablesWith("plan-77")).isEmpty();
        assertThat(rows("select 1 from entry")).isEmpty();
    }

    private static final String HEADERS =
            "序号,目录名称,目录摘要,分类代码,数据分级,更新周期,数据项名称,数据项标识,数据类型,数据长度,是否主键,是否必填,校验规则,数据项分级,识别对象,脱敏方式,数据项含义\r\n";
    private static final String ROW = "%d,农村公路名录,%s,204001,2,每年,路线编号,code,文本,8,是,是,无,1,无,不脱敏,%s\r\n";

    private static Response imported(String mode, String file) {
        return given().auth()
                .oauth2(Tokens.of("data-specialist", "education"))
                .contentType("text/csv")
                .body(file.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post(ENTRIES + "/import?" + mode);
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void anImportNamesTheRowAndKeepsTheOthers() throws IOException {
        String file = HEADERS
                + ROW.formatted(1, "县道", "编号")
                + ROW.formatted(2, SECRET, "编号")
                + ROW.formatted(3, "村道", SECRET);
        Response answer = imported("mode=best-effort", file);
        answer.then()
                .statusCode(200)
                .body("written", equalTo(1))
                .body("broken.code", contains("suspected-secret", "suspected-secret"))
                .body("broken.row", contains(3, 4))
                .body("broken.column", contains("目录摘要", "数据项含义"));
        nowhere(SECRET, answer);
        assertThat(rows("select 1 from entry")).hasSize(1);
        Response none = imported("mode=all-or-nothing", file);
        none.then()
                .statusCode(422)
                .body("code", equalTo("rows-refused"))
                .body("errors.pointer", contains("/3/目录摘要", "/4/数据项含义"));
        nowhere(SECRET, none);
        Response dry = imported("dry-run=true", file);
        dry.then().statusCode(200).body("good", equalTo(1));
        nowhere(SECRET, dry);
        assertThat(rows("select 1 from entry")).hasSize(1);
        officer().get(CASES).then().body("items.place", contains("entry:/items/*/meaning", "entry:/summary"));
        assertThat(events("secrecy.suspected")).hasSize(6);
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void anImportThatNewRulesOvertakeIsJudgedAgainBeforeItIsCommitted() throws Exception {
        String file = HEADERS
                + ROW.formatted(1, "县道", "编号")
                + ROW.formatted(2, "沿线的" + CODENAME + "工程", "编号")
                + ROW.formatted(3, "村道", "编号");
        Response kept = overtaken("mode=best-effort", file, CODENAME);
        kept.then()
                .statusCode(200)
                .body("written", equalTo(2))
                .body("created.row", contains(2, 4))
                .body("broken.code", contains("suspected-secret"))
                .body("broken.row", contains(3));
        nowhere(CODENAME, kept);
        assertThat(rows("select 1 from entry")).hasSize(2);
        assertThat(events("entry.drafted")).hasSize(2);
        officer()
                .get(CASES + "/" + caseId())
                .then()
                .body("sightings", hasSize(1))
                .body("sightings[0].times", equalTo(1));
        Response none = overtaken("mode=all-or-nothing", file.replace(CODENAME, "雪线九号"), "雪线九号");
        none.then().statusCode(422).body("code", equalTo("rows-refused")).body("errors.pointer", contains("/3/目录摘要"));
        nowhere("雪线九号", none);
        assertThat(rows("select 1 from entry")).hasSize(2);
        assertThat(events("entry.drafted")).hasSize(2);
    }

    /** An import during which a word is added: after it was read, and before what it writes is there. */
    private Response overtaken(String mode, String file, String word) throws Exception {
        SqlConnection holding = database.getConnection().await().atMost(Duration.ofSeconds(10));
        try {
            holding.query("begin").execute().await().atMost(Duration.ofSeconds(10));
            holding.query("lock table entry in share row exclusive mode")
                    .execute()
                    .await()
                    .atMost(Duration.ofSeconds(10));
            CompletableFuture<Response> answer = CompletableFuture.supplyAsync(() -> imported(mode, file));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !rows("select 1 from pg_locks where relation = 'entry'::regclass"
                                    + " and mode = 'RowExclusiveLock' and not granted")
                            .isEmpty());
            added(word);
            holding.query("commit").execute().await().atMost(Duration.ofSeconds(10));
            return answer.get(60, TimeUnit.SECONDS);
        } finally {
            holding.query("rollback").execute().await().atMost(Duration.ofSeconds(10));
            holding.close().await().atMost(Duration.ofSeconds(10));
        }
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void whatAnotherReplicaTookInBeforeItKnewANewWordIsFoundSoonAfter() {
        String path = drafted(entry("县道"));
        added(CODENAME);
        scanned();
        assertThat(officer().get("/api/v1/secrecy/rules").<String>path("scannedAgainAt"))
                .isNull();
        // As a replica writes that judges by the rules of before.
        execute("update entry set content = replace(content, '县道', '沿线的" + CODENAME + "工程'), changed_at = now()");
        officer().get(CASES).then().body("items", empty());
        await().atMost(Duration.ofSeconds(60))
                .until(() -> officer().get("/api/v1/secrecy/rules").<String>path("scannedAgainAt") != null);
        officer()
                .get(CASES + "/" + caseId())
                .then()
                .body("place", equalTo("entry:/summary"))
                .body("sightings.operation", contains("scan"))
                .body("sightings.stored", contains(true));
        decided(caseId(), "secret").statusCode(200);
        specialist().get(path).then().statusCode(404);
        assertThat(tablesWith(CODENAME)).isEmpty();
    }

    @Test
    @Requirement("A2.2")
    void aHeaderOfAFileIsNotRepeated() {
        Response answer = imported("mode=best-effort", HEADERS.replace("数据项含义", SECRET) + ROW.formatted(1, "县道", "编号"));
        answer.then()
                .statusCode(422)
                .body("code", equalTo("file-refused"))
                .body("errors.code", contains("suspected-secret"));
        nowhere(SECRET, answer);
        officer().get(CASES).then().body("items.place", contains("import:/(name)"));
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void whatTheSecurityPostClearsPassesAtThatPlaceAndNowhereElse() throws IOException {
        String text = "机密纸厂名录";
        specialist().body(entry(text)).post(ENTRIES).then().statusCode(422);
        String id = caseId();
        as("security-officer", "civil-affairs")
                .body(Map.of("decision", "not-secret", "reasons", "纸张品牌名称"))
                .post(CASES + "/" + id + "/decision")
                .then()
                .statusCode(403)
                .body("code", equalTo("foreign-unit"));
        officer()
                .body(Map.of("decision", "not-secret"))
                .post(CASES + "/" + id + "/decision")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/reasons"));
        specialist().body(entry(text)).post(ENTRIES).then().statusCode(422);
        decided(id, "not-secret")
                .statusCode(200)
                .body("state", equalTo("not-secret"))
                .body("decidedBy", equalTo("security-officer.authority"));
        String path = drafted(entry(text));
        passed(path);
        confirmed(path).statusCode(200);
        // Another text, or the same at another place, is another matter.
        specialist().body(entry(text + "(新)")).post(ENTRIES).then().statusCode(422);
        specialist()
                .body(ENTRY.formatted(text, "县道", "路线编号", "编号"))
                .post(ENTRIES)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/name/zh"));
        List<JsonNode> events = events("secrecy.cleared");
        assertThat(events).hasSize(1);
        assertThat(events.getFirst().path("caseId").asText()).isEqualTo(id);
        assertThat(events.getFirst().path("actor").path("person").asText()).isEqualTo("security-officer.authority");
        decided(id, "not-secret").statusCode(409).body("code", equalTo("case-decided"));
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void whatWasClearedOfOneRuleIsOpenAgainWhenAnotherFindsIt() {
        String text = "机密纸厂" + CODENAME;
        specialist().body(entry(text)).post(ENTRIES).then().statusCode(422);
        String id = caseId();
        decided(id, "not-secret").statusCode(200);
        String path = drafted(entry(text));
        added(CODENAME);
        specialist().body(entry(text)).post(ENTRIES).then().statusCode(422).body("errors", hasSize(2));
        officer().get(CASES + "/" + id).then().body("state", equalTo("open")).body("hits", hasSize(2));
        specialist()
                .post(path + "/submission")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/summary", "/summary"));
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void whoWroteATextDoesNotDecideOfIt() {
        specialist().body(entry("绝密台账")).post(ENTRIES).then().statusCode(422);
        String first = caseId();
        // The security post's own reasons are looked at too, and nobody else could decide of them.
        Response reasons = officer()
                .body(Map.of("decision", "not-secret", "reasons", SECRET))
                .post(CASES + "/" + first + "/decision");
        reasons.then()
                .statusCode(422)
                .body("code", equalTo("secret-in-reasons"))
                .body("errors.pointer", contains("/reasons"));
        nowhere(SECRET, reasons);
        officer().get(CASES).then().body("items.id", contains(first));
        officer()
                .body(Map.of("word", "黑水河", "reasons", SECRET))
                .post(WORDS)
                .then()
                .statusCode(422)
                .body("code", equalTo("suspected-secret"));
        String own =
                officer().get(CASES + "?state=open").then().extract().path("items.find { it.unit == 'authority' }.id");
        decided(own, "not-secret").statusCode(403).body("code", equalTo("same-person"));
        decided(first, "not-secret").statusCode(200);
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void theSecurityPostSaysInItsReasonsThatATextIsSecret() throws IOException {
        specialist().body(entry("绝密档案")).post(ENTRIES).then().statusCode(422);
        String id = caseId();
        added(CODENAME);
        for (String repeats : List.of("原文标注机密★10年", "原文提到" + CODENAME)) {
            officer()
                    .body(Map.of("decision", "secret", "reasons", repeats))
                    .post(CASES + "/" + id + "/decision")
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("secret-in-reasons"))
                    .body("errors.pointer", contains("/reasons"))
                    .body("errors.code", contains("suspected-secret"));
        }
        officer()
                .body(Map.of("decision", "secret", "reasons", "经核定属于国家秘密，涉密文件按机密管理"))
                .post(CASES + "/" + id + "/decision")
                .then()
                .statusCode(200)
                .body("state", equalTo("secret"))
                .body("reasons", equalTo("经核定属于国家秘密，涉密文件按机密管理"));
        officer().get(CASES).then().body("items.id", contains(id));
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void aConfirmedSecretStaysRefused() throws IOException {
        specialist().body(entry("绝密档案")).post(ENTRIES).then().statusCode(422);
        String id = caseId();
        decided(id, "secret").statusCode(200).body("state", equalTo("secret"));
        specialist().body(entry("绝密档案")).post(ENTRIES).then().statusCode(422);
        decided(id, "not-secret").statusCode(409).body("code", equalTo("case-decided"));
        assertThat(events("secrecy.confirmed")).hasSize(1);
        officer().get(CASES + "?state=secret").then().body("items.id", contains(id));
        officer().get(CASES + "?state=open").then().body("items", empty());
        officer().get(CASES + "?state=doubtful").then().statusCode(422);
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void aNewWordFindsWhatIsPublishedAndAConfirmedEntryIsTakenOutAndErased() throws IOException {
        String text = "沿线桥梁," + CODENAME + "项目";
        String path = published(entry(text));
        String draft = drafted(entry("另一处:" + CODENAME));
        String good = published(entry("县道"));
        String entryId = path.substring(path.lastIndexOf('/') + 1);
        specialist()
                .header("Idempotency-Key", "attach-1")
                .body("{\"kind\":\"table\",\"name\":\"桥梁\",\"informationSystem\":\"公路管理系统\"}")
                .post(path + "/resources")
                .then()
                .statusCode(201);
        as("security-officer", "authority")
                .get(path + "/secrecy-assessments")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].passed", equalTo(true));
        Response words = officer()
                .header("Idempotency-Key", "word-1")
                .body(Map.of("word", "寒江雪 三号", "reasons", "新定密事项的工程代号"))
                .post(WORDS);
        words.then().statusCode(201);
        assertThat(words.asString()).doesNotContain("寒江雪");
        scanned();
        as("auditor", "authority")
                .get("/api/v1/secrecy/rules")
                .then()
                .body("ownWords", equalTo(1))
                // Three entries, a resource and its system.
                .body("scanned", equalTo(5))
                .body("suspected", equalTo(2));
        // Still published until it is decided, and on record as not passed.
        as("auditor", "authority").get(path).then().statusCode(200);
        officer().get(path + "/secrecy-assessments").then().body("items[0].passed", equalTo(false));
        officer().get(good + "/secrecy-assessments").then().body("items[0].passed", equalTo(true));
        List<JsonNode> suspected = events("secrecy.suspected");
        assertThat(suspected).hasSize(2);
        assertThat(suspected.getFirst().path("stored").asBoolean()).isTrue();
        assertThat(suspected.getFirst().path("operation").asText()).isEqualTo("scan");
        officer().get(CASES).then().body("items", hasSize(2));
        String ofPublished = caseOf(path);
        officer()
                .get(CASES + "/" + ofPublished)
                .then()
                .body("sightings[0].entryId", equalTo(entryId))
                .body("sightings[0].version", equalTo(1))
                .body("sightings[0].stored", equalTo(true));
        decided(ofPublished, "secret").statusCode(200).body("sightings[0].withheld", equalTo(true));

        for (String role : List.of("auditor", "authority-reviewer", "security-officer")) {
            as(role, "authority").get(path).then().statusCode(404);
        }
        specialist().get(path).then().statusCode(404);
        specialist().get(path + "/versions").then().statusCode(404);
        specialist()
                .get(ENTRIES)
                .then()
                .body("items.find { it.id == '%s' }".formatted(entryId), nullValue())
                .body("items", hasSize(2));
        specialist().post(path + "/revision").then().statusCode(404);
        assertThat(rows("select state from entry where id = '" + entryId + "'")
                        .getFirst()
                        .getString(0))
                .isEqualTo("WITHHELD");
        assertThat(events("entry.withheld")).hasSize(1);
        assertThat(events("entry.withheld").getFirst().path("entryId").asText()).isEqualTo(entryId);
        assertThat(events("entry.retired")).hasSize(1);
        assertThat(tablesWith("沿线桥梁")).isEmpty();
        // The draft has the word still, as its text is another one.
        specialist().get(draft).then().statusCode(200);
        String ofDraft = officer().get(CASES + "?state=open").then().extract().path("items[0].id");
        decided(ofDraft, "secret").statusCode(200);
        specialist().get(draft).then().statusCode(404);
        assertThat(tablesWith(CODENAME)).isEmpty();
        assertThat(tablesWith("寒江雪")).isEmpty();
        assertThat(logged).noneMatch(line -> line.contains("寒江雪"));
        specialist().get(good).then().statusCode(200);
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void whatStoodInAnOldVersionIsFoundAndWhatWasChangedInTimeStays() {
        String revised = published(entry("旧版写有" + CODENAME));
        specialist().post(revised + "/revision").then().statusCode(200);
        changed(revised, "新版没有写");
        passed(revised);
        confirmed(revised).statusCode(200);
        String draft = drafted(entry("草稿写有" + CODENAME));
        added(CODENAME);
        scanned();
        officer()
                .get(revised + "/secrecy-assessments")
                .then()
                .body("items.version", contains(1, 2))
                .body("items.passed", contains(false, true));
        // The unit mends its draft before the case is decided.
        changed(draft, "草稿不再写");
        List<String> ids =
                officer().get(CASES).then().body("items", hasSize(2)).extract().path("items.id");
        for (String id : ids) {
            decided(id, "secret").statusCode(200);
        }
        specialist().get(draft).then().statusCode(200).body("state", equalTo("draft"));
        specialist().get(revised).then().statusCode(404);
        officer()
                .get(CASES + "/" + caseOf(revised))
                .then()
                .body("sightings[0].withheld", equalTo(true))
                .body("sightings[0].gone", equalTo(false));
        officer()
                .get(CASES + "/" + caseOf(draft))
                .then()
                .body("sightings[0].withheld", equalTo(false))
                .body("sightings[0].gone", equalTo(true));
        assertThat(tablesWith("旧版写有")).isEmpty();
    }

    /** The case of an entry; of several in a part none is the first. */
    private String caseOf(String entry) {
        return rows("select case_id from secrecy_sighting where entry_id = '"
                        + entry.substring(entry.lastIndexOf('/') + 1) + "'")
                .iterator()
                .next()
                .getUUID(0)
                .toString();
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void whatWasLetPassAndTurnsOutToBeASecretIsFoundAndTakenOut() {
        String text = "机密纸厂的旧址";
        specialist().body(entry(text)).post(ENTRIES).then().statusCode(422);
        String id = caseId();
        decided(id, "not-secret").statusCode(200);
        String path = published(entry(text));
        String good = published(entry("县道"));
        decided(id, "secret").statusCode(200).body("state", equalTo("secret"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> specialist().get(path).then().statusCode(404));
        officer()
                .get(CASES + "/" + id)
                .then()
                .body("state", equalTo("secret"))
                .body("sightings.findAll { it.stored }.withheld", contains(true));
        assertThat(tablesWith(text)).isEmpty();
        specialist().get(good).then().statusCode(200);
        specialist().body(entry(text)).post(ENTRIES).then().statusCode(422);
    }

    @Test
    @Requirement("A13.3")
    void aRoundIsCompleteThoughAnEntryIsWithheldMeanwhile() {
        String path = published(entry("沿线桥梁," + CODENAME + "项目"));
        String resource = specialist()
                .body("{\"kind\":\"table\",\"name\":\"桥梁\",\"informationSystem\":\"公路管理系统\"}")
                .post(path + "/resources")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        UUID round = UUID.randomUUID();
        execute("insert into conformity_round (id, title, description, opened_by, opened_at, resources, bare_entries)"
                + " values ('" + round + "', '抽查', '一个单位', 'r', now(), 1, 0)");
        execute("insert into resource_check (id, round_id, resource_id, entry_id, unit, state, requested_by,"
                + " requested_at, claimed_until, attempts) values (uuidv7(), '" + round + "', '" + resource + "', '"
                + path.substring(path.lastIndexOf('/') + 1)
                + "', 'education', 'RUNNING', 'r', now(), now() + interval '100 years', 1)");
        added(CODENAME);
        scanned();
        decided(caseId(), "secret").statusCode(200);
        specialist().get(path).then().statusCode(404);
        execute("update resource_check set claimed_until = now() - interval '100 years' where round_id = '" + round
                + "'");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(rows("select 1 from conformity_round where id = '" + round
                                + "' and completed_at is not null and dropped = 1"))
                        .hasSize(1));
        execute("truncate resource_check, conformity_round");
    }

    private static void changed(String path, String summary) {
        String etag = specialist().get(path).then().statusCode(200).extract().header("ETag");
        specialist()
                .header("If-Match", etag)
                .body(entry(summary))
                .put(path)
                .then()
                .statusCode(200);
    }

    @Test
    @Requirement("A13.3")
    void nothingIsPublishedWithoutAnAssessmentThatItPassed() {
        String content = entry("沿线桥梁," + CODENAME);
        String path = drafted(content);
        passed(path);
        officer()
                .get(path + "/secrecy-assessments")
                .then()
                .body("items", hasSize(1))
                .body("items[0].publishedEdition", nullValue());
        added(CODENAME);
        confirmed(path)
                .statusCode(409)
                .body("code", equalTo("secrecy-not-passed"))
                .body("errors.pointer", contains("/summary"));
        specialist().get(path).then().body("state", equalTo("in-authority-review"));
        officer().get(CASES).then().body("items", hasSize(1)).body("items[0].state", equalTo("open"));
        decided(caseId(), "not-secret").statusCode(200);
        confirmed(path).statusCode(200);
        int edition = officer().get("/api/v1/secrecy/rules").then().extract().path("edition");
        officer()
                .get(path + "/secrecy-assessments")
                .then()
                .body("items", hasSize(1))
                .body("items[0].version", equalTo(1))
                .body("items[0].passed", equalTo(true))
                .body("items[0].rulesEdition", equalTo(edition))
                .body("items[0].publishedEdition", equalTo(edition));
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void theOwnWordsAreTheSecurityPostsAlone() {
        added("寒江雪 三号");
        officer()
                .body(Map.of("word", CODENAME, "reasons", "再次登记同一代号"))
                .post(WORDS)
                .then()
                .statusCode(409)
                .body("code", equalTo("already-exists"));
        officer()
                .body(Map.of("word", "黑水河", "reasons", "黑 水河是一个代号"))
                .post(WORDS)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/reasons"));
        officer()
                .body(Map.of("word", "寒 ", "reasons", "只有一个字"))
                .post(WORDS)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/word"));
        as("security-officer", "civil-affairs")
                .get(WORDS)
                .then()
                .statusCode(403)
                .body("code", equalTo("foreign-unit"));
        as("security-officer", "civil-affairs")
                .body(Map.of("word", "黑水河", "reasons", "别的单位的代号"))
                .post(WORDS)
                .then()
                .statusCode(403)
                .body("code", equalTo("foreign-unit"));
        String id = officer()
                .get(WORDS)
                .then()
                .statusCode(200)
                .body("items.word", contains("寒江雪 三号"))
                .extract()
                .path("items[0].id");
        specialist()
                .body(entry("连接寒江雪三号的公路"))
                .post(ENTRIES)
                .then()
                .statusCode(422)
                .body("errors[0].offset", equalTo(2))
                .body("errors[0].length", equalTo(5));
        assertThat(tablesWith("寒江雪")).isEmpty();
        officer()
                .body(Map.of("reasons", "该事项已经解密"))
                .post(WORDS + "/" + id + "/withdrawal")
                .then()
                .statusCode(200);
        drafted(entry("连接寒江雪三号的公路"));
        officer()
                .body(Map.of("reasons", "该事项已经解密"))
                .post(WORDS + "/" + id + "/withdrawal")
                .then()
                .statusCode(404);
    }

    @Test
    @Requirement("A2.2")
    void aContentThatComesByAnotherWayThanABodyIsRefusedToo() throws IOException {
        EntryContent content = EventJson.MAPPER.readValue(entry("另见" + SECRET), EntryContent.class);
        assertThat(guards.stream()).isNotEmpty();
        for (ContentGuard guard : guards) {
            assertThatThrownBy(() -> guard.check(content))
                    .isInstanceOf(SuspectedSecret.class)
                    .hasMessage("suspected-secret");
        }
    }

    @Test
    @Requirement("A13.3")
    void aUnitSeesItsOwnCasesOnly() {
        specialist().body(entry("绝密档案")).post(ENTRIES).then().statusCode(422);
        String id = caseId();
        specialist().get(CASES).then().statusCode(200).body("items.id", contains(id));
        as("auditor", "authority").get(CASES).then().statusCode(200).body("items.id", contains(id));
        as("data-specialist", "civil-affairs").get(CASES).then().statusCode(200).body("items", empty());
        as("security-officer", "civil-affairs")
                .get(CASES)
                .then()
                .statusCode(200)
                .body("items", empty());
        as("security-officer", "civil-affairs").get(CASES + "/" + id).then().statusCode(404);
        as("auditor", "authority").get(CASES + "/" + id).then().statusCode(200);
    }

    @Test
    @Requirement("A13.3")
    void ofACaseAUnitSeesWhatItsOwnPeopleWrote() {
        specialist().body(entry("绝密档案")).post(ENTRIES).then().statusCode(422);
        String id = caseId();
        as("data-specialist", "civil-affairs")
                .body(entry("绝密档案"))
                .post(ENTRIES)
                .then()
                .statusCode(422);
        for (String unit : List.of("education", "civil-affairs")) {
            as("data-specialist", unit)
                    .get(CASES)
                    .then()
                    .statusCode(200)
                    .body("items.id", contains(id))
                    .body("items.unit", contains(unit));
            as("data-specialist", unit).get(CASES + "?state=secret").then().body("items", empty());
            as("security-officer", unit)
                    .get(CASES + "/" + id)
                    .then()
                    .statusCode(200)
                    .body("unit", equalTo(unit))
                    .body("sightings.unit", contains(unit))
                    .body("sightings.person", contains("data-specialist." + unit));
        }
        // Nothing of the other unit, nor when its text came.
        Response second = as("data-specialist", "civil-affairs").get(CASES + "/" + id);
        assertThat(second.asString()).doesNotContain("education");
        assertThat(second.<String>path("openedAt")).isEqualTo(second.path("sightings[0].firstAt"));
        officer()
                .get(CASES + "/" + id)
                .then()
                .body("unit", equalTo("education"))
                .body("sightings", hasSize(2));
    }

    @Test
    @Requirement("A13.3")
    void aUnitWhoseTextComesAfterTheDecisionIsNotToldThatAnothersCameBefore() {
        specialist().body(entry("绝密档案")).post(ENTRIES).then().statusCode(422);
        String id = caseId();
        decided(id, "secret").statusCode(200);
        as("data-specialist", "civil-affairs")
                .body(entry("绝密档案"))
                .post(ENTRIES)
                .then()
                .statusCode(422);
        Response second = as("data-specialist", "civil-affairs").get(CASES + "/" + id);
        second.then()
                .statusCode(200)
                .body("state", equalTo("secret"))
                .body("decidedBy", nullValue())
                .body("decidedAt", nullValue())
                .body("reasons", nullValue());
        assertThat(second.<String>path("openedAt")).isEqualTo(second.path("sightings[0].firstAt"));
        as("data-specialist", "civil-affairs")
                .get(CASES)
                .then()
                .body("items.id", contains(id))
                .body("items[0].decidedAt", nullValue())
                .body("items[0].reasons", nullValue());
        specialist()
                .get(CASES + "/" + id)
                .then()
                .body("decidedBy", equalTo("security-officer.authority"))
                .body("reasons", equalTo("已核对纸质载体"));
    }
}
