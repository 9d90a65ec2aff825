package org.publicdatamesh.catalog.secrecy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
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
import org.publicdatamesh.catalog.resource.Department;
import org.publicdatamesh.catalog.resource.measure.Aspect;
import org.publicdatamesh.catalog.resource.measure.Deviation;
import org.publicdatamesh.catalog.resource.measure.Measurement;
import org.publicdatamesh.catalog.resource.measure.Outcome;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** What stands beside the entries is scanned by new rules too, and erased where it is a secret. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "catalog"))
class StandingRecordsTest {
    private static final String CASES = "/api/v1/secrecy/cases";
    private static final String WORDS = "/api/v1/secrecy/words";
    /** A word that nothing else in the database, the log or an answer says. */
    private static final String CODENAME = "寒江雪";

    private static final UUID ONE = new UUID(0x7000L, 0x8000_0000_0000_0001L);
    private static final UUID TWO = new UUID(0x7000L, 0x8000_0000_0000_0002L);

    private static final String ENTRY = """
            {"name":{"zh":"%s"},"summary":"沿线的桥梁","classification":"204001","grade":2,"updateCycle":"yearly",
             "items":[{"name":"code","label":"路线编号","type":"text","length":8,"key":true,"required":true,"check":"none",
               "grade":1,"identifies":"nobody","mask":"none"}]}""";
    private static final String ELEMENT = """
            {"name":"%s","synonyms":["%s"],"meaning":"%s","valueForm":{"type":"text","length":100},
             "standard":{"standard":"JT/T 132","edition":"2014","clause":"%s"}}""";
    private static final String PLAN = """
            {"title":"公路设施采集","purpose":"%s","fromWhom":"公路养护的单位",
             "legalBasis":[{"title":"公路法","article":"第三十五条"}],"validUntil":"%s","items":[{"name":"%s"}]%s}""";
    private static final String JOINT = ",\"joint\":{\"lead\":\"education\",\"parties\":["
            + "{\"unit\":\"education\",\"duties\":\"采集桥梁的情况\"},"
            + "{\"unit\":\"civil-affairs\",\"duties\":\"核实所在的村庄\"}]}";

    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool database;

    @Inject
    @Any
    Instance<StandingRecords> kinds;

    private final Queue<String> logged = new ConcurrentLinkedQueue<>();
    private final Handler log = new Handler() {
        @Override
        public void publish(LogRecord line) {
            logged.add(line.getMessage() + " " + Arrays.toString(line.getParameters()) + " " + line.getThrown());
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
        execute("insert into publishing_unit (unit, name, level, division, authority, as_of)"
                + " select unit, '{\"zh\":\"厅\"}', 'REGION', '540000', unit = 'authority', now()"
                + " from unnest(array['authority', 'education', 'civil-affairs']) as unit");
        Logger.getLogger("").addHandler(log);
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
                "truncate entry, entry_version, resource, data_system, resource_check, collection_plan, collection_party,"
                        + " conformity_round, data_element, element_tenure, element_link, known_datum, unread_entry, wording, wording_gram,"
                        + " harvest_record, harvest_source, harvest_adoption, harvest_run, harvest_refusal, harvest_page, watch, secrecy_case, secrecy_sighting, outbox,"
                        + " secrecy_assessment, idempotency_key, publishing_unit cascade");
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

    private static RequestSpecification as(String role, String unit) {
        return given().auth().oauth2(Tokens.of(role, unit)).contentType(ContentType.JSON);
    }

    private static RequestSpecification officer() {
        return as("security-officer", "authority");
    }

    private static RequestSpecification specialist() {
        return as("data-specialist", "education");
    }

    private static RequestSpecification supervisor() {
        return as("data-supervisor", "education");
    }

    private static RequestSpecification reviewer() {
        return as("authority-reviewer", "authority");
    }

    private static String made(RequestSpecification as, String path, String body) {
        return path + "/"
                + as.body(body).post(path).then().statusCode(201).extract().path("id");
    }

    private static void done(RequestSpecification as, String path, String body) {
        as.body(body).post(path).then().statusCode(200);
    }

    private static void scannedByANewWord() {
        officer()
                .body(Map.of("word", CODENAME, "reasons", "新定密事项的工程代号"))
                .post(WORDS)
                .then()
                .statusCode(201);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> officer()
                                .get("/api/v1/secrecy/rules")
                                .then()
                                .statusCode(200)
                                .extract()
                                .path("scannedAt")
                        != null);
    }

    private static List<String> places() {
        return officer()
                .get(CASES + "?limit=100")
                .then()
                .statusCode(200)
                .extract()
                .path("items.place");
    }

    private static void allAreSecret() {
        List<String> ids = officer().get(CASES + "?limit=100").then().extract().path("items.id");
        for (String id : ids) {
            officer()
                    .body(Map.of("decision", "secret", "reasons", "已核对纸质载体"))
                    .post(CASES + "/" + id + "/decision")
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("secret"))
                    .body("sightings.stored", everyItem(equalTo(true)))
                    // Of a record with two secrets the first takes the second with it.
                    .body("sightings.every { it.withheld != it.gone }", equalTo(true));
        }
    }

    private void nothingIsLeft() {
        assertThat(tablesWith(CODENAME)).isEmpty();
        assertThat(logged).noneMatch(line -> line.contains(CODENAME));
    }

    private List<String> told(String type) {
        return rows("select payload from outbox where type = 'org.publicdatamesh.catalog." + type + ".v1' order by id")
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static String plan(String purpose, String item, String more) {
        return PLAN.formatted(purpose, Instant.now().plus(Duration.ofDays(365)), item, more);
    }

    /** The scan that the migration begins starts with the first kind; no phase of a scan under way changes its meaning. */
    @Test
    @Requirement({"A2.2", "A13.3"})
    void originalsAreScannedBeforeCopies() {
        assertThat(kinds.stream().sorted(StandingRecords.ORDER).map(StandingRecords::kind))
                .containsExactly(
                        "attached-resource",
                        "collection-plan",
                        "conformity-round",
                        "data-element",
                        "data-system",
                        "harvest-report",
                        "harvest-source",
                        "harvested-page",
                        "harvested-record",
                        "measurement",
                        "self-check",
                        "watched-search",
                        "harvested-record-copy");
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void anElementIsErasedWithItsTenuresAndAllThatIsKnownOfIt() {
        String element = made(
                specialist().header("Idempotency-Key", "element-1"),
                "/api/v1/elements",
                ELEMENT.formatted("桥梁编号", CODENAME + "桥梁编号", "公路桥梁的统一编号," + CODENAME + "除外", "4"));
        done(supervisor(), element + "/agreement", "{\"decision\":\"agree\"}");
        done(reviewer(), element + "/decision", "{\"decision\":\"register\"}");
        done(
                reviewer(),
                element + "/hand-over",
                "{\"unit\":\"civil-affairs\",\"reasons\":\"" + CODENAME + "的职责已经移交\"}");
        String returned =
                made(specialist(), "/api/v1/elements", ELEMENT.formatted("隧道长度", "隧道全长", "隧道的进出洞口之间的长度", "5"));
        done(supervisor(), returned + "/agreement", "{\"decision\":\"return\",\"reasons\":\"与" + CODENAME + "有关\"}");
        String good = made(specialist(), "/api/v1/elements", ELEMENT.formatted("涵洞孔径", "涵洞直径", "涵洞的净孔径的大小", "6"));
        assertThat(tablesWith(CODENAME))
                .contains("data_element", "element_tenure", "known_datum", "wording", "idempotency_key");
        scannedByANewWord();
        assertThat(places())
                .containsExactlyInAnyOrder(
                        "element-agreement:/reasons",
                        "element-content:/meaning",
                        "element-content:/synonyms/*",
                        "hand-over:/reasons");
        officer()
                .get(CASES + "?limit=100")
                .then()
                .body("items.unit", containsInAnyOrder("education", "civil-affairs", "civil-affairs", "civil-affairs"));
        // Still there until it is decided.
        specialist().get(element).then().statusCode(200).body("state", equalTo("registered"));
        allAreSecret();
        specialist().get(element).then().statusCode(404);
        specialist().get(returned).then().statusCode(404);
        specialist().get(good).then().statusCode(200);
        nothingIsLeft();
        assertThat(rows("select 1 from known_datum")).isEmpty();
        assertThat(told("element.ended")).singleElement().asString().contains("\"name\":\"-\"");
        // The datum is nobody's again.
        made(specialist(), "/api/v1/elements", ELEMENT.formatted("桥梁编号", "桥梁号码", "公路桥梁的统一编号,按路线编排", "4"));
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void aPlanIsErasedWithWhatItsPartiesSaidAndWhatItCollectsIsFree() {
        String plan = made(specialist(), "/api/v1/collection-plans", plan("核对桥梁的养护情况", CODENAME + "桥梁荷载", ""));
        supervisor().post(plan + "/submission").then().statusCode(200);
        done(reviewer(), plan + "/registration", "{\"decision\":\"register\"}");
        String joint = made(specialist(), "/api/v1/collection-plans", plan("核对涵洞的养护情况", "涵洞净高", JOINT));
        supervisor().post(joint + "/submission").then().statusCode(200);
        done(
                as("data-supervisor", "civil-affairs")
                        .header(
                                "If-Match",
                                as("data-supervisor", "civil-affairs")
                                        .get(joint)
                                        .header("ETag")),
                joint + "/confirmation",
                "{\"decision\":\"decline\",\"reasons\":\"" + CODENAME + "不归我厅\"}");
        String good = made(specialist(), "/api/v1/collection-plans", plan("核对隧道的养护情况", "隧道净高", ""));
        scannedByANewWord();
        assertThat(places()).containsExactlyInAnyOrder("confirmation:/reasons", "plan-content:/items/*/name");
        allAreSecret();
        specialist().get(plan).then().statusCode(404);
        specialist().get(joint).then().statusCode(404);
        specialist().get(good).then().statusCode(200);
        nothingIsLeft();
        assertThat(rows("select 1 from known_datum")).isEmpty();
        assertThat(rows("select 1 from collection_party")).isEmpty();
        assertThat(told("collection-plan.ended"))
                .singleElement()
                .asString()
                .contains("\"title\":\"-\"", "\"byTerm\":false");
    }

    private static String published(String name) {
        String path = made(specialist(), "/api/v1/entries", ENTRY.formatted(name));
        specialist().post(path + "/submission").then().statusCode(200);
        done(supervisor(), path + "/review", "{\"decision\":\"pass\"}");
        done(reviewer(), path + "/publication", "{\"decision\":\"confirm\"}");
        return path;
    }

    private static String attached(String entry, String body) {
        return "/api/v1/resources/"
                + specialist()
                        .body(body)
                        .post(entry + "/resources")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void aResourceThatSaysASecretIsTakenBackAndItsSystemsLoseTheirNames() {
        String entry = published("桥梁名录");
        String model = attached(entry, """
                {"kind":"model","name":"桥梁识别","informationSystem":"公路管理系统",
                 "model":{"address":"https://models.example/bridge","task":"%s工程的桥梁识别","version":"1",
                  "inputs":[{"name":"code","type":"text"}],"outputs":[{"name":"code","type":"text"}],"trainedOn":[]}}""".formatted(CODENAME));
        String ended = attached(entry, "{\"kind\":\"table\",\"name\":\"隧道\",\"informationSystem\":\"公路管理系统\"}");
        done(supervisor(), ended + "/withdrawal", "{\"reasons\":\"" + CODENAME + "不再对外\"}");
        String replaced = attached(entry, "{\"kind\":\"table\",\"name\":\"渡口\",\"informationSystem\":\"公路管理系统\"}");
        String moved = attached(entry, "{\"kind\":\"table\",\"name\":\"涵洞\",\"informationSystem\":\"公路管理系统\"}");
        execute("update resource set state = 'REPLACED', ended_at = now(), end_reasons = '" + CODENAME
                + "改由新系统提供', replaced_by = '" + id(moved) + "' where id = '" + id(replaced) + "'");
        String today = LocalDate.now(ZoneOffset.ofHours(8)).toString();
        for (String system : List.of(CODENAME + "指挥系统", "公路一体化平台")) {
            specialist()
                    .body(Map.of("name", system, "since", today, "reasons", "旧系统已经停用"))
                    .post(moved + "/systems")
                    .then()
                    .statusCode(201);
        }
        scannedByANewWord();
        assertThat(places())
                .containsExactlyInAnyOrder(
                        "attachment:/model/task",
                        "replacement:/reasons",
                        "resource-withdrawal:/reasons",
                        "system-change:/name");
        allAreSecret();
        specialist()
                .get(model)
                .then()
                .statusCode(200)
                .body("state", equalTo("withdrawn"))
                .body("name", equalTo("桥梁识别"))
                .body("source", nullValue());
        specialist().get(ended).then().body("state", equalTo("withdrawn")).body("endReasons", equalTo("-"));
        specialist().get(replaced).then().body("state", equalTo("replaced")).body("endReasons", equalTo("-"));
        specialist().get(moved).then().body("state", equalTo("unproven")).body("informationSystem", equalTo("公路一体化平台"));
        specialist().get(moved + "/systems").then().body("items.name", contains("公路管理系统", "-", "公路一体化平台"));
        specialist().get(entry).then().statusCode(200).body("state", equalTo("published"));
        nothingIsLeft();
        assertThat(told("resource.withdrawn")).singleElement().asString().contains("\"reasons\":\"-\"");
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void theNameOfAPresentSystemIsItsEntrysWhereverItWasStated() {
        String entry = published("桥梁名录");
        String moved = attached(entry, "{\"kind\":\"table\",\"name\":\"涵洞\",\"informationSystem\":\"公路管理系统\"}");
        specialist()
                .body(Map.of(
                        "name",
                        CODENAME + "指挥系统",
                        "since",
                        LocalDate.now(ZoneOffset.ofHours(8)).toString(),
                        "reasons",
                        "旧系统已经停用"))
                .post(moved + "/systems")
                .then()
                .statusCode(201);
        scannedByANewWord();
        assertThat(places()).containsExactly("system-change:/name");
        assertThat(rows("select coalesce(record_kind, 'entry') from secrecy_sighting").stream()
                        .map(row -> row.getString(0)))
                .containsExactlyInAnyOrder("entry", "data-system");
        allAreSecret();
        specialist().get(entry).then().statusCode(404);
        nothingIsLeft();
    }

    private static final String CHECKLIST = """
            {"declared":[{"matter":"source","holds":true,"basis":"公路管理系统产生"},
             {"matter":"grading","holds":true,"basis":"分类分级与目录一致"},
             {"matter":"compliance","holds":true,"basis":"依职责采集"},
             {"matter":"security","holds":true,"basis":"%s工程已经剔除"},
             {"matter":"availability","holds":true,"basis":"信息中心运行维护"}]}""";

    private static String selfChecked(String resource, String said) {
        String check = resource + "/self-checks/"
                + specialist()
                        .body(CHECKLIST.formatted(said))
                        .post(resource + "/self-checks")
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("id");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> specialist().get(check).<String>path("state").equals("done"));
        return check;
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void whatAUnitDeclaredOfItsResourceLosesItsBasisAndWhatWasMeasuredTheName() {
        String entry = published("桥梁名录");
        String resource = attached(entry, "{\"kind\":\"table\",\"name\":\"桥梁\",\"informationSystem\":\"公路管理系统\"}");
        String check = selfChecked(resource, CODENAME);
        String measured = EventJson.write(new Measurement(
                Map.of(Aspect.SCHEMA, Outcome.FAILED),
                List.of(
                        new Deviation(Aspect.SCHEMA, "unknown-item", CODENAME + "坐标", null, null, null, null),
                        new Deviation(Aspect.SCHEMA, "unknown-item", "phone", null, null, null, null)),
                null,
                null,
                null,
                null));
        execute("update resource_check set measured = '" + measured + "' where id = '" + id(check) + "'");
        scannedByANewWord();
        assertThat(places()).containsExactlyInAnyOrder("checklist:/declared/*/basis", "fetched-texts:/names/*");
        // What was fetched is not kept as soon as it is suspected; what the unit said is its own until it is decided.
        assertThat(specialist().get(check).jsonPath().getList("deviations.item"))
                .containsExactly("…", "phone");
        assertThat(tablesWith(CODENAME)).containsExactly("resource_check");
        officer()
                .get(CASES + "?limit=100")
                .then()
                .body("items.unit", everyItem(equalTo("education")))
                .body("items.state", everyItem(equalTo("open")));
        for (String id : officer().get(CASES).jsonPath().<String>getList("items.id")) {
            officer()
                    .body(Map.of("decision", "secret", "reasons", "已核对纸质载体"))
                    .post(CASES + "/" + id + "/decision")
                    .then()
                    .statusCode(200);
        }
        specialist()
                .get(check)
                .then()
                .statusCode(200)
                .body("declared.basis", everyItem(equalTo("-")))
                .body("declared.matter", contains("source", "grading", "compliance", "security", "availability"));
        nothingIsLeft();
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void aReportOfAHarvestRepeatsNothingThatIsSuspectedLater() {
        execute(
                "insert into harvest_source (id, title, address, unit, format, interval_seconds, enabled, registered_at,"
                        + " changed_at, next_run_at, lock_version) values ('" + ONE
                        + "', '邻市目录', 'https://catalogue.example/dcat',"
                        + " 'civil-affairs', 'TURTLE', 86400, false, now(), now(), now() + interval '1 day', 0)");
        execute("insert into harvest_run (id, source_id, trigger, state, asked_at, errors) values ('" + TWO + "', '"
                + ONE
                + "', 'DEMAND', 'PARTIAL', now(), '[{\"address\":\"https://catalogue.example/2?key=" + CODENAME
                + "\",\"code\":\"syntax-error\",\"message\":\"line 2\"},{\"address\":\"https://catalogue.example/3\","
                + "\"code\":\"syntax-error\",\"message\":\"near " + CODENAME + "\"}]')");
        execute("insert into harvest_refusal (run_id, place, iri, reasons) values ('" + TWO
                + "', 0, 'https://other.example/" + CODENAME
                + "', '[{\"code\":\"title-missing\",\"message\":\"no title\"}]'), ('" + TWO
                + "', 1, 'https://other.example/2', '[{\"code\":\"title-missing\",\"message\":\"no title\"}]')");
        scannedByANewWord();
        assertThat(places())
                .containsExactlyInAnyOrder(
                        "harvest-report:/errors/*", "harvest-report:/errors/*", "harvested-dataset:/iri");
        nothingIsLeft();
        as("auditor", "authority")
                .get("/api/v1/harvest/runs/" + TWO)
                .then()
                .statusCode(200)
                .body("errors.address", contains("…", "https://catalogue.example/3"))
                .body("errors.message", contains("line 2", "…"));
        as("auditor", "authority")
                .get("/api/v1/harvest/runs/" + TWO + "/refusals")
                .then()
                .statusCode(200)
                .body("items.iri", contains(nullValue(), equalTo("https://other.example/2")))
                .body("items.reasons.code.flatten()", contains("title-missing", "title-missing"));
    }

    /** What a replica writes that judges by the rules of before, of every kind; nothing else tells the scan of it. */
    @Test
    @Requirement({"A2.2", "A13.3"})
    void whateverKindOfTextAnotherReplicaTookInByOlderRulesIsFoundByTheSecondLook() {
        String entry = published("桥梁名录");
        String resource = attached(entry, "{\"kind\":\"table\",\"name\":\"桥梁\",\"informationSystem\":\"公路管理系统\"}");
        selfChecked(resource, "桥梁");
        made(specialist(), "/api/v1/collection-plans", plan("核对桥梁的养护情况", "桥梁荷载", ""));
        made(specialist(), "/api/v1/elements", ELEMENT.formatted("桥梁编号", "桥梁号码", "公路桥梁的统一编号", "4"));
        made(specialist(), "/api/v1/watches", "{\"follows\":\"search\",\"search\":{\"q\":\"桥梁\"}}");
        reviewer()
                .body(Map.of("title", "桥梁检查", "description", "核对桥梁的资源"))
                .post("/api/v1/conformity-rounds")
                .then()
                .statusCode(201);
        String source = made(
                as("authority-admin", "authority"),
                "/api/v1/harvest/sources",
                "{\"title\":\"邻市目录\",\"address\":\"https://catalogue.example/dcat\","
                        + "\"unit\":\"civil-affairs\",\"interval\":\"PT24H\",\"enabled\":false}");
        execute("insert into harvest_record (id, source_id, iri, digest, content, words, publisher, keywords, themes,"
                + " formats, page, run_id, first_seen_at, last_seen_at, changed_at) values ('" + ONE + "', '"
                + id(source)
                + "', 'https://other.example/1', '-', '{\"iri\":\"https://other.example/1\",\"version\":\"桥梁\"}', '-',"
                + " '-', '{}', '{}', '{}', '-', '" + ONE + "', now(), now(), now())");
        execute("insert into harvest_adoption (entry_id, record_id, source_id, source_title, iri, content, unit,"
                + " adopted_by, adopted_at) select id, '" + ONE + "', '" + id(source) + "', '邻市目录',"
                + " 'https://other.example/1', '{\"iri\":\"https://other.example/1\",\"version\":\"桥梁\"}', unit, '-', now()"
                + " from entry");
        execute("insert into harvest_run (id, source_id, trigger, state, asked_at, errors) values ('" + TWO + "', '"
                + id(source) + "', 'DEMAND', 'PARTIAL', now(), '[{\"address\":\"https://catalogue.example/dcat\","
                + "\"code\":\"syntax-error\",\"message\":\"桥梁\"}]')");
        execute("insert into harvest_page (source_id, place, address, members) values ('" + id(source)
                + "', 0, 'https://catalogue.example/桥梁', 1)");
        // What was written before the scan has long been committed when the rules change.
        scannedByANewWord();
        assertThat(places()).isEmpty();
        for (String column : List.of(
                "entry.content",
                "resource.end_reasons",
                "data_system.code",
                "resource_check.declared",
                "resource_check.measured",
                "conformity_round.title",
                "collection_plan.content",
                "data_element.meaning",
                "watch.target",
                "harvest_source.title",
                "harvest_record.content",
                "harvest_adoption.content",
                "harvest_run.errors",
                "harvest_page.address")) {
            String table = column.substring(0, column.indexOf('.'));
            String name = column.substring(column.indexOf('.') + 1);
            String value =
                    switch (column) {
                        case "resource.end_reasons", "data_system.code" -> "'" + CODENAME + "'";
                        case "resource_check.measured" ->
                            "'"
                                    + EventJson.write(new Measurement(
                                            Map.of(Aspect.SCHEMA, Outcome.FAILED),
                                            List.of(new Deviation(
                                                    Aspect.SCHEMA, "unknown-item", CODENAME, null, null, null, null)),
                                            null,
                                            null,
                                            null,
                                            null))
                                    + "' where round_id is null";
                        default -> "replace(" + name + ", '桥梁', '" + CODENAME + "')";
                    };
            execute("update " + table + " set " + name + " = "
                    + (column.equals("harvest_source.title") ? "'" + CODENAME + "'" : value));
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> officer().get("/api/v1/secrecy/rules").<String>path("scannedAgainAt") != null);
        Set<String> found = new HashSet<>();
        rows("select distinct coalesce(record_kind, 'entry') from secrecy_sighting where stored")
                .forEach(row -> found.add(row.getString(0)));
        Map<String, String> fleeting = Map.of(
                "harvest-report", "harvest-report:/errors/*",
                "harvested-page", "harvested-page:/links/*",
                "measurement", "fetched-texts:/names/*");
        List<String> places = places();
        fleeting.forEach((kind, place) -> {
            if (places.contains(place)) {
                found.add(kind);
            }
        });
        Set<String> all = new HashSet<>(Set.of("entry"));
        kinds.forEach(kind -> all.add(kind.kind()));
        assertThat(found).isEqualTo(all);
        assertThat(tablesWith(CODENAME)).doesNotContain("harvest_run", "harvest_page");
        execute("truncate resource_check, conformity_round");
    }

    private static <T> T ofRules(String name) {
        return officer()
                .get("/api/v1/secrecy/rules")
                .then()
                .statusCode(200)
                .extract()
                .path(name);
    }

    private static void scannedAgain() {
        await().atMost(Duration.ofSeconds(60)).until(() -> ofRules("scannedAgainAt") != null);
    }

    /** One that judged by the rules of before and waited for so long that every replica knows the new ones. */
    @Test
    @Requirement({"A2.2", "A13.3"})
    void whatWasCommittedLongAfterTheScanIsFoundByTheSecondLookWhichWaitsForIt() {
        published("桥梁名录");
        SqlConnection late = database.getConnection().await().atMost(Duration.ofSeconds(10));
        try {
            late.query("begin").execute().await().atMost(Duration.ofSeconds(10));
            late.query("update entry_version set adjustment_reasons = '与" + CODENAME + "有关'")
                    .execute()
                    .await()
                    .atMost(Duration.ofSeconds(10));
            scannedByANewWord();
            await().atMost(Duration.ofSeconds(60)).until(() -> ofRules("waitsForTransactionOf") != null);
            assertThat(Instant.parse(ofRules("waitsForTransactionOf"))).isBefore(Instant.parse(ofRules("changedAt")));
            assertThat(StandingRecordsTest.<String>ofRules("scannedAgainAt")).isNull();
            assertThat(places()).isEmpty();
            late.query("commit").execute().await().atMost(Duration.ofSeconds(10));
        } finally {
            late.query("rollback").execute().await().atMost(Duration.ofSeconds(10));
            late.close().await().atMost(Duration.ofSeconds(10));
        }
        scannedAgain();
        assertThat(StandingRecordsTest.<String>ofRules("waitsForTransactionOf")).isNull();
        assertThat(places()).containsExactly("entry:/reasons");
        allAreSecret();
        nothingIsLeft();
    }

    /** Rows of what a record's texts stand in beside its own row, and more records than a part has. */
    @Test
    @Requirement({"A2.2", "A13.3"})
    void whatHangsOnARecordAndEachPartOfManyIsFoundByTheSecondLook() {
        published("桥梁名录");
        made(specialist(), "/api/v1/collection-plans", plan("核对桥梁的养护情况", "桥梁荷载", ""));
        made(specialist(), "/api/v1/elements", ELEMENT.formatted("桥梁编号", "桥梁号码", "公路桥梁的统一编号", "4"));
        execute(
                "insert into joint_part (id, entry_id, version, lead, unit, items, digest, state, asked_at, lock_version)"
                        + " select uuidv7(), id, version, unit, 'civil-affairs', '[]', '-', 'ASKED', now(), 0 from entry");
        execute("insert into collection_party (plan_id, unit, duties) select id, 'civil-affairs', '核实村庄'"
                + " from collection_plan");
        execute("insert into element_tenure (id, element_id, unit, held_from) select uuidv7(), id, unit, now()"
                + " from data_element");
        execute(
                "insert into harvest_source (id, title, address, unit, format, interval_seconds, enabled, registered_at,"
                        + " changed_at, next_run_at, lock_version) values ('" + ONE
                        + "', '邻市目录', 'https://catalogue.example/dcat',"
                        + " 'civil-affairs', 'TURTLE', 86400, false, now(), now(), now() + interval '1 day', 0)");
        execute("insert into harvest_run (id, source_id, trigger, state, asked_at, errors) values ('" + TWO + "', '"
                + ONE + "', 'DEMAND', 'PARTIAL', now(), '[]')");
        execute("insert into harvest_refusal (run_id, place, iri, reasons) values ('" + TWO
                + "', 0, 'https://other.example/1', '[{\"code\":\"title-missing\",\"message\":\"no title\"}]')");
        scannedByANewWord();
        assertThat(places()).isEmpty();
        execute("update entry_version set adjustment_reasons = '" + CODENAME + "一'");
        execute("update joint_part set reasons = '" + CODENAME + "二'");
        execute("update collection_party set reasons = '" + CODENAME + "三'");
        execute("update element_tenure set reasons = '" + CODENAME + "四'");
        execute("update harvest_refusal set iri = 'https://other.example/" + CODENAME + "'");
        execute("insert into harvest_record (id, source_id, iri, digest, content, words, publisher, keywords, themes,"
                + " formats, page, run_id, first_seen_at, last_seen_at, changed_at) select uuidv7(), '" + ONE
                + "', 'https://other.example/' || i, '-', '{\"iri\":\"https://other.example/' || i || '\",\"version\":\"'"
                + " || case when i in (1, 201, 450) then '" + CODENAME + "第' || i else '1' end || '\"}', '-',"
                + " '-', '{}', '{}', '{}', '-', '" + TWO + "', now(), now(), now() from generate_series(1, 450) as i");
        scannedAgain();
        assertThat(places())
                .containsExactlyInAnyOrder(
                        "entry:/reasons",
                        "part-decision:/reasons",
                        "confirmation:/reasons",
                        "hand-over:/reasons",
                        "harvested-dataset:/iri",
                        "harvested-dataset:/version",
                        "harvested-dataset:/version",
                        "harvested-dataset:/version");
        assertThat(tablesWith(CODENAME)).doesNotContain("harvest_refusal");
        execute("truncate joint_part");
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void whateverIsLeftOutOfAReportHasACase() {
        execute(
                "insert into harvest_source (id, title, address, unit, format, interval_seconds, enabled, registered_at,"
                        + " changed_at, next_run_at, lock_version) values ('" + ONE
                        + "', '邻市目录', 'https://catalogue.example/dcat',"
                        + " 'civil-affairs', 'TURTLE', 86400, false, now(), now(), now() + interval '1 day', 0)");
        execute("insert into harvest_run (id, source_id, trigger, state, asked_at, errors) values ('" + TWO + "', '"
                + ONE + "', 'DEMAND', 'PARTIAL', now(), '[]')");
        execute("insert into harvest_refusal (run_id, place, iri, reasons) select '" + TWO + "', i,"
                + " 'https://other.example/" + CODENAME + "/' || i, '[{\"code\":\"title-missing\",\"message\":\"near "
                + CODENAME + " ' || i || '\"}]' from generate_series(1, 130) as i");
        scannedByANewWord();
        assertThat(rows("select place from secrecy_case where place = 'harvested-dataset:/iri'"))
                .hasSize(130);
        assertThat(rows("select place from secrecy_case where place = 'harvest-report:/reasons/*'"))
                .hasSize(130);
        nothingIsLeft();
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void aNameInFetchedDataThatIsSuspectedIsNotKeptAndHasACase() {
        scannedByANewWord();
        try (Department department = new Department()) {
            department.answer("/bridges.csv", "text/csv", Instant.now(), "code," + CODENAME + "坐标\r\n1,2\r\n");
            String resource = attached(
                    published("桥梁名录"),
                    "{\"kind\":\"file\",\"name\":\"桥梁文件\",\"informationSystem\":\"公路管理系统\",\"file\":{\"address\":\""
                            + department.at("/bridges.csv") + "\",\"format\":\"csv\",\"mediaType\":\"text/csv\"}}");
            String check = selfChecked(resource, "桥梁");
            assertThat(specialist()
                            .get(check)
                            .jsonPath()
                            .getList("deviations.findAll { it.code == 'unknown-item' }.item"))
                    .containsExactly("…");
        }
        String id = officer()
                .get(CASES)
                .then()
                .body("items.place", contains("fetched-texts:/names/*"))
                .body("items.unit", contains("education"))
                .body("items.state", contains("open"))
                .extract()
                .path("items[0].id");
        officer().get(CASES + "/" + id).then().body("sightings.stored", contains(false));
        nothingIsLeft();
    }

    /** As a case that was opened before changes of systems had a place of their own. */
    @Test
    @Requirement({"A2.2", "A13.3"})
    void aCaseOfASystemsNameIsOfThePresentSystemWhicheverPlaceItIsAt() {
        String entry = published("桥梁名录");
        String moved = attached(entry, "{\"kind\":\"table\",\"name\":\"涵洞\",\"informationSystem\":\"公路管理系统\"}");
        specialist()
                .body(Map.of(
                        "name",
                        CODENAME + "指挥系统",
                        "since",
                        LocalDate.now(ZoneOffset.ofHours(8)).toString(),
                        "reasons",
                        "旧系统已经停用"))
                .post(moved + "/systems")
                .then()
                .statusCode(201);
        scannedByANewWord();
        execute("delete from secrecy_sighting where entry_id is null");
        execute("update secrecy_case set place = 'attachment:/informationSystem'");
        allAreSecret();
        specialist().get(entry).then().statusCode(404);
        nothingIsLeft();
    }

    /** Whoever replaces a resource locks both in the order of ids; what was declared of several is erased in the order of checks. */
    @Test
    @Requirement("A13.3")
    void whoReplacesAResourceAndWhoErasesSelfChecksDoNotWaitForEachOther() throws Exception {
        String entry = published("桥梁名录");
        List<String> resources = new ArrayList<>(List.of(
                attached(entry, "{\"kind\":\"table\",\"name\":\"桥梁\",\"informationSystem\":\"公路管理系统\"}"),
                attached(entry, "{\"kind\":\"table\",\"name\":\"涵洞\",\"informationSystem\":\"公路管理系统\"}")));
        resources.sort(Comparator.reverseOrder());
        List<String> checks = resources.stream()
                .map(resource -> selfChecked(resource, CODENAME))
                .toList();
        scannedByANewWord();
        String id = officer()
                .get(CASES)
                .then()
                .body("items.place", contains("checklist:/declared/*/basis"))
                .extract()
                .path("items[0].id");
        SqlConnection replacing = database.getConnection().await().atMost(Duration.ofSeconds(10));
        try {
            replacing.query("begin").execute().await().atMost(Duration.ofSeconds(10));
            replacing
                    .query("select 1 from resource where id = '" + id(resources.getLast()) + "' for update")
                    .execute()
                    .await()
                    .atMost(Duration.ofSeconds(10));
            CompletableFuture<Integer> decision = CompletableFuture.supplyAsync(() -> officer()
                    .body(Map.of("decision", "secret", "reasons", "已核对纸质载体"))
                    .post(CASES + "/" + id + "/decision")
                    .statusCode());
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !rows("select 1 from pg_stat_activity where wait_event_type = 'Lock'"
                                    + " and query like '%from resource %'")
                            .isEmpty());
            replacing
                    .query("select 1 from resource where id = '" + id(resources.getFirst()) + "' for update")
                    .execute()
                    .await()
                    .atMost(Duration.ofSeconds(10));
            replacing.query("commit").execute().await().atMost(Duration.ofSeconds(10));
            assertThat(decision.get(60, TimeUnit.SECONDS)).isEqualTo(200);
        } finally {
            replacing.query("rollback").execute().await().atMost(Duration.ofSeconds(10));
            replacing.close().await().atMost(Duration.ofSeconds(10));
        }
        checks.forEach(check -> specialist().get(check).then().body("declared.basis", everyItem(equalTo("-"))));
        nothingIsLeft();
    }

    /**
     * Whoever registers a plan or an element has it locked and then keeps its wordings; several that are erased at once are locked
     * one after another.
     */
    @Test
    @Requirement("A13.3")
    void whoKeepsWordingsAndWhoErasesSeveralDoNotWaitForEachOther() throws Exception {
        String meaning = CODENAME + "桥梁的编号";
        List<String> elements = new ArrayList<>(List.of(
                made(specialist(), "/api/v1/elements", ELEMENT.formatted("桥梁编号", "桥梁号码", meaning, "4")),
                made(specialist(), "/api/v1/elements", ELEMENT.formatted("隧道长度", "隧道全长", meaning, "5"))));
        scannedByANewWord();
        String id = officer()
                .get(CASES)
                .then()
                .body("items.place", contains("element-content:/meaning"))
                .extract()
                .path("items[0].id");
        elements.sort(Comparator.naturalOrder());
        SqlConnection keeping = database.getConnection().await().atMost(Duration.ofSeconds(10));
        try {
            keeping.query("begin").execute().await().atMost(Duration.ofSeconds(10));
            keeping.query("select 1 from data_element where id = '" + id(elements.getLast()) + "' for update")
                    .execute()
                    .await()
                    .atMost(Duration.ofSeconds(10));
            CompletableFuture<Integer> decision = CompletableFuture.supplyAsync(() -> officer()
                    .body(Map.of("decision", "secret", "reasons", "已核对纸质载体"))
                    .post(CASES + "/" + id + "/decision")
                    .statusCode());
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !rows("select 1 from pg_stat_activity where wait_event_type = 'Lock'"
                                    + " and query like 'select unit from data_element%'")
                            .isEmpty());
            keeping.query("insert into wording (key, general) values ('隧道长度|', '隧道长度|')" + " on conflict do nothing")
                    .execute()
                    .await()
                    .atMost(Duration.ofSeconds(10));
            keeping.query("commit").execute().await().atMost(Duration.ofSeconds(10));
            assertThat(decision.get(60, TimeUnit.SECONDS)).isEqualTo(200);
        } finally {
            keeping.query("rollback").execute().await().atMost(Duration.ofSeconds(10));
            keeping.close().await().atMost(Duration.ofSeconds(10));
        }
        elements.forEach(element -> specialist().get(element).then().statusCode(404));
        nothingIsLeft();
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void roundsSourcesAndWatchedSearchesAreLookedAt() {
        String entry = published("桥梁名录");
        attached(entry, "{\"kind\":\"table\",\"name\":\"桥梁\",\"informationSystem\":\"公路管理系统\"}");
        String round = "/api/v1/conformity-rounds/"
                + reviewer()
                        .body(Map.of("title", CODENAME + "检查", "description", "核对桥梁的资源"))
                        .post("/api/v1/conformity-rounds")
                        .then()
                        .extract()
                        .path("id");
        String source = made(
                as("authority-admin", "authority"),
                "/api/v1/harvest/sources",
                "{\"title\":\"" + CODENAME + "目录\",\"address\":\"https://catalogue.example/dcat\","
                        + "\"unit\":\"civil-affairs\",\"interval\":\"PT24H\",\"enabled\":false}");
        String watch = made(
                specialist(), "/api/v1/watches", "{\"follows\":\"search\",\"search\":{\"q\":\"" + CODENAME + "\"}}");
        scannedByANewWord();
        assertThat(places())
                .containsExactlyInAnyOrder("declared-source:/title", "new-round:/title", "new-watch:/search/q");
        officer()
                .get(CASES + "?limit=100")
                .then()
                .body("items.unit", containsInAnyOrder("authority", "civil-affairs", "education"));
        allAreSecret();
        reviewer().get(round).then().statusCode(200).body("title", equalTo("-")).body("resources", equalTo(1));
        as("authority-admin", "authority").get(source).then().statusCode(404);
        specialist().get(watch).then().statusCode(404);
        specialist().get("/api/v1/watches").then().body("items", empty());
        nothingIsLeft();
        assertThat(told("harvest.source-removed")).singleElement().asString().contains("\"title\":\"-\"");
        assertThat(told("watch.ended")).hasSize(1);
        execute("truncate resource_check, conformity_round");
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void whatWasMendedBeforeTheDecisionStays() {
        String element =
                made(specialist(), "/api/v1/elements", ELEMENT.formatted("桥梁编号", "桥梁号码", CODENAME + "桥梁的编号", "4"));
        scannedByANewWord();
        assertThat(places()).containsExactly("element-content:/meaning");
        specialist()
                .header("If-Match", specialist().get(element).header("ETag"))
                .body(ELEMENT.formatted("桥梁编号", "桥梁号码", "公路桥梁的统一编号", "4"))
                .put(element)
                .then()
                .statusCode(200);
        String id = officer().get(CASES).then().extract().path("items[0].id");
        officer()
                .body(Map.of("decision", "secret", "reasons", "已核对纸质载体"))
                .post(CASES + "/" + id + "/decision")
                .then()
                .statusCode(200)
                .body("sightings.recordKind", contains("data-element"))
                .body("sightings.recordId", contains(element.substring(element.lastIndexOf('/') + 1)))
                .body("sightings.gone", contains(true));
        specialist().get(element).then().statusCode(200);
    }
}
