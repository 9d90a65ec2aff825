package org.publicdatamesh.catalog.watch;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.catalog.resource.Department;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** Units follow entries, units, themes and searches, and are told of each thing once. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "catalog"))
class WatchesTest {
    private static final String WATCHES = "/api/v1/watches";
    private static final String NOTICES = WATCHES + "/notices";
    private static final String ENTRY = """
            {"name":{"zh":"%s"},"summary":"编号与名称","classification":"%s","grade":1,"updateCycle":"%s",
             "items":[
              {"name":"code","label":"路线编号","type":"text","length":10,"key":true,"required":true,"check":"none",
               "grade":1,"identifies":"nobody","mask":"none"}]}""";
    private static final String ROADS = ENTRY.formatted("农村公路名录", "203004", "yearly");
    private static final String BRIDGES = ENTRY.formatted("公路桥梁名录", "203005", "monthly");

    @Inject
    AdmittedUnits admitted;

    @Inject
    Digests digests;

    @Inject
    Pool database;

    @BeforeEach
    void begin() {
        List.of("authority", "civil-affairs", "education", "health").forEach(unit -> admitted.set(unit, true));
        execute(
                "truncate watch, watch_happening, watch_notice, entry, entry_version, resource, outbox, publishing_unit");
        execute("insert into publishing_unit (unit, name, level, division, authority, as_of) values"
                + " ('education', '{\"zh\":\"教育厅\"}', 'REGION', '540000', false, now())");
    }

    private void execute(String sql) {
        database.query(sql).execute().await().atMost(Duration.ofSeconds(10));
    }

    private long count(String sql) {
        return database.query(sql)
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next()
                .getLong(0);
    }

    private static RequestSpecification as(String role, String unit) {
        return given().auth().oauth2(Tokens.of(role, unit)).contentType(ContentType.JSON);
    }

    private static ValidatableResponse step(String role, String unit, String path, String body) {
        return as(role, unit).body(body).post(path).then();
    }

    private static String drafted(String content) {
        return step("data-specialist", "education", "/api/v1/entries", content)
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void reviewed(String id) {
        String path = "/api/v1/entries/" + id;
        as("data-specialist", "education").post(path + "/submission").then().statusCode(200);
        step("data-supervisor", "education", path + "/review", "{\"decision\":\"pass\"}")
                .statusCode(200);
    }

    private static void confirmed(String id) {
        reviewed(id);
        step("authority-reviewer", "authority", "/api/v1/entries/" + id + "/publication", "{\"decision\":\"confirm\"}")
                .statusCode(200);
    }

    private static String published(String content) {
        String id = drafted(content);
        confirmed(id);
        return id;
    }

    private static void underRevision(String id, String content) {
        String path = "/api/v1/entries/" + id;
        as("data-specialist", "education").post(path + "/revision").then().statusCode(200);
        as("data-specialist", "education")
                .header("If-Match", as("data-specialist", "education").get(path).header("ETag"))
                .body(content)
                .put(path)
                .then()
                .statusCode(200);
    }

    private static void retired(String id) {
        String path = "/api/v1/entries/" + id;
        step("data-specialist", "education", path + "/retirement-proposal", "{\"reasons\":\"职能划转\"}")
                .statusCode(200);
        step("authority-reviewer", "authority", path + "/retirement", "{\"decision\":\"retire\"}")
                .statusCode(200);
    }

    private static String watching(String unit, String what, String notices) {
        return step("data-specialist", unit, WATCHES, "{" + what + ",\"notices\":\"" + notices + "\"}")
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static JsonPath inbox(String unit) {
        return as("data-supervisor", unit)
                .get(NOTICES)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** Waits until of all that happened notices are made. */
    private void settled() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> count("select count(*) from watch_happening where done_at is null") == 0);
    }

    private List<String> events() {
        return StreamSupport.stream(
                        database.query("select type from outbox where topic = 'catalog.watch' order by id")
                                .execute()
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .spliterator(),
                        false)
                .map((Row row) -> row.getString(0)
                        .replace("org.publicdatamesh.catalog.watch.", "")
                        .replace(".v1", ""))
                .toList();
    }

    /** A file of the entry that passed its self-check; nobody was told of it before. */
    private static String offered(String entry, String resume) {
        try (Department files = new Department()) {
            files.answer("/roads", "text/csv", Instant.now(), "code\r\nG318\r\n");
            String resource = step(
                            "data-specialist",
                            "education",
                            "/api/v1/entries/" + entry + "/resources",
                            "{\"kind\":\"file\",\"name\":\"年度文件\",\"informationSystem\":\"公路系统\",\"file\":{\"address\":\""
                                    + files.at("/roads") + "\",\"format\":\"csv\"}}")
                    .statusCode(201)
                    .extract()
                    .path("id");
            String checklist = Stream.of("source", "grading", "compliance", "security", "availability")
                    .map(matter -> "{\"matter\":\"" + matter + "\",\"holds\":true,\"basis\":\"已逐项核对\"}")
                    .collect(Collectors.joining(",", "{\"declared\":[", "]}"));
            assertThat(after("civil-affairs", resume).getList("items")).isEmpty();
            String check = step(
                            "data-specialist", "education", "/api/v1/resources/" + resource + "/self-checks", checklist)
                    .statusCode(202)
                    .extract()
                    .header("Location");
            JsonPath done = await().atMost(Duration.ofSeconds(30))
                    .until(() -> as("data-specialist", "education").get(check).jsonPath(), made -> "done"
                            .equals(made.getString("state")));
            assertThat(done.getBoolean("passed")).as(done.prettify()).isTrue();
            return resource;
        }
    }

    @Test
    void eachWatchIsToldOnceOfEachThingThatConcernsItFromThePublicationToTheRetirement() {
        String theme = watching("civil-affairs", "\"follows\":\"theme\",\"classification\":\"203004\"", "at-once");
        String unit = watching("civil-affairs", "\"follows\":\"unit\",\"unit\":\"education\"", "at-once");
        String search = watching("civil-affairs", "\"follows\":\"search\",\"search\":{\"q\":\"桥梁 名录\"}", "at-once");
        watching("civil-affairs", "\"follows\":\"search\",\"search\":{\"q\":\"水库\"}", "at-once");
        watching("health", "\"follows\":\"unit\",\"unit\":\"education\"", "none");
        String id = published(ROADS);
        settled();
        JsonPath first = inbox("civil-affairs");
        assertThat(first.getList("items.watch.watchId")).containsExactly(theme, unit);
        assertThat(first.getList("items.effect")).containsExactly("entered", "entered");
        assertThat(first.getList("items.happening.kind")).containsExactly("published", "published");
        assertThat(first.getString("items[0].happening.told.name.zh")).isEqualTo("农村公路名录");
        assertThat(first.getString("items[0].happening.told.code")).startsWith("203004/");
        String entry = watching("civil-affairs", "\"follows\":\"entry\",\"entry\":\"" + id + "\"", "at-once");

        underRevision(id, BRIDGES);
        confirmed(id);
        settled();
        JsonPath second = after("civil-affairs", first.getString("resume"));
        assertThat(second.getList("items.watch.watchId")).containsExactly(theme, unit, search, entry);
        assertThat(second.getList("items.effect")).containsExactly("left", "stayed", "entered", "stayed");
        assertThat(second.getInt("items[3].happening.version")).isEqualTo(2);
        assertThat(second.getInt("items[3].happening.told.previousVersion")).isEqualTo(1);
        assertThat(second.getList("items[3].happening.told.differences.at"))
                .containsExactly("/name/zh", "/classification", "/updateCycle");
        assertThat(second.getString("items[3].happening.told.differences[1].before"))
                .isEqualTo("203004");
        assertThat(second.getString("items[3].happening.told.differences[1].after"))
                .isEqualTo("203005");
        assertThat(second.getInt("items[3].happening.told.differing")).isEqualTo(3);

        String resource = offered(id, second.getString("resume"));
        retired(id);
        settled();
        JsonPath third = after("civil-affairs", second.getString("resume"));
        assertThat(third.getList("items.watch.watchId")).containsExactly(unit, search, entry, unit, search, entry);
        assertThat(third.getList("items.happening.kind"))
                .containsExactly(
                        "resource-offered", "resource-offered", "resource-offered", "retired", "retired", "retired");
        assertThat(third.getList("items.effect")).containsExactly("stayed", "stayed", "stayed", "left", "left", "left");
        assertThat(third.getString("items[0].happening.told.resource.resourceId"))
                .isEqualTo(resource);
        assertThat(third.getString("items[0].happening.told.resource.name")).isEqualTo("年度文件");
        assertThat(after("civil-affairs", third.getString("resume")).getList("items"))
                .isEmpty();
        var feed = given().auth()
                .oauth2(Tokens.of("security-officer", "civil-affairs"))
                .get(WATCHES + "/" + search + "/notices.atom")
                .then()
                .statusCode(200)
                .contentType("application/atom+xml")
                .extract();
        assertThat(feed.xmlPath().getList("feed.entry.category.@term"))
                .containsExactly("retired", "left", "resource-offered", "stayed", "revised", "entered");
        assertThat(feed.xmlPath().getString("feed.entry[0].title")).isEqualTo("公路桥梁名录");
        given().auth()
                .oauth2(Tokens.of("security-officer", "civil-affairs"))
                .header("If-None-Match", feed.header("ETag"))
                .get(WATCHES + "/" + search + "/notices.atom")
                .then()
                .statusCode(304);
        assertThat(inbox("health").getList("items")).isEmpty();
        assertThat(inbox("education").getList("items")).isEmpty();
    }

    private static JsonPath after(String unit, String resume) {
        return as("data-system", unit)
                .get(NOTICES + "?cursor=" + resume)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    @Requirement("A10.3")
    void whatTheAuthorityAdjustedIsToldWithItsReasons() {
        watching("civil-affairs", "\"follows\":\"theme\",\"classification\":\"2\"", "at-once");
        String id = drafted(ROADS);
        reviewed(id);
        step(
                        "authority-reviewer",
                        "authority",
                        "/api/v1/entries/" + id + "/publication",
                        "{\"decision\":\"adjust\",\"reasons\":\"分类有误\",\"content\":" + BRIDGES + "}")
                .statusCode(200);
        settled();
        JsonPath inbox = inbox("civil-affairs");
        assertThat(inbox.getList("items.happening.kind")).containsExactly("published");
        assertThat(inbox.getString("items[0].happening.told.adjustmentReasons")).isEqualTo("分类有误");
        assertThat(inbox.getList("items[0].happening.told.adjusted"))
                .containsExactly("/name/zh", "/classification", "/updateCycle");
        assertThat(inbox.getString("items[0].happening.told.differences")).isNull();
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void ofAnEntryThatIsWithheldEveryWatchThatItWasAmongIsToldThatItLeftAndNothingElse() {
        execute("truncate secrecy_case, secrecy_sighting, secrecy_assessment");
        execute("insert into publishing_unit (unit, name, level, division, authority, as_of) values"
                + " ('authority', '{\"zh\":\"数据局\"}', 'REGION', '540000', true, now())");
        String theme = watching("civil-affairs", "\"follows\":\"theme\",\"classification\":\"203004\"", "at-once");
        String unit = watching("civil-affairs", "\"follows\":\"unit\",\"unit\":\"education\"", "at-once");
        String search = watching("civil-affairs", "\"follows\":\"search\",\"search\":{\"q\":\"公路 名录\"}", "at-once");
        watching("civil-affairs", "\"follows\":\"search\",\"search\":{\"q\":\"水库\"}", "at-once");
        watching("civil-affairs", "\"follows\":\"theme\",\"classification\":\"203005\"", "at-once");
        watching("health", "\"follows\":\"theme\",\"classification\":\"203\"", "digest");
        String id = published(ROADS.replace("编号与名称", "沿线的雪顶河谷七号"));
        String entry = watching("civil-affairs", "\"follows\":\"entry\",\"entry\":\"" + id + "\"", "at-once");
        settled();
        String resume = inbox("civil-affairs").getString("resume");
        String word = step(
                        "security-officer",
                        "authority",
                        "/api/v1/secrecy/words",
                        "{\"word\":\"雪顶河谷七号\",\"reasons\":\"新定密事项的工程代号\"}")
                .statusCode(201)
                .extract()
                .path("id");
        String found = await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> as("security-officer", "authority")
                                .get("/api/v1/secrecy/cases")
                                .jsonPath()
                                .getString("items[0].id"),
                        java.util.Objects::nonNull);
        step(
                        "security-officer",
                        "authority",
                        "/api/v1/secrecy/cases/" + found + "/decision",
                        "{\"decision\":\"secret\",\"reasons\":\"已核对纸质载体\"}")
                .statusCode(200);
        as("data-specialist", "education").get("/api/v1/entries/" + id).then().statusCode(404);
        // The notices are there with the decision; nothing is left to be made of it.
        JsonPath told = after("civil-affairs", resume);
        assertThat(told.getList("items.watch.watchId")).containsExactly(theme, unit, search, entry);
        assertThat(told.getList("items.effect")).containsExactly("left", "left", "left", "left");
        assertThat(told.getList("items.happening.kind")).containsOnly("withheld");
        assertThat(told.getList("items.happening.entryId")).containsOnly(id);
        assertThat(told.getMap("items[0].happening.told").keySet()).containsExactlyInAnyOrder("code", "name");
        assertThat(told.getString("items[0].happening.told.code")).startsWith("203004/");
        assertThat(told.getMap("items[0].happening.told.name")).isEqualTo(java.util.Map.of("zh", "-"));
        assertThat(inbox("civil-affairs").getString("items[0].happening.told.name.zh"))
                .isEqualTo("-");
        assertThat(inbox("health").getList("items")).isEmpty();
        assertThat(
                        count(
                                "select count(*) from watch_notice n join watch_happening h on h.id = n.happening_id"
                                        + " where n.unit = 'health' and n.position is null and h.kind = 'WITHHELD' and n.effect = 'LEFT'"))
                .isEqualTo(1);
        settled();
        assertThat(count("select count(*) from watch_happening where kind = 'RETIRED'"))
                .isZero();
        assertThat(count("select count(*) from watch_happening where told like '%公路%' or told like '%雪顶%'"))
                .isZero();
        assertThat(given().auth()
                        .oauth2(Tokens.of("data-supervisor", "civil-affairs"))
                        .get(WATCHES + "/" + theme + "/notices.atom")
                        .xmlPath()
                        .getString("feed.entry[0].title"))
                .startsWith("203004/");
        step(
                        "security-officer",
                        "authority",
                        "/api/v1/secrecy/words/" + word + "/withdrawal",
                        "{\"reasons\":\"测试已经结束\"}")
                .statusCode(200);
    }

    @Test
    @Requirement("A11.1")
    void whatOthersHaveNotPublishedIsNeverToldAndNeitherAreTheirWatches() {
        String watch = watching("civil-affairs", "\"follows\":\"unit\",\"unit\":\"education\"", "at-once");
        watching("civil-affairs", "\"follows\":\"search\",\"search\":{\"q\":\"名录\"}", "at-once");
        String draft = drafted(ROADS);
        reviewed(draft);
        String id = published(ROADS);
        underRevision(id, BRIDGES);
        reviewed(id);
        step(
                        "authority-reviewer",
                        "authority",
                        "/api/v1/entries/" + id + "/publication",
                        "{\"decision\":\"return\",\"reasons\":\"名称有误\"}")
                .statusCode(200);
        as("data-specialist", "education")
                .delete("/api/v1/entries/" + id + "/revision")
                .then()
                .statusCode(200);
        settled();
        JsonPath inbox = inbox("civil-affairs");
        assertThat(inbox.getList("items.happening.entryId")).containsExactly(id, id);
        assertThat(inbox.getList("items.happening.version")).containsExactly(1, 1);
        assertThat(count("select count(*) from watch_happening")).isEqualTo(1);
        for (String unknown : List.of(draft, UUID.randomUUID().toString())) {
            for (String unit : List.of("civil-affairs", "education")) {
                step("data-specialist", unit, WATCHES, "{\"follows\":\"entry\",\"entry\":\"" + unknown + "\"}")
                        .statusCode(422)
                        .body("errors.code", contains("unknown-published-entry"))
                        .body("errors.pointer", contains("/entry"));
            }
        }
        as("data-specialist", "health").get(WATCHES + "/" + watch).then().statusCode(404);
        as("data-specialist", "health").delete(WATCHES + "/" + watch).then().statusCode(404);
        as("data-specialist", "health").get(WATCHES).then().body("items", empty());
        String notice = inbox.getString("items[0].id");
        as("data-specialist", "health")
                .post(NOTICES + "/" + notice + "/acknowledgement")
                .then()
                .statusCode(404);
        as("data-specialist", "health")
                .get(NOTICES + "/" + notice + "/members")
                .then()
                .statusCode(404);
    }

    @Test
    void whatIsRolledBackIsNotToldAndWhatACrashLeftIsToldOnce() {
        watching("civil-affairs", "\"follows\":\"theme\",\"classification\":\"203\"", "at-once");
        String refused = drafted(ROADS);
        reviewed(refused);
        step(
                        "authority-reviewer",
                        "authority",
                        "/api/v1/entries/" + refused + "/publication",
                        "{\"decision\":\"adjust\",\"reasons\":\"无\",\"content\":" + ROADS + "}")
                .statusCode(422);
        assertThat(count("select count(*) from watch_happening")).isZero();
        execute("alter table watch_notice add constraint broken check (effect is null) not valid");
        try {
            published(ROADS);
            await().during(Duration.ofSeconds(4))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> count("select count(*) from watch_notice") == 0
                            && count("select count(*) from watch_happening where done_at is null") == 1);
        } finally {
            execute("alter table watch_notice drop constraint broken");
        }
        assertThat(count("select count(*) from watch_happening where not_before > now()"))
                .isEqualTo(1);
        String other = published(BRIDGES);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(inbox("civil-affairs").getList("items.happening.entryId"))
                        .containsExactly(other));
        execute("update watch_happening set not_before = null");
        settled();
        assertThat(inbox("civil-affairs").getList("items")).hasSize(2);
        execute("update watch_happening set done_at = null");
        settled();
        assertThat(inbox("civil-affairs").getList("items")).hasSize(2);
    }

    @Test
    void heldNoticesComeTogetherOnceAWorkingDay() {
        watching("civil-affairs", "\"follows\":\"theme\",\"classification\":\"203\"", "digest");
        watching("health", "\"follows\":\"unit\",\"unit\":\"education\"", "digest");
        published(ROADS);
        published(BRIDGES);
        settled();
        assertThat(inbox("civil-affairs").getList("items")).isEmpty();
        as("data-specialist", "civil-affairs").get(NOTICES + "/unread").then().body("unread", equalTo(0));
        // Made on a Monday afternoon; the digest is Tuesday's.
        execute("update watch_notice set made_at = '2027-03-01T08:00:00Z'");
        assertThat(made("2027-03-02T00:29:59Z")).isZero();
        assertThat(made("2027-03-02T00:30:00Z")).isEqualTo(4);
        assertThat(made("2027-03-02T00:30:00Z")).isZero();
        JsonPath inbox = inbox("civil-affairs");
        assertThat(inbox.getList("items")).hasSize(1);
        assertThat(inbox.getString("items[0].digest.day")).isEqualTo("2027-03-02");
        assertThat(inbox.getInt("items[0].digest.notices")).isEqualTo(2);
        assertThat(inbox.getString("items[0].watch")).isNull();
        String digest = inbox.getString("items[0].id");
        String next = as("data-specialist", "civil-affairs")
                .get(NOTICES + "/" + digest + "/members?limit=1")
                .then()
                .statusCode(200)
                .body("items.happening.told.name.zh", contains("农村公路名录"))
                .extract()
                .path("next");
        as("data-specialist", "civil-affairs")
                .get(NOTICES + "/" + digest + "/members?limit=1&cursor=" + next)
                .then()
                .body("items.happening.told.name.zh", contains("公路桥梁名录"))
                .body("next", nullValue());
        // One that was made before that time, and written after the digest, is in the next; a weekend has none.
        String third = published(ENTRY.formatted("隧道名录", "203006", "yearly"));
        settled();
        execute(
                "update watch_notice set made_at = '2027-03-02T00:29:00Z' where position is null and digest_id is null");
        assertThat(made("2027-03-02T10:00:00Z")).isZero();
        assertThat(made("2027-03-03T00:31:00Z")).isEqualTo(2);
        execute("update watch_notice set made_at = '2027-03-05T03:00:00Z' where digest_day is null");
        execute("update watch_notice set digest_id = null where happening_id in"
                + " (select id from watch_happening where entry_id = '" + third + "')");
        assertThat(made("2027-03-07T10:00:00Z")).isZero();
        assertThat(made("2027-03-08T00:30:00Z")).isEqualTo(2);
        step("data-specialist", "civil-affairs", NOTICES + "/" + digest + "/acknowledgement", "")
                .statusCode(200)
                .body("unread", equalTo(2));
        as("data-specialist", "civil-affairs")
                .get(NOTICES + "/" + digest + "/members")
                .then()
                .body(
                        "items.acknowledgedBy",
                        contains("data-specialist.civil-affairs", "data-specialist.civil-affairs"));
    }

    private int made(String at) {
        return digests.make(Instant.parse(at)).await().atMost(Duration.ofSeconds(10));
    }

    @Test
    void anInboxIsReadOnFromItsCursorAndAcknowledgedForTheWholeUnit() {
        watching("civil-affairs", "\"follows\":\"theme\",\"classification\":\"203\"", "at-once");
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            entries.add(published(ROADS));
        }
        settled();
        List<String> read = new ArrayList<>();
        String resume = null;
        for (int i = 0; i < 3; i++) {
            JsonPath page = as("data-specialist", "civil-affairs")
                    .get(NOTICES + "?limit=1" + (resume == null ? "" : "&cursor=" + resume))
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            read.addAll(page.getList("items.happening.entryId", String.class));
            resume = page.getString("resume");
            if (i == 1) {
                step("data-specialist", "civil-affairs", NOTICES + "/acknowledgement", "{\"upTo\":\"" + resume + "\"}")
                        .statusCode(200)
                        .body("unread", equalTo(1));
            }
        }
        assertThat(read).isEqualTo(entries);
        as("data-supervisor", "civil-affairs")
                .get(NOTICES + "?unread=true")
                .then()
                .body("items.happening.entryId", contains(entries.get(2)))
                .body("items[0].acknowledgedAt", nullValue());
        String last = inbox("civil-affairs").getString("items[2].id");
        for (int i = 0; i < 2; i++) {
            as("data-supervisor", "civil-affairs")
                    .post(NOTICES + "/" + last + "/acknowledgement")
                    .then()
                    .statusCode(200)
                    .body("unread", equalTo(0));
        }
        as("data-system", "civil-affairs")
                .get(NOTICES)
                .then()
                .body("items[0].acknowledgedBy", equalTo("data-specialist.civil-affairs"))
                .body("items[2].acknowledgedBy", equalTo("data-supervisor.civil-affairs"))
                .body("items[2].acknowledgedAt", notNullValue());
        step("data-specialist", "civil-affairs", NOTICES + "/acknowledgement", "{\"upTo\":\"x\"}")
                .statusCode(422)
                .body("errors.pointer", contains("/upTo"));
        as("auditor", "authority").get(NOTICES + "?unread=maybe").then().statusCode(422);
        as("auditor", "authority")
                .post(NOTICES + "/" + last + "/acknowledgement")
                .then()
                .statusCode(403);
    }

    @Test
    void aWatchIsBegunOnceChangedAndEndedAndEachIsOnRecord() {
        String body = "{\"follows\":\"search\",\"search\":{\"q\":\" 公路 \",\"grade\":[2,1,2],\"kind\":[]}}";
        String id = step("data-specialist", "civil-affairs", WATCHES, body)
                .statusCode(201)
                .body("notices", equalTo("at-once"))
                .body("search.q", equalTo("公路"))
                .body("search.grade", contains(1, 2))
                .body("begunBy", equalTo("data-specialist.civil-affairs"))
                .extract()
                .path("id");
        step(
                        "data-supervisor",
                        "civil-affairs",
                        WATCHES,
                        "{\"follows\":\"search\",\"search\":{\"grade\":[1,2],\"q\":\"公路\"},\"notices\":\"none\"}")
                .statusCode(409)
                .body("code", equalTo("already-watched"));
        String path = WATCHES + "/" + id;
        as("data-system", "civil-affairs")
                .body("{\"notices\":\"digest\"}")
                .put(path)
                .then()
                .statusCode(428);
        String etag = as("data-system", "civil-affairs").get(path).header("ETag");
        as("data-system", "civil-affairs")
                .header("If-Match", etag)
                .body("{\"notices\":\"digest\"}")
                .put(path)
                .then()
                .statusCode(200)
                .body("notices", equalTo("digest"));
        as("data-system", "civil-affairs")
                .header("If-Match", etag)
                .body("{\"notices\":\"none\"}")
                .put(path)
                .then()
                .statusCode(412);
        as("auditor", "authority").delete(path).then().statusCode(403);
        as("data-supervisor", "civil-affairs").delete(path).then().statusCode(204);
        as("data-supervisor", "civil-affairs").delete(path).then().statusCode(404);
        as("data-supervisor", "civil-affairs").get(WATCHES).then().body("items", hasSize(0));
        assertThat(events()).containsExactly("begun", "changed", "ended");
        published(ROADS);
        settled();
        assertThat(inbox("civil-affairs").getList("items")).isEmpty();
        step("data-specialist", "civil-affairs", WATCHES, body).statusCode(201);
    }

    @Test
    void everyBrokenRuleOfAWatchIsNamedAndAUnitHasNotTooMany() {
        step(
                        "data-specialist",
                        "civil-affairs",
                        WATCHES,
                        "{\"follows\":\"theme\",\"unit\":\"education\",\"search\":{\"q\":\"名录\"}}")
                .statusCode(422)
                .body("errors.pointer", contains("/unit", "/classification", "/search"));
        step(
                        "data-specialist",
                        "civil-affairs",
                        WATCHES,
                        "{\"follows\":\"search\",\"search\":{\"q\":\" \",\"classification\":\"x\",\"grade\":[1,5]}}")
                .statusCode(422)
                .body("errors.pointer", contains("/search/q", "/search/classification", "/search/grade/1"));
        step("data-specialist", "civil-affairs", WATCHES, "{\"follows\":\"search\",\"search\":{}}")
                .statusCode(422)
                .body("errors.code", contains("search-empty"));
        step("data-specialist", "civil-affairs", WATCHES, "{\"follows\":\"unit\",\"unit\":\"nobody\"}")
                .statusCode(422)
                .body("errors.code", contains("unknown-unit"));
        step("auditor", "authority", WATCHES, "{\"follows\":\"theme\",\"classification\":\"2\"}")
                .statusCode(403);
        assertThat(count("select count(*) from watch")).isZero();
        execute(
                "insert into watch (id, unit, follows, target, target_digest, notices, begun_by, begun_at, lock_version)"
                        + " select uuidv7(), 'civil-affairs', 'THEME', n::text, n::text, 'NONE', 'someone', now(), 0"
                        + " from generate_series(1, 200) n");
        step("data-specialist", "civil-affairs", WATCHES, "{\"follows\":\"theme\",\"classification\":\"2\"}")
                .statusCode(409)
                .body("code", equalTo("too-many-watches"));
        step("data-specialist", "health", WATCHES, "{\"follows\":\"theme\",\"classification\":\"2\"}")
                .statusCode(201);
    }

    @Test
    void tenThousandSearchesDoNotHoldUpAPublication() {
        execute(
                "insert into watch (id, unit, follows, target, target_digest, notices, begun_by, begun_at, lock_version)"
                        + " select uuidv7(), 'unit-' || n % 50, 'SEARCH', '{\"q\":\"' || chr(19968 + n % 5000) || chr(20000 + n % 97)"
                        + " || ' ' || '名录\"}', n::text, 'AT_ONCE', 'someone', now() - interval '1 minute', 0"
                        + " from generate_series(1, 10000) n");
        watching("civil-affairs", "\"follows\":\"search\",\"search\":{\"q\":\"公路\"}", "at-once");
        published(ROADS);
        settled();
        Instant before = Instant.now();
        String id = published(BRIDGES);
        settled();
        Duration took = Duration.between(before, Instant.now());
        assertThat(inbox("civil-affairs").getString("items[1].happening.entryId"))
                .isEqualTo(id);
        System.out.printf(
                "A publication of five steps and its notices beside 10,001 searches: %d ms%n", took.toMillis());
        assertThat(took).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void whatIsOlderThanNoticesAreKeptIsForgotten() {
        String watch = watching("civil-affairs", "\"follows\":\"theme\",\"classification\":\"203\"", "at-once");
        published(ROADS);
        settled();
        as("data-supervisor", "civil-affairs")
                .delete(WATCHES + "/" + watch)
                .then()
                .statusCode(204);
        digests.forget(Instant.now().plus(Duration.ofDays(364))).await().atMost(Duration.ofSeconds(10));
        assertThat(inbox("civil-affairs").getList("items")).hasSize(1);
        digests.forget(Instant.now().plus(Duration.ofDays(366))).await().atMost(Duration.ofSeconds(10));
        assertThat(inbox("civil-affairs").getList("items")).isEmpty();
        assertThat(count("select count(*) from watch_happening")).isZero();
        assertThat(count("select count(*) from watch")).isZero();
    }
}
