package org.publicdatamesh.catalog.grading;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.EventTypes;
import org.publicdatamesh.kit.event.catalog.GradingBelow;
import org.publicdatamesh.kit.event.catalog.GradingMended;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.security.GradingIssued;
import org.publicdatamesh.kit.grading.GradingRules;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.test.Broker;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** The security service's grading rules come by event, are checked at submission, and what is published is held against them. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "catalog"))
class GradingTest {
    private static final String STEPS = String.join(
            ",",
            List.of("collect", "store", "use", "process", "transmit", "publish", "delete").stream()
                    .map(step -> "{\"step\":\"" + step + "\",\"measures\":[\"留存记录\"]}")
                    .toList());
    private static final String GRADE =
            "{\"grade\":%d,\"level\":\"general\",\"impact\":\"serious\",\"openAtMost\":\"%s\",\"masked\":false,\"steps\":["
                    + STEPS + "]}";
    private static final String RULES = "{\"grades\":["
            + GRADE.formatted(1, "unconditional") + "," + GRADE.formatted(2, "conditional") + ","
            + GRADE.formatted(3, "not-open") + "," + GRADE.formatted(4, "not-open") + "],\"rules\":[%s]}";
    private static final String ROADS = "{\"code\":\"bridges\",\"leastGrade\":%d,\"reason\":\"桥梁荷载涉及公共安全\","
            + "\"source\":\"GB/T 43697-2024 附录G\",\"items\":{\"words\":[\"荷载\"]}}";
    private static final String RELIEF = "{\"code\":\"relief\",\"leastGrade\":3,\"reason\":\"救助对象的信息\","
            + "\"source\":\"GB/T 43697-2024 附录H\",\"entries\":{\"words\":[\"救助\"]}}";

    @Inject
    AdmittedUnits admitted;

    @Inject
    GradingSweep sweep;

    @Inject
    Pool database;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @BeforeEach
    void begin() {
        List.of("authority", "education", "civil-affairs").forEach(unit -> admitted.set(unit, true));
        clear();
    }

    @AfterEach
    void clear() {
        database.query("truncate grading_edition, grading_below, duty, entry, entry_version, resource, outbox cascade")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private static RequestSpecification as(String role, String unit) {
        return given().auth().oauth2(Tokens.of(role, unit)).contentType(ContentType.JSON);
    }

    private void issued(int edition, Instant from, String rules) {
        try {
            GradingIssued event = new GradingIssued(
                    UUID.randomUUID(),
                    edition,
                    "数据分类分级规则",
                    from,
                    EventJson.MAPPER.readValue(RULES.formatted(rules), GradingRules.class),
                    null);
            new Broker(kafka)
                    .send(
                            UUID.randomUUID(),
                            EventTypes.topicOf(GradingIssued.class),
                            EventTypes.typeOf(GradingIssued.class),
                            "grading",
                            EventJson.write(event));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> as("data-specialist", "education")
                .get("/api/v1/grading/editions/" + edition)
                .then()
                .statusCode(200));
    }

    private void swept() {
        try {
            VertxContextSupport.subscribeAndAwait(sweep::sweep);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        // The clock may have begun before and hold the part.
        await().atMost(Duration.ofSeconds(30)).until(() -> database.query(
                        "select swept_at is not null from grading_edition where in_force_from < now()"
                                + " order by edition desc limit 1")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next()
                .getBoolean(0));
    }

    private static String entry(String name, int grade, String open, int itemGrade) {
        return """
                {"name":{"zh":"%s"},"summary":"桥梁的编号与荷载","classification":"203004","grade":%d,
                 "openType":"%s","updateCycle":"yearly",
                 "items":[
                  {"name":"code","label":"编号","type":"text","length":10,"key":true,"required":true,"check":"none",
                   "grade":1,"identifies":"nobody","mask":"none"},
                  {"name":"load","label":"设计荷载","type":"text","length":10,"key":false,"required":false,"check":"none",
                   "grade":%d,"identifies":"nobody","mask":"none"}]}""".formatted(name, grade, open, itemGrade);
    }

    private static String drafted(String unit, String content) {
        return "/api/v1/entries/"
                + as("data-specialist", unit)
                        .body(content)
                        .post("/api/v1/entries")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
    }

    private static ValidatableResponse submitted(String unit, String path) {
        return as("data-specialist", unit).post(path + "/submission").then();
    }

    private static ValidatableResponse reviewed(String unit, String path) {
        as("data-supervisor", unit)
                .body("{\"decision\":\"pass\"}")
                .post(path + "/review")
                .then()
                .statusCode(200);
        return as("authority-reviewer", "authority")
                .body("{\"decision\":\"confirm\"}")
                .post(path + "/publication")
                .then();
    }

    private static String published(String unit, String content) {
        String path = drafted(unit, content);
        submitted(unit, path).statusCode(200);
        reviewed(unit, path).statusCode(200);
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static ValidatableResponse below(String role, String unit) {
        return as(role, unit).get("/api/v1/grading/below").then().statusCode(200);
    }

    private List<String> told(String topic) {
        return StreamSupport.stream(
                        database.preparedQuery("select payload from outbox where topic = $1 order by id")
                                .execute(Tuple.of(topic))
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .spliterator(),
                        false)
                .map((Row row) -> row.getString(0))
                .toList();
    }

    private List<GradingMended> mended() throws JsonProcessingException {
        List<GradingMended> mended = new ArrayList<>();
        for (Row row : database.preparedQuery("select payload from outbox where type = $1 order by id")
                .execute(Tuple.of(EventTypes.typeOf(GradingMended.class)))
                .await()
                .atMost(Duration.ofSeconds(10))) {
            mended.add(EventJson.MAPPER.readValue(row.getString(0), GradingMended.class));
        }
        return mended;
    }

    private static Instant before() {
        return Instant.now().minusSeconds(60);
    }

    @Test
    @Requirement("A38.2")
    void aGradeBelowTheRulesIsRefusedWithTheRuleItsReasonAndTheLeastGrade() {
        String waiting = drafted("education", entry("桥梁名录", 1, "unconditional", 1));
        submitted("education", waiting).statusCode(200);
        issued(1, before(), ROADS.formatted(2) + "," + RELIEF);
        submitted("education", drafted("education", entry("桥梁名录", 1, "unconditional", 1)))
                .statusCode(422)
                .body("errors.pointer", contains("/items/1/grade", "/openType"))
                .body("errors.code", contains("grade-below-rule", "too-open"))
                .body("errors[0].message", containsString("bridges"))
                .body("errors[0].message", containsString("grade 2"))
                .body("errors[0].message", containsString("桥梁荷载涉及公共安全"));
        assertThat(as("data-specialist", "education")
                        .header("Accept-Language", "zh")
                        .post(drafted("education", entry("桥梁名录", 2, "not-open", 1)) + "/submission")
                        .then()
                        .statusCode(422)
                        .extract()
                        .<List<String>>path("errors.message"))
                .containsExactly("数据分级规则第 1 版 bridges:至少为 2 级。桥梁荷载涉及公共安全(GB/T 43697-2024 附录G)。");
        submitted("education", drafted("education", entry("桥梁名录", 1, "not-open", 2)))
                .statusCode(422)
                .body("errors.code", contains("grade-below-items"));
        submitted("education", drafted("education", entry("救助站桥梁", 2, "not-open", 2)))
                .statusCode(422)
                .body("errors.pointer", contains("/grade"))
                .body("errors.code", contains("grade-below-rule"));
        submitted("education", drafted("education", entry("桥梁名录", 2, "conditional", 2)))
                .statusCode(200);
        reviewed("education", waiting)
                .statusCode(409)
                .body("code", equalTo("standard-broken"))
                .body("errors.pointer", contains("/content/items/1/grade", "/content/openType"));
    }

    @Test
    @Requirement("A38.2")
    void gradesAreProposedBeforeSubmission() {
        as("data-specialist", "education")
                .body(entry("桥梁名录", 1, "not-open", 1))
                .post("/api/v1/grading/proposals")
                .then()
                .statusCode(409)
                .body("code", equalTo("no-grading-in-force"));
        issued(1, before(), ROADS.formatted(2));
        as("data-specialist", "education")
                .body(entry("桥梁名录", 1, "unconditional", 1))
                .post("/api/v1/grading/proposals")
                .then()
                .statusCode(200)
                .body("proposal.edition", equalTo(1))
                .body("proposal.grade", equalTo(2))
                .body("proposal.openAtMost", equalTo("conditional"))
                .body("proposal.items.grade", contains(1, 2))
                .body("proposal.items[1].ground.rule", equalTo("bridges"))
                .body("broken.pointer", contains("/items/1/grade", "/openType"));
        as("data-specialist", "education")
                .body(entry("桥梁名录", 7, "not-open", 2))
                .post("/api/v1/grading/proposals")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/grade"));
    }

    @Test
    @Requirement("A38.2")
    void whenStricterRulesComeInForcePublishedEntriesBelowThemAreListedAndOwed() throws Exception {
        issued(1, before(), ROADS.formatted(1));
        String high = published("education", entry("高等级桥梁", 3, "not-open", 3));
        String low = published("education", entry("桥梁名录", 1, "unconditional", 1));
        String other = published("civil-affairs", entry("桥梁清单", 2, "not-open", 2));
        swept();
        below("auditor", "authority").body("items", empty());
        issued(2, before(), ROADS.formatted(3));
        swept();
        swept();
        below("authority-reviewer", "authority")
                .body("items.entryId", containsInAnyOrder(low, other))
                .body("items.leastGrade", contains(3, 3))
                .body(
                        "items.find { it.entryId == '" + low + "' }.broken.pointer",
                        contains("/items/1/grade", "/openType"));
        below("data-specialist", "education").body("items.entryId", contains(low));
        as("data-specialist", "education")
                .get("/api/v1/grading/below?unit=civil-affairs")
                .then()
                .statusCode(403)
                .body("code", equalTo("foreign-unit"));
        as("auditor", "authority")
                .get("/api/v1/grading/below?limit=1")
                .then()
                .body("items", hasSize(1))
                .header("Link", containsString("rel=\"next\""));
        List<String> told = told("catalog.grading");
        assertThat(told).hasSize(2);
        GradingBelow first = EventJson.MAPPER.readValue(told.getFirst(), GradingBelow.class);
        assertThat(first.entryId()).hasToString(low);
        assertThat(first.grade()).isEqualTo(1);
        assertThat(first.leastGrade()).isEqualTo(3);
        assertThat(first.items()).containsExactly(new GradingBelow.Item("load", 1, 3, "bridges"));
        assertThat(first.openAtMost()).isEqualTo(OpenType.NOT_OPEN);
        assertThat(first.demands())
                .extracting(GradingBelow.Demand::at, GradingBelow.Demand::code, GradingBelow.Demand::arguments)
                .containsExactly(
                        tuple(
                                "/items/1/grade",
                                "grade-below-rule",
                                List.of("2", "bridges", "3", "桥梁荷载涉及公共安全", "GB/T 43697-2024 附录G")),
                        tuple("/openType", "too-open", List.of("2", "3", "not-open")));
        Map<String, Object> duty = as("data-supervisor", "education")
                .get("/api/v1/duties?state=open")
                .then()
                .body("items.entryId", contains(low))
                .body("items[0].kind", equalTo("law-changed"))
                .extract()
                .path("items[0]");
        as("data-supervisor", "education")
                .body("{\"reasons\":\"逐项核对,条目无须更新\"}")
                .post("/api/v1/duties/" + duty.get("id") + "/filing")
                .then()
                .statusCode(409)
                .body("code", equalTo("below-grading-rules"));
        as("auditor", "authority").get("/api/v1/entries/" + low).then().body("content.grade", equalTo(1));
        String path = "/api/v1/entries/" + low;
        as("data-specialist", "education").post(path + "/revision").then().statusCode(200);
        as("data-specialist", "education")
                .header("If-Match", "*")
                .body(entry("桥梁名录", 3, "not-open", 3))
                .put(path)
                .then()
                .statusCode(200);
        submitted("education", path).statusCode(200);
        reviewed("education", path).statusCode(200);
        below("data-specialist", "education").body("items", empty());
        as("data-supervisor", "education")
                .get("/api/v1/duties?state=open")
                .then()
                .body("items", empty());
        below("security-officer", "civil-affairs").body("items.entryId", contains(other));
        assertThat(mended()).containsExactly(new GradingMended(UUID.fromString(low), 2, "education", 2));
        issued(3, before(), ROADS.formatted(2));
        swept();
        below("auditor", "authority").body("items", empty());
        assertThat(mended())
                .containsExactly(
                        new GradingMended(UUID.fromString(low), 2, "education", 2),
                        new GradingMended(UUID.fromString(other), 1, "civil-affairs", 3));
        as("auditor", "authority").get("/api/v1/entries/" + high).then().statusCode(200);
    }

    @Test
    @Requirement("A38.2")
    void anEditionOfALaterDateChangesNothingBeforeIt() {
        issued(1, before(), ROADS.formatted(1));
        issued(2, Instant.now().plus(Duration.ofDays(1)), ROADS.formatted(3));
        String low = published("education", entry("桥梁名录", 1, "unconditional", 1));
        swept();
        below("auditor", "authority").body("items", empty());
        as("data-specialist", "education")
                .get("/api/v1/grading/editions")
                .then()
                .body("items.edition", contains(1, 2));
        database.preparedQuery("update grading_edition set in_force_from = $1 where edition = 2")
                .execute(Tuple.of(before().atOffset(java.time.ZoneOffset.UTC)))
                .await()
                .atMost(Duration.ofSeconds(10));
        swept();
        below("auditor", "authority").body("items.entryId", contains(low));
        submitted("education", drafted("education", entry("桥梁名录", 1, "unconditional", 1)))
                .statusCode(422);
    }

    private long count(String of) {
        return database.query("select count(*) from " + of)
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next()
                .getLong(0);
    }

    @Test
    void everyEntryIsFoundOnceHoweverManyPartsAndReplicasThereAre() throws Exception {
        issued(1, before(), ROADS.formatted(1));
        published("education", entry("桥梁名录", 1, "unconditional", 1));
        database.query("insert into entry (id, version, last_version, live_version, live_share_type, live_kind,"
                        + " live_classification, live_update_cycle, attached, state, unit, content, drafted_by,"
                        + " published_at, changed_at, lock_version) select gen_random_uuid(), version, last_version,"
                        + " live_version, live_share_type, live_kind, live_classification, live_update_cycle, attached,"
                        + " state, unit, content, drafted_by, published_at, changed_at, lock_version"
                        + " from entry, generate_series(1, 450)")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10));
        issued(2, before(), ROADS.formatted(3));
        Callable<Boolean> replica = () -> {
            swept();
            return true;
        };
        try (ExecutorService replicas = Executors.newFixedThreadPool(3)) {
            for (Future<Boolean> each : replicas.invokeAll(List.of(replica, replica, replica))) {
                assertThat(each.get()).isTrue();
            }
        }
        assertThat(count("grading_below")).isEqualTo(451);
        assertThat(count("duty")).isEqualTo(451);
        assertThat(count("outbox where topic = 'catalog.grading'")).isEqualTo(451);
        assertThat(count("outbox where topic = 'catalog.duty'")).isEqualTo(451);
    }

    @Test
    void aPartOfASweepAndARetirementWaitForEachOther() throws Exception {
        issued(1, before(), ROADS.formatted(1));
        String path = "/api/v1/entries/" + published("education", entry("桥梁名录", 1, "unconditional", 1));
        swept();
        as("data-specialist", "education")
                .body("{\"reasons\":\"职能划转\"}")
                .post(path + "/retirement-proposal")
                .then()
                .statusCode(200);
        execute("update grading_edition set swept_at = null, swept_to = null");
        waits("_shared", this::swept);
        waits("", () -> as("authority-reviewer", "authority")
                .body("{\"decision\":\"retire\"}")
                .post(path + "/retirement")
                .then()
                .statusCode(200));
        assertThat(count("grading_edition where swept_at is not null")).isEqualTo(1);
        as("auditor", "authority").get(path).then().statusCode(200).body("state", equalTo("retired"));
    }

    private void execute(String sql) {
        database.query(sql).execute().await().atMost(Duration.ofSeconds(10));
    }

    /** Something is not done while another transaction holds the lock, and is done afterwards. */
    private void waits(String kind, Runnable work) throws Exception {
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            SqlConnection holder = database.getConnection().await().atMost(Duration.ofSeconds(10));
            try {
                holder.query("begin").execute().await().atMost(Duration.ofSeconds(10));
                holder.query("select cast(pg_advisory_xact_lock%s(hashtext('grading_edition')) as text)"
                                .formatted(kind))
                        .execute()
                        .await()
                        .atMost(Duration.ofSeconds(10));
                Future<?> working = other.submit(work);
                assertThatThrownBy(() -> working.get(2, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
                holder.query("commit").execute().await().atMost(Duration.ofSeconds(10));
                working.get(30, TimeUnit.SECONDS);
            } finally {
                holder.close().await().atMost(Duration.ofSeconds(10));
            }
        }
    }

    @Test
    void aSweepBeginsAfterPublicationsThatAreUnderWay() throws Exception {
        issued(1, before(), ROADS.formatted(3));
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            SqlConnection publication = database.getConnection().await().atMost(Duration.ofSeconds(10));
            try {
                publication.query("begin").execute().await().atMost(Duration.ofSeconds(10));
                publication
                        .query("select cast(pg_advisory_xact_lock_shared(hashtext('grading_edition')) as text)")
                        .execute()
                        .await()
                        .atMost(Duration.ofSeconds(10));
                Future<?> sweeping = other.submit(this::swept);
                assertThatThrownBy(() -> sweeping.get(2, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
                assertThat(count("grading_edition where begun_at is not null")).isZero();
                publication.query("commit").execute().await().atMost(Duration.ofSeconds(10));
                sweeping.get(30, TimeUnit.SECONDS);
            } finally {
                publication.close().await().atMost(Duration.ofSeconds(10));
            }
        }
        assertThat(count("grading_edition where swept_at is not null")).isEqualTo(1);
    }
}
