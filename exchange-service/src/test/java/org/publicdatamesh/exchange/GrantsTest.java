package org.publicdatamesh.exchange;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.exchange.GrantNarrowed;
import org.publicdatamesh.kit.event.exchange.GrantSuspended;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.kit.time.WorkingDays;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** What is done to a grant before its term ends, and what becomes of the data after it, through the public interface. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "exchange"))
class GrantsTest {
    private static final String CSV = """
            code,name,town,residents
            540102001001,甲村,540102001,120
            540102001002,乙村,540102001,
            540102002001,丙村,540102002,77
            """;

    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool database;

    @Inject
    WorkingDays days;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    private Broker broker;

    @BeforeEach
    void admit() {
        List.of("authority", "civil-affairs", "education", "health").forEach(unit -> admitted.set(unit, true));
        broker = new Broker(servers);
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

    /** A grant of education on three villages, through application and endorsement, that the gate knows. */
    private String granted() throws JsonProcessingException {
        Register register = new Register(false, ShareType.UNCONDITIONAL);
        broker.send(register.entry().toString(), register.published());
        broker.send(register.id().toString(), register.attached());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> as("data-specialist", "civil-affairs")
                                .contentType("text/csv")
                                .body(CSV.getBytes(StandardCharsets.UTF_8))
                                .post("/api/v1/resources/" + register.id() + "/loads")
                                .statusCode()
                        != 404);
        UUID check = UUID.randomUUID();
        broker.send(register.id().toString(), register.checked(check, true));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> database.preparedQuery("select 1 from resource_proof where check_id = $1")
                                .execute(Tuple.of(check))
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .size()
                        == 1);
        String application = post(
                        "data-specialist",
                        "education",
                        "/api/v1/applications",
                        Map.of(
                                "resourceId", register.id(),
                                "items",
                                        List.of(
                                                Map.of("name", "code", "justification", "对应学区"),
                                                Map.of("name", "name", "justification", "公示学区名称"),
                                                Map.of("name", "town", "justification", "归入乡镇")),
                                "purpose", "划定义务教育学区并核对适龄儿童所在村",
                                "validUntil",
                                        Instant.now().plus(Duration.ofDays(30)).toString(),
                                "commitments",
                                        Map.of("notExceedScope", true, "noOtherUse", true, "noThirdParty", true)))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String id = post(
                        "data-supervisor",
                        "education",
                        "/api/v1/applications/" + application + "/endorsement",
                        Map.of("decision", "agree"))
                .then()
                .statusCode(200)
                .extract()
                .path("grantId");
        broker.send(id, EventJson.MAPPER.readValue(payload("share.approved", id), ShareApproved.class));
        await().atMost(Duration.ofSeconds(30)).until(() -> rows(id).statusCode() == 200);
        return id;
    }

    private static Response rows(String grant) {
        return as("data-system", "education").get("/api/v1/grants/" + grant + "/rows");
    }

    private static Response step(String role, String unit, String grant, String step, Object body) {
        return post(role, unit, "/api/v1/grants/" + grant + "/" + step, body);
    }

    private static Map<String, Object> reasons(String reasons) {
        return Map.of("reasons", reasons);
    }

    private List<Row> outbox(String grant) {
        return StreamSupport.stream(
                        database.preparedQuery("select type, payload from outbox where subject = $1 order by id")
                                .execute(Tuple.of(grant))
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .spliterator(),
                        false)
                .toList();
    }

    private List<String> events(String grant) {
        return outbox(grant).stream()
                .map(row -> row.getString(0)
                        .replace("org.publicdatamesh.exchange.", "")
                        .replace(".v1", ""))
                .toList();
    }

    private String payload(String type, String grant) {
        return outbox(grant).stream()
                .filter(row -> row.getString(0).contains(type))
                .map(row -> row.getString(1))
                .findFirst()
                .orElseThrow();
    }

    private void refused(String grant, String code) {
        rows(grant).then().statusCode(403).body("code", equalTo(code));
    }

    @Test
    @Requirement({"A25.1", "A41.2"})
    void aSuspendedGrantIsNotReadUntilWhoMayHaveSuspendedItResumesIt() throws Exception {
        String grant = granted();
        step("data-supervisor", "health", grant, "suspension", reasons("无关单位"))
                .then()
                .statusCode(404);
        step("data-supervisor", "education", grant, "suspension", reasons("持有单位"))
                .then()
                .statusCode(403)
                .body("code", equalTo("foreign-unit"));
        step("data-specialist", "civil-affairs", grant, "suspension", reasons("专员"))
                .then()
                .statusCode(403);
        step("data-supervisor", "civil-affairs", grant, "suspension", reasons(" "))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/reasons"));
        step("data-supervisor", "civil-affairs", grant, "resumption", reasons("并未暂停"))
                .then()
                .statusCode(409)
                .body("code", equalTo("grant-in-another-state"));

        step("data-supervisor", "civil-affairs", grant, "suspension", reasons("数据质量复核"))
                .then()
                .statusCode(200)
                .body("state", equalTo("suspended"))
                .body("suspension.byUnit", equalTo("civil-affairs"))
                .body("suspension.reasons", equalTo("数据质量复核"));
        refused(grant, "grant-suspended");
        step("data-supervisor", "civil-affairs", grant, "suspension", reasons("再次"))
                .then()
                .statusCode(409);
        step("data-supervisor", "civil-affairs", grant, "resumption", reasons("复核完成"))
                .then()
                .statusCode(200)
                .body("state", equalTo("alive"))
                .body("suspension", nullValue());
        rows(grant).then().statusCode(200);

        step("data-supervisor", "civil-affairs", grant, "suspension", reasons("再次复核"))
                .then()
                .statusCode(200);
        step("authority-reviewer", "authority", grant, "suspension", reasons("安全核查"))
                .then()
                .statusCode(200)
                .body("suspension.byUnit", equalTo("authority"));
        step("data-supervisor", "civil-affairs", grant, "resumption", reasons("提供单位"))
                .then()
                .statusCode(403)
                .body("code", equalTo("suspended-by-the-authority"));
        refused(grant, "grant-suspended");
        step("authority-reviewer", "authority", grant, "resumption", reasons("核查完成"))
                .then()
                .statusCode(200);
        rows(grant).then().statusCode(200);
        assertThat(events(grant))
                .containsExactly(
                        "share.approved",
                        "grant.suspended",
                        "grant.resumed",
                        "grant.suspended",
                        "grant.suspended",
                        "grant.resumed");
    }

    /** What a unit's inbox has of a grant, in its order. */
    private static List<Map<String, Object>> inbox(String unit, String grant) {
        List<Map<String, Object>> found = new ArrayList<>();
        String cursor = "";
        while (true) {
            JsonPath page = as("data-specialist", unit)
                    .get("/api/v1/notices?limit=200" + cursor)
                    .jsonPath();
            List<Map<String, Object>> items = page.getList("items");
            items.stream().filter(one -> grant.equals(one.get("grantId"))).forEach(found::add);
            if (items.size() < 200) {
                return found;
            }
            cursor = "&cursor=" + page.getString("resume");
        }
    }

    private static void told(String unit, String grant, String... steps) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(inbox(unit, grant)).extracting("step").containsExactly((Object[]) steps));
    }

    private void execute(String sql, String id) {
        database.preparedQuery(sql)
                .execute(Tuple.of(UUID.fromString(id)))
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    @Test
    @Requirement({"A25.1", "A41.2"})
    void whatIsDoneToAGrantIsToldInItsTransactionToWhoDidNotDoIt() throws Exception {
        String grant = granted();
        // As if a load were telling of many rows: a step waits for none of it, its notices do.
        SqlConnection load = database.getConnection().await().atMost(Duration.ofSeconds(10));
        try {
            load.query("select pg_advisory_lock(2701)").execute().await().atMost(Duration.ofSeconds(10));
            step("data-supervisor", "civil-affairs", grant, "suspension", reasons("数据质量复核"))
                    .then()
                    .statusCode(200);
            assertThat(inbox("education", grant)).isEmpty();
        } finally {
            load.query("select pg_advisory_unlock(2701)").execute().await().atMost(Duration.ofSeconds(10));
            load.close().await().atMost(Duration.ofSeconds(10));
        }
        told("education", grant, "suspended");
        step("authority-reviewer", "authority", grant, "suspension", reasons("安全核查"))
                .then()
                .statusCode(200);
        step("authority-reviewer", "authority", grant, "resumption", reasons("核查完成"))
                .then()
                .statusCode(200);
        step("data-supervisor", "civil-affairs", grant, "resumption", reasons("并未暂停"))
                .then()
                .statusCode(409);
        step(
                        "data-supervisor",
                        "civil-affairs",
                        grant,
                        "narrowing",
                        Map.of("validUntil", Instant.now().plusSeconds(4).toString(), "reasons", "业务即将办结"))
                .then()
                .statusCode(200);
        told("education", grant, "suspended", "taken-over", "resumed", "narrowed", "expired");
        told("civil-affairs", grant, "taken-over", "resumed", "expired");

        List<Map<String, Object>> notices = inbox("civil-affairs", grant);
        assertThat(notices).extracting("kind").containsOnly("grant");
        assertThat(notices).extracting(notice -> notice.get("reasons")).containsExactly("安全核查", "核查完成", null);
        assertThat(notices.getFirst().get("acknowledgeDueAt"))
                .isEqualTo(
                        days.dueAfter(Instant.parse((String) notices.getFirst().get("sentAt")), 3)
                                .at()
                                .toString());
        String id = (String) notices.getFirst().get("id");
        as("data-specialist", "education")
                .post("/api/v1/notices/" + id + "/acknowledgement")
                .then()
                .statusCode(404);
        as("data-specialist", "civil-affairs")
                .post("/api/v1/notices/" + id + "/confirmation")
                .then()
                .statusCode(409)
                .body("code", equalTo("nothing-to-confirm"));
        as("data-specialist", "civil-affairs")
                .post("/api/v1/notices/" + id + "/acknowledgement")
                .then()
                .statusCode(200)
                .body("state", equalTo("acknowledged"));
        as("data-specialist", "civil-affairs")
                .get("/api/v1/overview")
                .then()
                .body("waitsForMe.subjectId", hasItem(notices.getLast().get("id")))
                .body(
                        "waitsForMe.find { it.subjectId == '"
                                + notices.getLast().get("id") + "' }.kind",
                        equalTo("acknowledge-step"))
                .body(
                        "waitsForMe.find { it.subjectId == '"
                                + notices.getLast().get("id") + "' }.notices.step",
                        equalTo("expired"))
                .body(
                        "waitsForMe.find { it.notices?.step == 'resumed' && it.notices.grantId == '" + grant
                                + "' }.about",
                        equalTo("核查完成"));
        String last = String.valueOf(notices.getLast().get("id"));
        execute("update notice set acknowledge_due_at = now() - interval '1 second' where id = $1", last);
        await().atMost(Duration.ofSeconds(15))
                .until(() -> database.preparedQuery(
                                        "select 1 from outbox where type like '%notices.overdue%' and payload like $1")
                                .execute(Tuple.of("%" + last + "%"))
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .size()
                        == 1);

        String other = granted();
        step("data-supervisor", "education", other, "relinquishment", reasons("业务已经办结"))
                .then()
                .statusCode(200);
        String third = granted();
        step("data-supervisor", "civil-affairs", third, "revocation", reasons("用途已经终止"))
                .then()
                .statusCode(200);
        told("civil-affairs", other, "relinquished");
        told("education", third, "revoked");
        assertThat(inbox("education", other)).isEmpty();
        assertThat(inbox("civil-affairs", third)).isEmpty();
    }

    @Test
    @Requirement("A25.1")
    void aNarrowingOnlyTakesAway() throws Exception {
        String grant = granted();
        step(
                        "data-supervisor",
                        "civil-affairs",
                        grant,
                        "narrowing",
                        Map.of(
                                "items", List.of("code", "residents", "code"),
                                "validUntil",
                                        Instant.now().plus(Duration.ofDays(60)).toString(),
                                "rowFilter",
                                        List.of(Map.of("item", "nobody", "operator", "eq", "values", List.of("1"))),
                                "reasons", "并未收窄"))
                .then()
                .statusCode(422)
                .body("errors.code", hasItems("item-not-held", "repeated-item", "not-narrower", "unknown-item"));
        step("data-supervisor", "civil-affairs", grant, "narrowing", reasons("什么也没有"))
                .then()
                .statusCode(422)
                .body("errors.code", contains("nothing-narrowed"));
        rows(grant).then().statusCode(200).body("", hasSize(3)).body("town", hasItem("540102002"));

        Instant until = Instant.now().plus(Duration.ofDays(5)).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        step(
                        "authority-reviewer",
                        "authority",
                        grant,
                        "narrowing",
                        Map.of(
                                "items", List.of("code", "name"),
                                "rowFilter",
                                        List.of(Map.of(
                                                "item", "town", "operator", "eq", "values", List.of("540102001"))),
                                "validUntil", until.toString(),
                                "rowsPerDay", 5,
                                "reasons", "目的只需城关区一个乡镇",
                                "basis", List.of(Map.of("title", "统计法", "article", "第九条"))))
                .then()
                .statusCode(200)
                .body("state", equalTo("alive"))
                .body("items", contains("code", "name"))
                .body("validUntil", equalTo(until.toString()))
                .body("rowsPerDay", equalTo(5));
        rows(grant)
                .then()
                .statusCode(200)
                .body("code", contains("540102001001", "540102001002"))
                .body("town", contains(nullValue(), nullValue()))
                .header("RateLimit", org.hamcrest.Matchers.startsWith("\"rows\";r=3"));
        as("data-system", "education")
                .get("/api/v1/grants/" + grant + "/rows?select=town")
                .then()
                .statusCode(403)
                .body("code", equalTo("item-not-granted"));
        step("authority-reviewer", "authority", grant, "narrowing", Map.of("rowsPerDay", 6, "reasons", "更多"))
                .then()
                .statusCode(422)
                .body("errors.code", contains("not-narrower"));
        assertThat(database.preparedQuery(
                                "select due_at from deadline where subject_id = $1 and kind = 'GRANT_END' and fired_at is null")
                        .execute(Tuple.of(UUID.fromString(grant)))
                        .await()
                        .atMost(Duration.ofSeconds(10))
                        .iterator()
                        .next()
                        .getOffsetDateTime(0)
                        .toInstant())
                .isEqualTo(until);
    }

    @Test
    @Requirement("A25.1")
    void aStepThatTheGateHearsOfBeforeOrAgainChangesNothing() throws Exception {
        String grant = granted();
        step("data-supervisor", "civil-affairs", grant, "suspension", reasons("数据质量复核"))
                .then()
                .statusCode(200);
        step("data-supervisor", "civil-affairs", grant, "narrowing", Map.of("items", List.of("code"), "reasons", "少"))
                .then()
                .statusCode(200)
                .body("state", equalTo("suspended"));
        step("data-supervisor", "civil-affairs", grant, "resumption", reasons("复核完成"))
                .then()
                .statusCode(200);
        // What the outbox has goes to the topic after the gate knows it, and may go there twice.
        broker.send(grant, EventJson.MAPPER.readValue(payload("grant.suspended", grant), GrantSuspended.class));
        broker.send(grant, EventJson.MAPPER.readValue(payload("grant.narrowed", grant), GrantNarrowed.class));
        await().pollDelay(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(10)).untilAsserted(() -> rows(grant)
                .then()
                .statusCode(200)
                .body("name", contains(nullValue(), nullValue(), nullValue())));
    }

    @Test
    @Requirement({"A19.2", "A25.1"})
    void afterTheEndTheUnitReportsWhatBecameOfTheData() throws Exception {
        String grant = granted();
        Map<String, Object> destroyed = Map.of("fate", "destroyed", "method", "已清除全部副本,含备份");
        step("data-specialist", "education", grant, "destruction-report", destroyed)
                .then()
                .statusCode(409)
                .body("code", equalTo("grant-not-over"));
        Instant before = Instant.now();
        step("data-supervisor", "civil-affairs", grant, "revocation", reasons("用途已经终止"))
                .then()
                .statusCode(200)
                .body("state", equalTo("revoked"))
                .body("endReasons", equalTo("用途已经终止"))
                .body(
                        "destruction.dueAt",
                        equalTo(days.dueAfter(before, 10).at().toString()))
                .body("destruction.overdue", equalTo(false));
        refused(grant, "grant-ended");
        for (String step : List.of("suspension", "resumption", "revocation")) {
            step("authority-reviewer", "authority", grant, step, reasons("已经终止"))
                    .then()
                    .statusCode(409);
        }
        step("data-specialist", "civil-affairs", grant, "destruction-report", destroyed)
                .then()
                .statusCode(403)
                .body("code", equalTo("foreign-unit"));
        step(
                        "data-specialist",
                        "education",
                        grant,
                        "destruction-report",
                        Map.of("fate", "retained-by-law", "method", "存于档案室"))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/basis"));
        step("data-specialist", "education", grant, "destruction-report", destroyed)
                .then()
                .statusCode(200)
                .body("destruction.fate", equalTo("destroyed"));
        step("data-specialist", "education", grant, "destruction-report", destroyed)
                .then()
                .statusCode(409)
                .body("code", equalTo("already-reported"));
        assertThat(events(grant))
                .containsExactly("share.approved", "grant.ended", "destruction.asked", "destruction.reported");
    }

    @Test
    @Requirement("A19.2")
    void aReportThatIsNotThereWhenItIsDueIsRecordedOnceAndCanStillBeMade() throws Exception {
        String grant = granted();
        step("data-supervisor", "civil-affairs", grant, "relinquishment", reasons("提供单位"))
                .then()
                .statusCode(403)
                .body("code", equalTo("foreign-unit"));
        step("data-supervisor", "education", grant, "relinquishment", reasons("业务已经办结"))
                .then()
                .statusCode(200)
                .body("state", equalTo("relinquished"));
        database.preparedQuery("update deadline set due_at = now() - interval '1 second' where subject_id = $1")
                .execute(Tuple.of(UUID.fromString(grant)))
                .await()
                .atMost(Duration.ofSeconds(10));
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> as("auditor", "authority")
                .get("/api/v1/grants/" + grant)
                .then()
                .body("destruction.overdue", equalTo(true)));
        step(
                        "data-supervisor",
                        "education",
                        grant,
                        "destruction-report",
                        Map.of(
                                "fate", "retained-by-law",
                                "method", "存于档案室",
                                "basis", Map.of("title", "中华人民共和国档案法", "article", "第十三条")))
                .then()
                .statusCode(200)
                .body("destruction.basis.article", equalTo("第十三条"));
        assertThat(events(grant))
                .containsExactly(
                        "share.approved",
                        "grant.ended",
                        "destruction.asked",
                        "destruction.overdue",
                        "destruction.reported");
    }

    @Test
    @Requirement("A24.2")
    void dataLeaveOnAMediumOnlyWhereItIsFiledAndUnderAGrantThatIsAlive() throws Exception {
        String grant = granted();
        String sm3 = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
        Map<String, Object> filing = Map.of(
                "grantId",
                grant,
                "items",
                List.of("code", "name"),
                "medium",
                "optical-disc",
                "reasons",
                "接收单位所在地尚未接入政务外网");
        String path = "/api/v1/offline-shares";
        post("data-specialist", "health", path, filing).then().statusCode(409).body("code", equalTo("grant-not-alive"));
        post("data-specialist", "education", path, filing)
                .then()
                .statusCode(403)
                .body("code", equalTo("foreign-unit"));
        post(
                        "data-specialist",
                        "civil-affairs",
                        path,
                        Map.of("grantId", grant, "items", List.of("residents"), "medium", "paper", "reasons", "短"))
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/reasons"));
        String id = post("data-specialist", "civil-affairs", path, filing)
                .then()
                .statusCode(201)
                .body("state", equalTo("filed"))
                .extract()
                .path("id");
        String share = path + "/" + id;
        as("authority-reviewer", "authority")
                .get(share)
                .then()
                .statusCode(200)
                .body("reasons", equalTo(filing.get("reasons")));
        as("data-specialist", "health").get(share).then().statusCode(404);
        post("data-specialist", "education", share + "/receipt", Map.of("sm3", sm3))
                .then()
                .statusCode(409);
        Map<String, Object> handOver = Map.of("mediumId", "光盘 2026-017", "rows", 3, "sm3", sm3);
        post("data-supervisor", "education", share + "/hand-over", handOver)
                .then()
                .statusCode(403);
        step("data-supervisor", "civil-affairs", grant, "suspension", reasons("数据质量复核"))
                .then()
                .statusCode(200);
        post("data-supervisor", "civil-affairs", share + "/hand-over", handOver)
                .then()
                .statusCode(409)
                .body("code", equalTo("grant-not-alive"));
        step("data-supervisor", "civil-affairs", grant, "resumption", reasons("复核完成"))
                .then()
                .statusCode(200);
        post("data-supervisor", "civil-affairs", share + "/hand-over", handOver)
                .then()
                .statusCode(200)
                .body("state", equalTo("handed-over"));
        post("data-specialist", "education", share + "/receipt", Map.of("sm3", "0".repeat(64)))
                .then()
                .statusCode(422)
                .body("errors.code", contains("another-digest"));
        post("data-specialist", "education", share + "/receipt", Map.of("sm3", sm3))
                .then()
                .statusCode(200)
                .body("state", equalTo("received"));
        post("data-specialist", "education", share + "/destruction", Map.of("method", "粉碎光盘"))
                .then()
                .statusCode(200)
                .body("state", equalTo("destroyed"));
        assertThat(events(id))
                .containsExactly("offline.filed", "offline.handed-over", "offline.received", "offline.destroyed");

        String lost = post("data-specialist", "civil-affairs", path, filing).path("id");
        Map<String, Object> failure = Map.of("fault", "mismatch", "reasons", "摘要与移交时不符");
        post("data-specialist", "civil-affairs", path + "/" + lost + "/failure", failure)
                .then()
                .statusCode(409)
                .body("code", equalTo("offline-share-in-another-state"));
        post("data-supervisor", "civil-affairs", path + "/" + lost + "/hand-over", handOver)
                .then()
                .statusCode(200);
        post("data-specialist", "health", path + "/" + lost + "/failure", failure)
                .then()
                .statusCode(404);
        post("data-specialist", "education", path + "/" + lost + "/failure", failure)
                .then()
                .statusCode(200)
                .body("state", equalTo("failed"))
                .body("fault", equalTo("mismatch"));
        assertThat(events(lost)).containsExactly("offline.filed", "offline.handed-over", "offline.failed");
    }

    @Test
    @Requirement({"A25.1", "A40.3"})
    void aStepThatIsTakenBeforeTheGateKnowsTheGrantHoldsFromItsFirstMoment() throws Exception {
        String grant = granted();
        step("data-supervisor", "civil-affairs", grant, "narrowing", Map.of("items", List.of("code"), "reasons", "少"))
                .then()
                .statusCode(200);
        step("data-supervisor", "civil-affairs", grant, "suspension", reasons("数据质量复核"))
                .then()
                .statusCode(200);
        step("data-supervisor", "civil-affairs", grant, "resumption", reasons("复核完成"))
                .then()
                .statusCode(200);
        String late = granted();
        // As if the grant's event had not come yet, or had been a dead letter.
        database.preparedQuery("delete from live_grant where grant_id = $1")
                .execute(Tuple.of(UUID.fromString(grant)))
                .await()
                .atMost(Duration.ofSeconds(10));
        broker.send(grant, EventJson.MAPPER.readValue(payload("share.approved", grant), ShareApproved.class));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> database.preparedQuery(
                                        "select 1 from live_grant where grant_id = $1 and revision = 3 and not suspended")
                                .execute(Tuple.of(UUID.fromString(grant)))
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .size()
                        == 1);
        rows(grant).then().statusCode(200).body("name", contains(nullValue(), nullValue(), nullValue()));
        rows(late).then().statusCode(200).body("name", hasItem("甲村"));
    }
}
