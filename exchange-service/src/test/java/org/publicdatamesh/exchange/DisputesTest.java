package org.publicdatamesh.exchange;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
import org.publicdatamesh.kit.event.security.Level;
import org.publicdatamesh.kit.event.security.UnitKind;
import org.publicdatamesh.kit.event.security.UnitRegistered;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.kit.time.WorkingDays;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** Disputes between units through their public interface, and what they make of the matters that they are about. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "exchange"))
class DisputesTest {
    private static final String DISPUTES = "/api/v1/disputes";
    private static final List<String> OF_THE_REGION = List.of("authority", "civil-affairs", "education", "health");
    private static final String BELOW = "lhasa-transport";
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
    void register() {
        broker = new Broker(servers);
        OF_THE_REGION.forEach(unit -> register(unit, Level.REGION, "540000"));
        register(BELOW, Level.PREFECTURE, "540100");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> select("select 1 from unit_place where unit = any($1)", (Object)
                                        new String[] {"authority", "civil-affairs", "education", BELOW})
                                .size()
                        == 4);
    }

    private void register(String unit, Level level, String division) {
        admitted.set(unit, true);
        broker.send(
                unit,
                new UnitRegistered(
                        unit,
                        new Text(unit, null, null),
                        UnitKind.DEPARTMENT,
                        level,
                        division,
                        null,
                        "11540000MB0X00000X",
                        unit.equals("authority"),
                        true,
                        List.of()));
    }

    private RowSet<Row> select(String sql, Object... parameters) {
        return database.preparedQuery(sql)
                .execute(Tuple.from(Arrays.asList(parameters)))
                .await()
                .atMost(Duration.ofSeconds(10));
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

    private static Response supervisor(String unit, String path, Object body) {
        return post("data-supervisor", unit, path, body);
    }

    private static ValidatableResponse dispute(String unit, String matter, String id) {
        return supervisor(unit, DISPUTES, Map.of("matter", matter, "matterId", id, "demand", "该决定没有依据,请求予以变更"))
                .then();
    }

    private static String disputed(String unit, String matter, String id) {
        return dispute(unit, matter, id).statusCode(201).extract().path("id");
    }

    private static ValidatableResponse accept(String unit, String id) {
        return as("data-supervisor", unit)
                .post(DISPUTES + "/" + id + "/acceptance")
                .then();
    }

    private static ValidatableResponse say(String role, String unit, String id, String step, String outcome) {
        return post(role, unit, DISPUTES + "/" + id + "/" + step, Map.of("outcome", outcome, "words", "经核对双方材料"))
                .then();
    }

    private static ValidatableResponse no(String unit, String id, String step) {
        return supervisor(unit, DISPUTES + "/" + id + "/" + step, Map.of("words", "不能接受该意见"))
                .then();
    }

    /** Mediated as proposed, and both units agree. */
    private static void settled(String id) {
        say("authority-reviewer", "authority", id, "proposal", "changed").statusCode(200);
        accept("civil-affairs", id).statusCode(200);
        accept("education", id).statusCode(200).body("state", equalTo("settled"));
    }

    /** Mediated in vain, and decided by the government. */
    private static void decided(String id) {
        say("authority-reviewer", "authority", id, "proposal", "kept").statusCode(200);
        no("education", id, "refusal").statusCode(200).body("state", equalTo("deciding"));
        say("government-arbiter", "authority", id, "decision", "changed")
                .statusCode(200)
                .body("state", equalTo("decided"));
    }

    private static String task(String role, String unit, String id) {
        return as(role, unit).get("/api/v1/overview").path("waitsForMe.find { it.subjectId == '" + id + "' }.kind");
    }

    private List<String> events(String subject) {
        return StreamSupport.stream(
                        select("select type from outbox where subject = $1 order by id", subject)
                                .spliterator(),
                        false)
                .map(row -> row.getString(0)
                        .replace("org.publicdatamesh.exchange.", "")
                        .replace(".v1", ""))
                .toList();
    }

    /** A register of civil affairs with three villages, checked. */
    private Register register(ShareType share) {
        Register register = new Register(false, share);
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
                .until(() -> select("select 1 from resource_proof where check_id = $1", check)
                                .size()
                        == 1);
        return register;
    }

    private static String applied(String unit, Register register) {
        return post(
                        "data-specialist",
                        unit,
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
    }

    private static Response onApplication(String role, String unit, String id, String step, Object body) {
        return post(role, unit, "/api/v1/applications/" + id + "/" + step, body);
    }

    /** An application whose refusal by civil affairs the authority upheld. */
    private String upheld(String unit) {
        String id = applied(unit, register(ShareType.CONDITIONAL));
        onApplication("data-supervisor", unit, id, "endorsement", Map.of("decision", "agree"))
                .then()
                .statusCode(200);
        onApplication(
                        "data-supervisor",
                        "civil-affairs",
                        id,
                        "provider-decision",
                        Uploads.refusal("用途不足以说明需要", Uploads.document("civil-affairs", id)))
                .then()
                .statusCode(200);
        dispute(unit, "refusal", id).statusCode(409).body("code", equalTo("not-disputable"));
        onApplication(
                        "authority-reviewer",
                        "authority",
                        id,
                        "authority-review",
                        Map.of("decision", "uphold", "reasons", "依据充分"))
                .then()
                .statusCode(200)
                .body("state", equalTo("upheld"));
        return id;
    }

    /** A grant of education on three villages that the gate knows. */
    private String granted() throws JsonProcessingException {
        String application = applied("education", register(ShareType.UNCONDITIONAL));
        String id = onApplication(
                        "data-supervisor", "education", application, "endorsement", Map.of("decision", "agree"))
                .then()
                .statusCode(200)
                .extract()
                .path("grantId");
        String approved = select("select payload from outbox where subject = $1", id)
                .iterator()
                .next()
                .getString(0);
        broker.send(id, EventJson.MAPPER.readValue(approved, ShareApproved.class));
        await().atMost(Duration.ofSeconds(30)).until(() -> rows(id).statusCode() == 200);
        return id;
    }

    private static Response rows(String grant) {
        return as("data-system", "education").get("/api/v1/grants/" + grant + "/rows");
    }

    private static ValidatableResponse onGrant(String grant, String step, Object body) {
        return supervisor("civil-affairs", "/api/v1/grants/" + grant + "/" + step, body)
                .then();
    }

    @Test
    @Requirement({"A27.4", "A8.1"})
    void unitsOfOneLevelThatTakeWhatTheirAuthorityProposesHaveItAtOnce() {
        String application = upheld("education");
        dispute("health", "refusal", application).statusCode(409).body("code", equalTo("not-disputable"));
        dispute("civil-affairs", "refusal", application).statusCode(403).body("code", equalTo("foreign-unit"));
        dispute("education", "refusal", UUID.randomUUID().toString())
                .statusCode(409)
                .body("code", equalTo("not-disputable"));
        supervisor("education", DISPUTES, Map.of("matter", "refusal", "matterId", application, "demand", "短"))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/demand"));
        Instant before = Instant.now();
        ValidatableResponse filed = dispute("education", "refusal", application)
                .statusCode(201)
                .body("state", equalTo("mediating"))
                .body("way", equalTo("same-level"))
                .body("about", equalTo("用途不足以说明需要"))
                .body("awaits", contains("authority"))
                .body("dueAt", equalTo(days.dueAfter(before, 10).at().toString()));
        String id = filed.extract().path("id");
        dispute("education", "refusal", application).statusCode(409).body("code", equalTo("dispute-open"));
        as("auditor", "authority").get("/api/v1/deadlines?limit=200").then().body("items.subjectId", hasItem(id));
        assertThat(task("authority-reviewer", "authority", id)).isEqualTo("mediate-dispute");

        accept("civil-affairs", id).statusCode(409).body("code", equalTo("dispute-in-another-state"));
        say("government-arbiter", "authority", id, "decision", "changed").statusCode(409);
        say("data-supervisor", "education", id, "proposal", "changed").statusCode(403);
        say("authority-reviewer", "authority", id, "proposal", "changed")
                .statusCode(200)
                .body("awaits", containsInAnyOrder("unit", "other"));
        assertThat(task("data-supervisor", "civil-affairs", id)).isEqualTo("answer-dispute");
        String due = "items.findAll { it.subjectId == '" + id + "' }";
        for (List<String> units :
                List.of(List.of("education", "civil-affairs"), List.of("civil-affairs", "education"))) {
            as("data-supervisor", units.getFirst())
                    .get("/api/v1/deadlines?limit=200")
                    .then()
                    .body(due + ".unit", contains(units.getFirst()))
                    .body(due + ".alsoUnit", contains(units.getLast()));
            as("data-supervisor", units.getFirst())
                    .accept("text/calendar")
                    .get("/api/v1/deadlines")
                    .then()
                    .body(containsString("dispute-step " + id.substring(0, 8)));
        }
        as("auditor", "authority").get("/api/v1/deadlines?limit=200").then().body(due, hasSize(1));
        select("update deadline set warn_at = now() - interval '1 second' where subject_id = $1", UUID.fromString(id));
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(near(id)).containsExactlyInAnyOrder("education", "civil-affairs"));
        accept("health", id).statusCode(404);
        // As if the provider's supervisor had acted for the applicant in another post.
        persons(id, "{\"data-supervisor.civil-affairs\":\"unit\"}");
        accept("civil-affairs", id).statusCode(403).body("code", equalTo("same-person"));
        persons(id, "{}");
        accept("education", id).statusCode(200).body("state", equalTo("half-accepted"));
        as("data-supervisor", "education")
                .get("/api/v1/deadlines?limit=200")
                .then()
                .body("items.subjectId", not(hasItem(id)));
        as("data-supervisor", "civil-affairs")
                .get("/api/v1/deadlines?limit=200")
                .then()
                .body(due + ".alsoUnit", contains(nullValue()));
        accept("education", id).statusCode(409).body("code", equalTo("not-awaited"));
        no("education", id, "refusal").statusCode(409).body("code", equalTo("not-awaited"));
        accept("civil-affairs", id)
                .statusCode(200)
                .body("state", equalTo("settled"))
                .body("outcome", equalTo("changed"))
                .body("record.said", contains("file", "propose", "accept", "accept"))
                .body("record.party", contains("unit", "authority", "unit", "other"))
                .body("record[1].words", equalTo("经核对双方材料"));
        String grant = as("data-specialist", "education")
                .get("/api/v1/applications/" + application)
                .then()
                .body("state", equalTo("approved"))
                .extract()
                .path("grantId");
        // What the provider agreed to stays its own to change.
        onGrant(grant, "suspension", Map.of("reasons", "数据质量复核")).statusCode(200);
        dispute("education", "refusal", application).statusCode(409).body("code", equalTo("not-disputable"));
        as("data-specialist", "health").get(DISPUTES + "/" + id).then().statusCode(404);
        as("data-specialist", "health").get(DISPUTES + "?limit=200").then().body("items.id", not(hasItem(id)));
        as("auditor", "authority")
                .get(DISPUTES + "?limit=200")
                .then()
                .body("items.id", hasItem(id))
                .body("items.find { it.id == '" + id + "' }.record", nullValue());
        assertThat(events(id))
                .containsExactly(
                        "dispute.filed",
                        "dispute.step-taken",
                        "deadline.near",
                        "deadline.near",
                        "dispute.step-taken",
                        "dispute.ended");
        assertThat(events(application)).endsWith("refusal.overruled");
        assertThat(select("select 1 from deadline where subject_id = $1", UUID.fromString(id))
                        .size())
                .isZero();
    }

    @Test
    @Requirement("A27.4")
    void aGrantIsAgainWhatItWasWhereADisputeEndsSoAndTheGovernmentsDecisionIsNotUndone() throws Exception {
        String grant = granted();
        onGrant(grant, "suspension", Map.of("reasons", "数据质量复核")).statusCode(200);
        rows(grant).then().statusCode(403);
        String suspension = disputed("education", "suspension", grant);
        onGrant(grant, "resumption", Map.of("reasons", "复核完成")).statusCode(409).body("code", equalTo("disputed"));
        settled(suspension);
        await().atMost(Duration.ofSeconds(5)).until(() -> rows(grant).statusCode() == 200);

        dispute("education", "narrowing", grant)
                .statusCode(409)
                .body("code", equalTo("not-disputable"))
                .body("errors", nullValue());
        Map<String, Object> narrowing = Map.of(
                "items",
                List.of("code"),
                "rowFilter",
                List.of(Map.of("item", "town", "operator", "eq", "values", List.of("540102001"))),
                "validUntil",
                Instant.now().plus(Duration.ofDays(2)).toString(),
                "rowsPerDay",
                5,
                "reasons",
                "目的只需一个乡镇",
                "basis",
                List.of(Map.of("title", "统计法", "article", "第九条")));
        Instant until = Instant.parse(as("data-specialist", "education")
                .get("/api/v1/grants/" + grant)
                .path("validUntil"));
        onGrant(grant, "narrowing", narrowing).statusCode(200);
        rows(grant).then().body("", hasSize(2)).body("name", contains(nullValue(), nullValue()));
        settled(disputed("education", "narrowing", grant));
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> rows(grant)
                .then()
                .statusCode(200)
                .body("", hasSize(3))
                .body("name", contains("甲村", "乙村", "丙村")));
        assertThat(select(
                                "select due_at from deadline where subject_id = $1 and kind = 'GRANT_END' and fired_at is null",
                                UUID.fromString(grant))
                        .iterator()
                        .next()
                        .getOffsetDateTime(0)
                        .toInstant())
                .isEqualTo(until);

        // The authority's own step takes the matter away: there is nothing left to change.
        onGrant(grant, "narrowing", Map.of("rowsPerDay", 5, "reasons", "目的只需少量数据"))
                .statusCode(200);
        String gone = disputed("education", "narrowing", grant);
        post(
                        "authority-reviewer",
                        "authority",
                        "/api/v1/grants/" + grant + "/narrowing",
                        Map.of("rowsPerDay", 4, "reasons", "按需分配"))
                .then()
                .statusCode(200);
        onGrant(grant, "revocation", Map.of("reasons", "用途已经终止"))
                .statusCode(409)
                .body("code", equalTo("disputed"));
        say("authority-reviewer", "authority", gone, "proposal", "changed").statusCode(200);
        accept("civil-affairs", gone).statusCode(200);
        accept("education", gone).statusCode(200).body("state", equalTo("void")).body("outcome", nullValue());
        dispute("education", "narrowing", grant)
                .statusCode(409)
                .body("code", equalTo("not-disputable"))
                .body("errors.code", contains("authoritys-step"));
        post("authority-reviewer", "authority", "/api/v1/grants/" + grant + "/suspension", Map.of("reasons", "监督检查"))
                .then()
                .statusCode(200);
        dispute("education", "suspension", grant).statusCode(409).body("errors.code", contains("authoritys-step"));
        post("authority-reviewer", "authority", "/api/v1/grants/" + grant + "/resumption", Map.of("reasons", "检查完成"))
                .then()
                .statusCode(200);

        onGrant(
                        grant,
                        "narrowing",
                        Map.of(
                                "rowFilter",
                                List.of(Map.of("item", "residents", "operator", "gt", "values", List.of("100"))),
                                "reasons",
                                "只需人口较多的村",
                                "basis",
                                List.of(Map.of("title", "统计法", "article", "第九条"))))
                .statusCode(200);
        onGrant(grant, "revocation", Map.of("reasons", "用途已经终止")).statusCode(200);
        decided(disputed("education", "revocation", grant));
        assertThat(events(grant))
                .containsExactly(
                        "share.approved",
                        "grant.suspended",
                        "grant.resumed",
                        "grant.narrowed",
                        "grant.restored",
                        "grant.narrowed",
                        "grant.narrowed",
                        "grant.suspended",
                        "grant.resumed",
                        "grant.narrowed",
                        "grant.ended",
                        "destruction.asked");
        Response before = as("data-specialist", "education").get("/api/v1/grants/" + grant);
        before.then().body("state", equalTo("revoked"));
        String anew = as("data-specialist", "education")
                .get("/api/v1/applications/" + before.path("applicationId"))
                .path("grantId");
        as("data-specialist", "education")
                .get("/api/v1/grants/" + anew)
                .then()
                .body("state", equalTo("alive"))
                .body("items", contains("code", "name", "town"))
                .body("rowFilter.item", contains("residents"))
                .body("validUntil", equalTo(until.toString()));
        onGrant(anew, "revocation", Map.of("reasons", "用途已经终止"))
                .statusCode(403)
                .body("code", equalTo("granted-by-the-authority"));
        // What the authority had suspended is not had again by agreement.
        select(
                "update share_grant set suspended_by_authority = true, overruled = false where id = $1",
                UUID.fromString(anew));
        onGrant(anew, "revocation", Map.of("reasons", "用途已经终止")).statusCode(200);
        dispute("education", "revocation", anew)
                .statusCode(409)
                .body("code", equalTo("not-disputable"))
                .body("errors.pointer", contains("/matterId"))
                .body("errors.code", contains("authoritys-step"));

        // A narrowing of the term is undone also after the grant has ended by it.
        String ended = granted();
        Response held = as("data-specialist", "education").get("/api/v1/grants/" + ended);
        onGrant(
                        ended,
                        "narrowing",
                        Map.of("validUntil", Instant.now().plusSeconds(3).toString(), "reasons", "业务即将办结"))
                .statusCode(200);
        String shortened = disputed("education", "narrowing", ended);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> as("data-specialist", "education")
                .get("/api/v1/grants/" + ended)
                .then()
                .body("state", equalTo("expired")));
        settled(shortened);
        String again = as("data-specialist", "education")
                .get("/api/v1/applications/" + held.path("applicationId"))
                .path("grantId");
        assertThat(again).isNotEqualTo(ended);
        as("data-specialist", "education")
                .get("/api/v1/grants/" + again)
                .then()
                .body("state", equalTo("alive"))
                .body("validUntil", equalTo(held.path("validUntil")));
    }

    @Test
    @Requirement("A27.4")
    void whatWasUpheldIsCorrectedWhereTheGovernmentDecidesSo() throws Exception {
        String grant = granted();
        String resource = as("data-specialist", "education")
                .get("/api/v1/grants/" + grant)
                .path("resourceId");
        String doubt = post(
                        "data-specialist",
                        "education",
                        "/api/v1/doubts",
                        Map.of(
                                "resourceId",
                                resource,
                                "key",
                                Map.of("code", "540102001001"),
                                "item",
                                "name",
                                "observed",
                                "甲村",
                                "reasons",
                                "该村已经更名"))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String answer = "/api/v1/doubts/" + doubt + "/answer";
        Map<String, Object> right = Map.of("verdict", "right", "reasons", "经核实无误");
        // A change that is wrong as well, before the answer.
        String early = supervisor(
                        "civil-affairs",
                        "/api/v1/corrections",
                        Map.of(
                                "resourceId",
                                resource,
                                "key",
                                Map.of("code", "540102001001"),
                                "changes",
                                List.of(Map.of("item", "name", "value", "乙村")),
                                "reasons",
                                "录入更正"))
                .path("id");
        supervisor("civil-affairs", answer, right).then().statusCode(200);
        String id = disputed("education", "doubt", doubt);
        say("authority-reviewer", "authority", id, "proposal", "kept").statusCode(200);
        accept("civil-affairs", id).statusCode(200);
        no("education", id, "refusal").statusCode(200).body("awaits", contains("government"));
        assertThat(task("government-arbiter", "authority", id)).isEqualTo("decide-dispute");
        say("authority-reviewer", "authority", id, "decision", "changed").statusCode(403);
        as("government-arbiter", "authority").get(DISPUTES + "/" + id).then().body("about", equalTo("经核实无误"));
        say("government-arbiter", "authority", id, "decision", "changed")
                .statusCode(200)
                .body("record.party", contains("unit", "authority", "other", "unit", "government"));
        as("data-specialist", "education")
                .get("/api/v1/doubts/" + doubt)
                .then()
                .body("state", equalTo("open"))
                .body("correctionOrdered", equalTo(true))
                .body("answeredAt", nullValue());
        as("data-supervisor", "civil-affairs")
                .get("/api/v1/deadlines?limit=200")
                .then()
                .body("items.subjectId", hasItem(doubt));
        supervisor("civil-affairs", answer, right).then().statusCode(409).body("code", equalTo("correction-ordered"));
        supervisor("civil-affairs", answer, Map.of("verdict", "wrong", "reasons", "此前已更正", "correctionId", early))
                .then()
                .statusCode(422)
                .body("errors.code", contains("not-this-value"));
        supervisor(
                        "civil-affairs",
                        answer,
                        Map.of(
                                "verdict",
                                "wrong",
                                "reasons",
                                "按决定更正",
                                "changes",
                                List.of(Map.of("item", "name", "value", "甲新村"))))
                .then()
                .statusCode(200)
                .body("state", equalTo("corrected"));
        assertThat(events(resource)).contains("doubt.reported", "doubt.answered", "doubt.reopened");
    }

    @Test
    @Requirement("A27.4")
    void acrossLevelsUnitsNegotiateFirstAndTimeTakesItOn() {
        String application = upheld(BELOW);
        String id = dispute(BELOW, "refusal", application)
                .statusCode(201)
                .body("state", equalTo("negotiating"))
                .body("way", equalTo("across"))
                .body("awaits", contains("other"))
                .extract()
                .path("id");
        say("authority-reviewer", "authority", id, "proposal", "kept").statusCode(409);
        say("data-supervisor", BELOW, id, "offer", "changed").statusCode(409).body("code", equalTo("not-awaited"));
        due(id, "now()");
        say("data-supervisor", "civil-affairs", id, "offer", "kept")
                .statusCode(409)
                .body("code", equalTo("offer-late"));
        due(id, "now() + interval '1 day'");
        say("data-supervisor", "civil-affairs", id, "offer", "kept")
                .statusCode(200)
                .body("state", equalTo("negotiating"))
                .body("awaits", contains("unit"));
        accept("civil-affairs", id).statusCode(409).body("code", equalTo("not-awaited"));
        no(BELOW, id, "refusal").statusCode(200).body("state", equalTo("mediating"));
        pass(id, "deciding");
        due(id, "now()");
        say("government-arbiter", "authority", id, "decision", "kept")
                .statusCode(200)
                .body("record.said", contains("file", "offer", "break-off", "lapse", "decide"));
        as("data-specialist", BELOW)
                .get("/api/v1/applications/" + application)
                .then()
                .body("state", equalTo("upheld"));
        dispute(BELOW, "refusal", application).statusCode(409).body("code", equalTo("disputed-before"));
        assertThat(events(id))
                .containsExactly(
                        "dispute.filed",
                        "dispute.step-taken",
                        "dispute.step-taken",
                        "dispute.step-overdue",
                        "dispute.step-taken",
                        "dispute.step-overdue",
                        "dispute.ended");

        // What the units agree to by themselves is the authority's to review again.
        String agreed = upheld(BELOW);
        accept("civil-affairs", disputed(BELOW, "refusal", agreed))
                .statusCode(200)
                .body("state", equalTo("settled"));
        as("data-specialist", BELOW)
                .get("/api/v1/applications/" + agreed)
                .then()
                .body("state", equalTo("agreed"))
                .body("grantId", nullValue());
    }

    private void due(String id, String at) {
        select("update dispute set due_at = " + at + " where id = $1", UUID.fromString(id));
    }

    /** The units that were warned of the step of a dispute. */
    private List<String> near(String id) {
        return select(
                        "select payload::json ->> 'unit' from outbox where subject = $1"
                                + " and type = 'org.publicdatamesh.exchange.deadline.near.v1'",
                        id)
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private void persons(String id, String persons) {
        select("update dispute set persons = $2 where id = $1", UUID.fromString(id), persons);
    }

    /** Lets the time of a step pass. */
    private void pass(String id, String after) {
        select(
                "update deadline set due_at = now() - interval '1 second' where subject_id = $1 and fired_at is null",
                UUID.fromString(id));
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> as("auditor", "authority")
                .get(DISPUTES + "/" + id)
                .then()
                .body("state", equalTo(after)));
    }

    @Test
    @Requirement("A27.4")
    void aNeedThatAUnitDeclinedIsAnsweredWhereTheUnitsAgreeAndADisputeCanBeTakenBack() {
        String need = post(
                        "data-specialist",
                        BELOW,
                        "/api/v1/needs",
                        Map.of(
                                "title",
                                "行政村通公路情况",
                                "purpose",
                                "编制农村公路养护计划",
                                "wished",
                                List.of("行政村代码"),
                                "source",
                                "civil-affairs"))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        post("authority-reviewer", "authority", "/api/v1/needs/" + need + "/review", Map.of("decision", "route"))
                .then()
                .statusCode(200);
        dispute(BELOW, "need", need).statusCode(409).body("code", equalTo("not-disputable"));
        String answer = "/api/v1/needs/" + need + "/answer";
        Map<String, Object> decline = Map.of("answer", "decline", "reasons", "未采集");
        supervisor("civil-affairs", answer, decline).then().statusCode(200);

        String withdrawn = disputed(BELOW, "need", need);
        no("civil-affairs", withdrawn, "withdrawal").statusCode(403);
        no(BELOW, withdrawn, "withdrawal")
                .statusCode(200)
                .body("state", equalTo("withdrawn"))
                .body("endedAt", notNullValue())
                .body("outcome", nullValue());
        accept("civil-affairs", withdrawn).statusCode(409);

        String late = disputed(BELOW, "need", need);
        pass(late, "mediating");
        pass(late, "deciding");
        pass(late, "deciding");
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> as("auditor", "authority")
                .get(DISPUTES + "/" + late)
                .then()
                .body("overdue", equalTo(true)));
        no(BELOW, late, "withdrawal").statusCode(200);
        dispute(BELOW, "need", need).statusCode(409).body("code", equalTo("disputed-before"));
        // As if it had been withdrawn before anything was proposed.
        select("update dispute set withdrawn_late = false where id = $1", UUID.fromString(late));

        String id = disputed(BELOW, "need", need);
        accept("civil-affairs", id).statusCode(200).body("state", equalTo("settled"));
        as("data-specialist", BELOW)
                .get("/api/v1/needs/" + need)
                .then()
                .body("state", equalTo("routed"))
                .body("source", equalTo("civil-affairs"))
                .body("entryOrdered", equalTo(true));
        supervisor("civil-affairs", answer, decline).then().statusCode(409).body("code", equalTo("entry-ordered"));
        post(
                        "authority-reviewer",
                        "authority",
                        "/api/v1/needs/" + need + "/review",
                        Map.of("decision", "reject", "reasons", "该数据已无来源"))
                .then()
                .statusCode(200)
                .body("state", equalTo("rejected"));

        String changed = upheld("education");
        String open = disputed("education", "refusal", changed);
        say("authority-reviewer", "authority", open, "proposal", "changed").statusCode(200);
        accept("education", open).statusCode(200);
        // As if the term that was applied for were over by now.
        select(
                "update application set valid_until = now() - interval '1 second' where id = $1",
                UUID.fromString(changed));
        accept("civil-affairs", open)
                .statusCode(409)
                .body("code", equalTo("not-compliant"))
                .body("errors.code", hasItem("term-over"));
        as("auditor", "authority")
                .get(DISPUTES + "/" + open)
                .then()
                .body("state", equalTo("half-accepted"))
                .body("record", hasSize(3));
    }

    @Test
    @Requirement({"A27.4", "A25.1"})
    void aGrantIsMadeAnewInTurnWithWhatTheUnitIsGrantedAndNotWhileAnotherIsSuspended() throws Exception {
        String grant = granted();
        String resource = as("data-specialist", "education")
                .get("/api/v1/grants/" + grant)
                .path("resourceId");
        String application = post(
                        "data-specialist",
                        "education",
                        "/api/v1/applications",
                        Map.of(
                                "resourceId",
                                resource,
                                "items",
                                List.of(Map.of("name", "code", "justification", "对应学区")),
                                "purpose",
                                "核对义务教育学区与所在村的代码",
                                "validUntil",
                                Instant.now().plus(Duration.ofDays(20)).toString(),
                                "commitments",
                                Map.of("notExceedScope", true, "noOtherUse", true, "noThirdParty", true)))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String other = onApplication(
                        "data-supervisor", "education", application, "endorsement", Map.of("decision", "agree"))
                .then()
                .statusCode(200)
                .extract()
                .path("grantId");
        onGrant(grant, "revocation", Map.of("reasons", "用途已经终止")).statusCode(200);
        String id = disputed("education", "revocation", grant);
        say("authority-reviewer", "authority", id, "proposal", "kept").statusCode(200);
        no("education", id, "refusal").statusCode(200);
        post("authority-reviewer", "authority", "/api/v1/grants/" + other + "/suspension", Map.of("reasons", "核查"))
                .then()
                .statusCode(200);
        say("government-arbiter", "authority", id, "decision", "changed")
                .statusCode(409)
                .body("code", equalTo("held-suspended"));
        post("authority-reviewer", "authority", "/api/v1/grants/" + other + "/resumption", Map.of("reasons", "完成"))
                .then()
                .statusCode(200);

        // While another decision looks at what the unit is granted, this one waits.
        SqlConnection connection = database.getConnection().await().atMost(Duration.ofSeconds(10));
        Transaction deciding = connection.begin().await().atMost(Duration.ofSeconds(10));
        connection
                .query("select cast(pg_advisory_xact_lock(hashtextextended('grants-of education', 0)) as text)")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10));
        CompletableFuture<Integer> decided =
                CompletableFuture.supplyAsync(() -> say("government-arbiter", "authority", id, "decision", "changed")
                        .extract()
                        .statusCode());
        await().atMost(Duration.ofSeconds(10))
                .until(() -> select("select 1 from pg_locks where locktype = 'advisory' and not granted")
                                .size()
                        == 1);
        // It has not locked the resource: whoever decides for the unit comes to it first.
        assertThat(select(
                                "select 1 from shared_resource where resource_id = $1 for update skip locked",
                                UUID.fromString(resource))
                        .size())
                .isEqualTo(1);
        deciding.commit().await().atMost(Duration.ofSeconds(10));
        connection.close().await().atMost(Duration.ofSeconds(10));
        assertThat(decided.get(10, TimeUnit.SECONDS)).isEqualTo(200);
        String of = as("data-specialist", "education")
                .get("/api/v1/grants/" + grant)
                .path("applicationId");
        String fresh = as("data-specialist", "education")
                .get("/api/v1/applications/" + of)
                .path("grantId");
        assertThat(fresh).isNotEqualTo(grant);
        as("data-system", "education")
                .get("/api/v1/grants/" + fresh + "/rows")
                .then()
                .statusCode(200)
                .body("name", hasItem("乙村"));
    }

    private String another(Register register, String unit) {
        String application = applied(unit, register);
        return onApplication("data-supervisor", unit, application, "endorsement", Map.of("decision", "agree"))
                .then()
                .statusCode(200)
                .extract()
                .path("grantId");
    }

    private static void revokedByAuthority(String grant) {
        post(
                        "authority-reviewer",
                        "authority",
                        "/api/v1/grants/" + grant + "/revocation",
                        Map.of("reasons", "违反用途予以撤销"))
                .then()
                .statusCode(200);
    }

    @Test
    @Requirement({"A27.4", "A25.1"})
    void whatWasProposedBeforeSomethingWasTakenDoesNotGiveItBack() {
        Register register = register(ShareType.UNCONDITIONAL);
        String revoked = another(register, "education");
        String narrowed = another(register, "education");
        String first = another(register, "education");
        String second = another(register, "education");
        onGrant(revoked, "revocation", Map.of("reasons", "用途已经终止")).statusCode(200);
        onGrant(narrowed, "narrowing", Map.of("items", List.of("code"), "reasons", "名称已不需要"))
                .statusCode(200);
        String about = disputed("education", "revocation", revoked);
        String aboutLess = disputed("education", "narrowing", narrowed);
        for (String id : List.of(about, aboutLess)) {
            say("authority-reviewer", "authority", id, "proposal", "changed").statusCode(200);
            accept("education", id).statusCode(200).body("state", equalTo("half-accepted"));
        }
        revokedByAuthority(first);
        for (String id : List.of(about, aboutLess)) {
            accept("civil-affairs", id)
                    .statusCode(409)
                    .body("code", equalTo("taken-since"))
                    .body("detail", containsString(first));
            as("data-supervisor", "education").get(DISPUTES + "/" + id).then().body("state", equalTo("half-accepted"));
            no("civil-affairs", id, "refusal").statusCode(200).body("state", equalTo("deciding"));
        }
        // The government decides now, knowing of it.
        for (String id : List.of(about, aboutLess)) {
            say("government-arbiter", "authority", id, "decision", "changed")
                    .statusCode(200)
                    .body("state", equalTo("decided"));
        }
        as("data-specialist", "education")
                .get("/api/v1/grants/" + narrowed)
                .then()
                .body("items", hasItem("name"));

        // What is proposed after it is accepted.
        onGrant(second, "revocation", Map.of("reasons", "用途已经终止")).statusCode(200);
        settled(disputed("education", "revocation", second));
    }

    @Test
    @Requirement({"A27.4", "A25.1"})
    void aDisputeGivesBackWhatWasTakenLastAndWhatWasTakenBeforeStaysTaken() {
        for (String last : List.of("narrowing", "revocation")) {
            Register register = register(ShareType.UNCONDITIONAL);
            String grant = another(register, "education");
            post(
                            "authority-reviewer",
                            "authority",
                            "/api/v1/grants/" + grant + "/narrowing",
                            Map.of("rowsPerDay", 10, "reasons", "每日用量过大"))
                    .then()
                    .statusCode(200);
            onGrant(
                            grant,
                            last,
                            last.equals("narrowing")
                                    ? Map.of("items", List.of("code"), "reasons", "名称已不需要")
                                    : Map.of("reasons", "用途已经终止"))
                    .statusCode(200);
            settled(disputed("education", last, grant));
            onApplication(
                            "data-supervisor",
                            "education",
                            applied("education", register),
                            "endorsement",
                            Map.of("decision", "agree"))
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("endorsed"))
                    .body("shareType", equalTo("conditional"))
                    .body("check.findings.code", hasItem("taken-before"));
        }
    }

    @Test
    @Requirement({"A27.4", "A25.1"})
    void aGrantThatWasNarrowedBeforeAndIsSuspendedNowIsNoTakingSince() {
        Register register = register(ShareType.UNCONDITIONAL);
        String other = another(register, "education");
        String grant = another(register, "education");
        Map<String, Object> less = Map.of("items", List.of("code"), "reasons", "名称已不需要");
        onGrant(other, "narrowing", less).statusCode(200);
        onGrant(other, "suspension", Map.of("reasons", "数据质量复核")).statusCode(200);
        onGrant(grant, "narrowing", less).statusCode(200);
        settled(disputed("education", "narrowing", grant));
        as("data-specialist", "education").get("/api/v1/grants/" + grant).then().body("items", hasItem("name"));
    }

    @Test
    @Requirement({"A27.4", "A8.1"})
    void whoIsOfOneOfTheUnitsNeitherMediatesNorDecides() throws Exception {
        String grant = granted();
        onGrant(grant, "suspension", Map.of("reasons", "数据质量复核")).statusCode(200);
        String id = disputed("education", "suspension", grant);
        // As if the authority were the unit whose step is disputed, and its government another place's.
        select("update dispute set other = 'authority', authority = 'region' where id = $1", UUID.fromString(id));
        say("authority-reviewer", "authority", id, "proposal", "kept")
                .statusCode(403)
                .body("code", equalTo("own-dispute"));
        select("update dispute set other = 'civil-affairs' where id = $1", UUID.fromString(id));
        say("authority-reviewer", "authority", id, "proposal", "kept").statusCode(200);
        no("education", id, "refusal").statusCode(200).body("state", equalTo("deciding"));
        select("update dispute set other = 'authority' where id = $1", UUID.fromString(id));
        say("government-arbiter", "authority", id, "decision", "kept")
                .statusCode(403)
                .body("code", equalTo("own-dispute"));
        select(
                "update dispute set other = 'civil-affairs', authority = 'authority' where id = $1",
                UUID.fromString(id));
        say("government-arbiter", "authority", id, "decision", "changed").statusCode(200);
    }
}
