package org.publicdatamesh.exchange;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.exchange.application.Applications;
import org.publicdatamesh.exchange.application.NewApplication;
import org.publicdatamesh.exchange.grant.GrantStop;
import org.publicdatamesh.exchange.grant.GrantStops;
import org.publicdatamesh.kit.crypto.Sm;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
import org.publicdatamesh.kit.event.security.ContainmentTarget;
import org.publicdatamesh.kit.event.security.GradingIssued;
import org.publicdatamesh.kit.grading.CombinationRule;
import org.publicdatamesh.kit.grading.GradingRules;
import org.publicdatamesh.kit.grading.ItemScope;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.kit.identity.Containment;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.policy.PolicyEdition;
import org.publicdatamesh.kit.policy.PolicyEditions;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** What is looked at, drafted, signed and renewed in applications, through their public interface. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "exchange"))
class ApplicationsTest {
    private static final String APPLICATIONS = "/api/v1/applications";
    private static final String DRAFTS = APPLICATIONS + "/drafts";
    private static final String LAW = "义务教育法第十二条,履行法定职责";
    private static final String CSV = """
            code,name,town,residents
            540102001001,甲村,540102001,120
            540102001002,乙村,540102001,80
            540102002001,丙村,540102002,60
            """;

    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool database;

    @Inject
    PolicyEditions policies;

    @Inject
    Containment containment;

    @Inject
    Applications applications;

    @Inject
    GrantStops stops;

    @Inject
    Mutiny.SessionFactory sessions;

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

    private RowSet<Row> sql(String sql, Object... parameters) {
        return database.preparedQuery(sql)
                .execute(Tuple.from(List.of(parameters)))
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private Register register(ShareType share, List<DataItem> items) {
        Register register = new Register(false, share);
        broker.send(register.entry().toString(), register.published(1, false, items));
        attach(register);
        return register;
    }

    private void attach(Register register) {
        broker.send(register.id().toString(), register.attached());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> as("data-specialist", "civil-affairs")
                                .contentType("text/csv")
                                .body(CSV.getBytes(StandardCharsets.UTF_8))
                                .post("/api/v1/resources/" + register.id() + "/loads")
                                .statusCode()
                        != 404);
        UUID check = Outbox.newId();
        broker.send(register.id().toString(), register.checked(check, true));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> sql("select 1 from resource_proof where check_id = $1", check)
                                .size()
                        == 1);
    }

    private void replace(Register register, Register successor) {
        broker.send(register.id().toString(), register.replacedBy(successor));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> sql("select 1 from ended_resource where resource_id = $1", register.id())
                                .size()
                        == 1);
    }

    /** The items of the register, with one of another grade. */
    private static List<DataItem> graded(String name, int grade) {
        return Register.items().stream()
                .map(item -> item.name().equals(name)
                        ? new DataItem(
                                item.name(),
                                item.label(),
                                item.type(),
                                item.length(),
                                item.key(),
                                item.required(),
                                item.check(),
                                grade,
                                item.identifies(),
                                item.mask(),
                                null,
                                null)
                        : item)
                .toList();
    }

    private static Instant in(int days) {
        return Instant.now().plus(Duration.ofDays(days)).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    }

    private static Map<String, Object> application(Register register, String... items) {
        return new HashMap<>(Map.of(
                "resourceId",
                register.id(),
                "items",
                Stream.of(items)
                        .map(item -> Map.of("name", item, "justification", "对应学区"))
                        .toList(),
                "purpose",
                "划定义务教育学区并核对适龄儿童所在村",
                "legalGround",
                LAW,
                "validUntil",
                in(30).toString(),
                "commitments",
                Map.of("notExceedScope", true, "noOtherUse", true, "noThirdParty", true)));
    }

    private static String submitted(Map<String, Object> application) {
        return post("data-specialist", "education", APPLICATIONS, application)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static Response step(String role, String unit, String id, String step, Map<String, ?> body) {
        return post(role, unit, APPLICATIONS + "/" + id + "/" + step, body);
    }

    private static Response endorse(String id) {
        return step("data-supervisor", "education", id, "endorsement", Map.of("decision", "agree"));
    }

    private static Response decide(String id, Map<String, ?> body) {
        return step("data-supervisor", "civil-affairs", id, "provider-decision", body);
    }

    private static Response approve(String id) {
        return step("authority-reviewer", "authority", id, "authority-review", Map.of("decision", "approve"));
    }

    private static String granted(Map<String, Object> application) {
        String id = submitted(application);
        endorse(id).then().statusCode(200);
        decide(id, Map.of("decision", "agree")).then().statusCode(200);
        return approve(id).then().statusCode(200).extract().path("grantId");
    }

    /** Copies what is of the entry $1, each with an id of its own and with other values. */
    private static String copies(String table, String others, int count) {
        return "insert into " + table + " select (jsonb_populate_record(one, jsonb_build_object('id',"
                + " cast(md5(concat(one.id, '-', n)) as uuid), " + others + "))).* from " + table
                + " one, generate_series(1, " + count + ") n where one.entry_id = $1";
    }

    private JsonNode event(String subject, String type) throws JsonProcessingException {
        return EventJson.MAPPER.readTree(sql(
                        "select payload from outbox where subject = $1 and type = $2",
                        subject,
                        "org.publicdatamesh.exchange." + type + ".v1")
                .iterator()
                .next()
                .getString(0));
    }

    @Test
    @Requirement({"A40.2", "A21.1"})
    void anApplicationIsCheckedBeforeAnyoneDecidesAndAgainAtEachDecision() throws Exception {
        Register register = register(ShareType.CONDITIONAL, graded("residents", 3));
        Map<String, Object> groundless = application(register, "code", "residents");
        groundless.remove("legalGround");
        String blocked = submitted(groundless);
        as("data-supervisor", "civil-affairs")
                .get(APPLICATIONS + "/" + blocked)
                .then()
                .body("check.passed", equalTo(false))
                .body("check.checkedAt", notNullValue())
                .body(
                        "check.findings.code",
                        contains("item-needs-legal-ground", "no-legal-ground", "condition-not-addressed"))
                .body("check.findings[0].at", equalTo("/items/1/name"))
                .body("check.findings.severity", contains("blocking", "for-decision", "for-decision"));
        assertThat(event(blocked, "application.submitted")
                        .at("/check/findings/0/code")
                        .asText())
                .isEqualTo("item-needs-legal-ground");
        endorse(blocked)
                .then()
                .statusCode(409)
                .body("code", equalTo("not-compliant"))
                .body("errors.code", contains("item-needs-legal-ground"))
                .body("errors.pointer", contains("/items/1/name"));
        step(
                        "data-supervisor",
                        "education",
                        blocked,
                        "endorsement",
                        Map.of("decision", "decline", "reasons", "未写明法律依据"))
                .then()
                .statusCode(200)
                .body("state", equalTo("declined"));

        // Submitted before there were checks: the next step checks it.
        String old = submitted(application(register, "code", "residents"));
        sql("update application set checked_at = null, compliance = null where id = $1", UUID.fromString(old));
        as("data-specialist", "education").get(APPLICATIONS + "/" + old).then().body("check", nullValue());
        endorse(old)
                .then()
                .statusCode(200)
                .body("check.passed", equalTo(true))
                .body("check.findings.code", contains("sensitive-item"));
        sql(
                "update application set valid_until = $2 where id = $1",
                UUID.fromString(old),
                Instant.now().minusSeconds(1).atOffset(ZoneOffset.UTC));
        decide(old, Map.of("decision", "agree"))
                .then()
                .statusCode(409)
                .body("code", equalTo("not-compliant"))
                .body("errors.code", contains("term-over"));
        decide(old, Uploads.refusal("期限已过", Uploads.document("civil-affairs", old)))
                .then()
                .statusCode(200);

        // A grade that rises meanwhile is seen at the next decision; an offer without the item passes.
        Map<String, Object> named = application(register, "code", "name");
        named.remove("legalGround");
        String raised = submitted(named);
        endorse(raised).then().statusCode(200).body("check.passed", equalTo(true));
        broker.send(register.entry().toString(), register.published(2, false, graded("name", 4)));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> sql("select 1 from shared_entry where entry_id = $1 and version = 2", register.entry())
                                .size()
                        == 1);
        decide(raised, Map.of("decision", "agree"))
                .then()
                .statusCode(409)
                .body("errors.code", contains("item-needs-legal-ground"));
        decide(raised, Map.of("decision", "offer", "narrowing", Map.of("validUntil", in(5), "reasons", "更短")))
                .then()
                .statusCode(409)
                .body("code", equalTo("not-compliant"));
        decide(raised, Map.of("decision", "offer", "narrowing", Map.of("items", List.of("code"), "reasons", "名称无须共享")))
                .then()
                .statusCode(200)
                .body("check.passed", equalTo(false));
        as("data-supervisor", "education")
                .post(APPLICATIONS + "/" + raised + "/acceptance")
                .then()
                .statusCode(200)
                .body("state", equalTo("agreed"))
                .body("items.name", contains("code"))
                .body("check.passed", equalTo(true));
    }

    @Test
    @Requirement({"A25.1", "A25.2", "A8.1", "A24.2"})
    void aDraftIsItsUnitsOwnUntilItIsSubmittedAndItsPurposeSuggestsItems() {
        Register register = register(ShareType.CONDITIONAL, Register.items());
        String suggestions = "/api/v1/resources/" + register.id() + "/item-suggestions";
        as("data-specialist", "education")
                .queryParam("purpose", "核对学区内适龄儿童")
                .get(suggestions)
                .then()
                .statusCode(200)
                .body("name", contains("code"))
                .body("reason", contains("key"));
        as("data-specialist", "education").get(suggestions).then().statusCode(422);
        Map<String, Object> full = application(register, "code", "town");
        full.put("scenario", "在学位规划系统中与适龄儿童名册逐村比对");
        full.put("expectedRows", 3);
        full.put("delivery", "rows");
        String grant = granted(full);
        as("data-specialist", "education")
                .get("/api/v1/grants/" + grant)
                .then()
                .body("scenario", equalTo("在学位规划系统中与适龄儿童名册逐村比对"))
                .body("expectedRows", equalTo(3))
                .body("delivery", equalTo("rows"));
        post(
                        "data-specialist",
                        "civil-affairs",
                        "/api/v1/offline-shares",
                        Map.of("grantId", grant, "medium", "optical-disc", "reasons", "接收单位所在地尚未接入政务外网"))
                .then()
                .statusCode(409)
                .body("code", equalTo("not-by-medium"));
        // What one unit was granted is not told to another; as if two others had been granted the same, it is.
        as("data-specialist", "health")
                .queryParam("purpose", "核对学区内适龄儿童")
                .get(suggestions)
                .then()
                .body("name", contains("code"))
                .body("of", contains(0));
        sql(copies("application", "'grant_id', null, 'consumer', concat('unit-', n)", 2), register.entry());
        as("data-specialist", "health")
                .queryParam("purpose", "核对学区内适龄儿童")
                .get(suggestions)
                .then()
                .body("name", contains("code", "town"))
                .body("reason", contains("key", "used-by-most"))
                .body("used", contains(3, 3))
                .body("of", contains(3, 3))
                .body("[1].words", hasItem("适龄"));

        Response drafted = post(
                "data-specialist",
                "education",
                DRAFTS,
                Map.of("resourceId", register.id(), "items", List.of(Map.of("name", "name"))));
        String id = drafted.then()
                .statusCode(201)
                .body("check.findings.code", hasItem("no-legal-ground"))
                .extract()
                .path("id");
        drafted.then()
                .body("check.passed", equalTo(false))
                .body(
                        "check.findings.findAll { it.severity == 'blocking' }.at",
                        containsInAnyOrder("/items/0/justification", "/purpose", "/validUntil", "/commitments"));
        String draft = DRAFTS + "/" + id;
        as("data-supervisor", "education")
                .get(draft)
                .then()
                .statusCode(200)
                .header("ETag", drafted.header("ETag"))
                .body("content.items.name", contains("name"));
        as("data-specialist", "education").get(DRAFTS + "?limit=200").then().body("items.id", hasItem(id));
        for (String unit : List.of("health", "civil-affairs")) {
            as("data-specialist", unit).get(draft).then().statusCode(404);
            as("data-specialist", unit).get(DRAFTS).then().body("items.id", not(hasItem(id)));
        }
        as("data-specialist", "education").get(APPLICATIONS + "/" + id).then().statusCode(404);
        as("data-specialist", "education")
                .header("If-Match", drafted.header("ETag"))
                .post(draft + "/submission")
                .then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        containsInAnyOrder("/items/0/justification", "/purpose", "/validUntil", "/commitments"));
        RequestSpecification change = as("data-specialist", "education")
                .contentType(ContentType.JSON)
                .body(EventJson.write(application(register, "code", "name")));
        change.put(draft).then().statusCode(428);
        String etag = change.header("If-Match", drafted.header("ETag"))
                .put(draft)
                .then()
                .statusCode(200)
                .body("content.items.name", contains("code", "name"))
                .extract()
                .header("ETag");
        as("data-specialist", "education")
                .header("If-Match", drafted.header("ETag"))
                .delete(draft)
                .then()
                .statusCode(412);
        // As if the supervisor had written at it too.
        sql(
                "update application_draft set authors = authors || (select endorsed_by from application where grant_id = $2)"
                        + " where id = $1",
                UUID.fromString(id),
                UUID.fromString(grant));
        as("data-specialist", "education")
                .header("If-Match", etag)
                .post(draft + "/submission")
                .then()
                .statusCode(201)
                .body("id", equalTo(id))
                .body("state", equalTo("submitted"))
                .body("check.findings.code", contains("held-together"));
        as("data-specialist", "education").get(draft).then().statusCode(404);
        endorse(id).then().statusCode(403).body("code", equalTo("same-person"));

        Response another =
                post("data-specialist", "education", DRAFTS, Map.of("resourceId", register.id(), "purpose", "待定"));
        as("data-specialist", "education")
                .header("If-Match", another.header("ETag"))
                .delete(DRAFTS + "/" + another.path("id"))
                .then()
                .statusCode(204);
        as("data-specialist", "education")
                .get(DRAFTS + "/" + another.path("id"))
                .then()
                .statusCode(404);
    }

    @Test
    @Requirement({"A40.2", "A40.5"})
    void itemsThatAreOfAHigherGradeTogetherAreFoundAcrossEntries() {
        Register places = register(ShareType.UNCONDITIONAL, Register.items());
        Register people = register(ShareType.UNCONDITIONAL, Register.items());
        Map<String, Object> place = application(places, "town");
        place.remove("legalGround");
        endorse(submitted(place)).then().statusCode(200).body("check.findings", empty());
        // Of many grants that run, the one that counts is not the latest.
        sql(copies("application", "'grant_id', null", 25), places.entry());
        sql(
                copies(
                        "share_grant",
                        "'application_id', cast(md5(concat(one.application_id, '-', n)) as uuid), 'items', '[\"name\"]'",
                        25),
                places.entry());
        Map<String, Object> count = application(people, "residents");
        count.remove("legalGround");
        String before = submitted(count);

        UUID edition = Outbox.newId();
        broker.send(
                "grading",
                new GradingIssued(
                        edition,
                        7,
                        "第七版",
                        Instant.now().minusSeconds(1),
                        new GradingRules(
                                List.of(),
                                List.of(),
                                List.of(new CombinationRule(
                                        "place-and-people",
                                        List.of(
                                                new ItemScope("town", null, null, null, null),
                                                new ItemScope(null, List.of("人口"), null, null, null)),
                                        3,
                                        "小村人口可以识别到户",
                                        "GB/T 43697-2024 附录G"))),
                        null));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> sql("select 1 from combination_edition where edition = 7")
                                .size()
                        == 1);
        endorse(before)
                .then()
                .statusCode(409)
                .body("code", equalTo("not-compliant"))
                .body("errors.code", contains("combination-raises-grade"))
                .body("errors.message", contains(containsString("place-and-people")));
        count.put("legalGround", LAW);
        endorse(submitted(count))
                .then()
                .statusCode(200)
                .body("check.findings.code", contains("combination-raises-grade"))
                .body("check.findings.severity", contains("for-decision"));

        // Each passes alone; decided at the same time, one of them is looked at with the other.
        Map<String, Object> one = application(places, "town");
        Map<String, Object> other = application(people, "residents");
        List<CompletableFuture<Integer>> decided = Stream.of(one, other)
                .map(asked -> {
                    asked.remove("legalGround");
                    String id = post("data-specialist", "health", APPLICATIONS, asked)
                            .then()
                            .statusCode(201)
                            .body("check.passed", equalTo(true))
                            .extract()
                            .path("id");
                    return id;
                })
                .toList()
                .stream()
                .map(id -> CompletableFuture.supplyAsync(
                        () -> step("data-supervisor", "health", id, "endorsement", Map.of("decision", "agree"))
                                .statusCode()))
                .toList();
        assertThat(decided.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(200, 409);
        sql("delete from combination_edition");
        sql("delete from share_grant where entry_id = $1 and items = '[\"name\"]'", places.entry());
        sql(
                "delete from application a where entry_id = $1"
                        + " and not exists (select 1 from share_grant g where g.application_id = a.id)",
                places.entry());
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String signed(KeyPair key, String text) {
        return base64(Sm.sign(key.getPrivate(), text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Response registered(String by, String unit, KeyPair key, KeyPair prover) {
        String publicKey = base64(key.getPublic().getEncoded());
        return as("data-supervisor", by)
                .contentType(ContentType.JSON)
                .body(Map.of("publicKey", publicKey, "proof", signed(prover, "signing-key " + unit + " " + publicKey)))
                .put("/api/v1/units/" + unit + "/signing-key");
    }

    /** An edition as the one in force, under which units sign. */
    private PolicyEditions signing() {
        PolicyEdition now = policies.inForceAt(Instant.now());
        return new PolicyEditions(List.of(
                now,
                new PolicyEdition(
                        "signed",
                        Instant.now().minusSeconds(60).atOffset(ZoneOffset.UTC),
                        now.providerDecisionDays(),
                        now.correctionAnswerDays(),
                        now.noticeAcknowledgeDays(),
                        now.noticeApplyDays(),
                        now.destructionReportDays(),
                        now.needAnswerDays(),
                        now.disputeStepDays(),
                        now.catalogueUpdateDays(),
                        now.warningDays(),
                        now.grantEndWarningDays(),
                        now.logRetentionYears(),
                        now.longestTermDays(),
                        true,
                        now.pauseCauses())));
    }

    private static Response endorsed(String id, String signature) {
        return step(
                "data-supervisor", "education", id, "endorsement", Map.of("decision", "agree", "signature", signature));
    }

    @Test
    @Requirement("A25.1")
    void aUnitSignsWhatItCommitsToWithItsOwnKey() throws Exception {
        Register register = register(ShareType.CONDITIONAL, Register.items());
        QuarkusMock.installMockForType(signing(), PolicyEditions.class);
        KeyPair key = Sm.newSm2();
        KeyPair other = Sm.newSm2();
        String id = submitted(application(register, "code", "name"));
        endorse(id)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/signature"))
                .body("errors.code", contains("signature-missing"));
        String text = as("auditor", "authority")
                .get(APPLICATIONS + "/" + id + "/commitment")
                .then()
                .statusCode(200)
                .contentType("text/plain;charset=UTF-8")
                .extract()
                .asString();
        assertThat(text.lines().toList())
                .hasSize(18)
                .contains(
                        "application: \"" + id + "\"",
                        "consumer: \"education\"",
                        "items: [\"code\",\"name\"]",
                        "policyEdition: \"signed\"",
                        "本单位承诺:不超出授权的范围使用数据,不用于其他用途,不提供给第三方(第二十五条)。");
        as("data-supervisor", "health")
                .get(APPLICATIONS + "/" + id + "/commitment")
                .then()
                .statusCode(404);

        sql("update signing_key set ended_at = now() where unit = 'education' and ended_at is null");
        endorsed(id, signed(key, text)).then().statusCode(422).body("errors.code", contains("no-signing-key"));
        registered("health", "education", key, key).then().statusCode(403).body("code", equalTo("foreign-unit"));
        registered("education", "education", key, other)
                .then()
                .statusCode(422)
                .body("errors.code", contains("signature-not-good"));
        as("data-supervisor", "education")
                .contentType(ContentType.JSON)
                .body(Map.of("publicKey", base64(new byte[91]), "proof", "AA=="))
                .put("/api/v1/units/education/signing-key")
                .then()
                .statusCode(422)
                .body("errors.code", contains("not-an-sm2-key"));
        String former = registered("education", "education", other, other)
                .then()
                .statusCode(200)
                .body("endedAt", nullValue())
                .extract()
                .path("sm3");
        String digest = registered("education", "education", key, key)
                .then()
                .statusCode(200)
                .extract()
                .path("sm3");
        as("data-specialist", "civil-affairs")
                .get("/api/v1/units/education/signing-key")
                .then()
                .body("publicKey", equalTo(base64(key.getPublic().getEncoded())))
                .body("sm3", equalTo(digest));

        as("auditor", "authority")
                .get("/api/v1/units/education/signing-key/" + former)
                .then()
                .statusCode(200)
                .body("publicKey", equalTo(base64(other.getPublic().getEncoded())))
                .body("endedAt", notNullValue());
        as("auditor", "authority")
                .get("/api/v1/units/health/signing-key/" + former)
                .then()
                .statusCode(404);
        for (KeyPair again : List.of(other, key)) {
            registered("education", "education", again, again)
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("key-registered-before"));
        }

        for (String bad : List.of(signed(other, text), signed(key, text + " "), "AA==", "?")) {
            endorsed(id, bad).then().statusCode(422).body("errors.code", contains("signature-not-good"));
        }
        String signature = signed(key, text);
        endorsed(id, signature).then().statusCode(200).body("state", equalTo("endorsed"));
        for (String unit : List.of("civil-affairs", "education")) {
            as("data-supervisor", unit)
                    .get(APPLICATIONS + "/" + id)
                    .then()
                    .body("commitment.keySm3", equalTo(digest))
                    .body("commitment.signature", equalTo(signature))
                    .body("commitment.textSm3", equalTo(Sm.sm3Hex(text.getBytes(StandardCharsets.UTF_8))));
        }
        assertThat(event(id, "application.endorsed").at("/commitment/signature").asText())
                .isEqualTo(signature);
        as("auditor", "authority")
                .get(APPLICATIONS + "/" + id + "/commitment")
                .then()
                .body(equalTo(text));
        step("data-specialist", "education", id, "withdrawal", Map.of("reasons", "不再需要"))
                .then()
                .statusCode(200);
    }

    private String known(String grant) throws Exception {
        broker.send(grant, EventJson.MAPPER.treeToValue(event(grant, "share.approved"), ShareApproved.class));
        await().atMost(Duration.ofSeconds(30)).until(() -> rows(grant).statusCode() == 200);
        return grant;
    }

    private static Response rows(String grant) {
        return as("data-system", "education").get("/api/v1/grants/" + grant + "/rows");
    }

    private static String corrected(Register register, String value) {
        return post(
                        "data-supervisor",
                        "civil-affairs",
                        "/api/v1/corrections",
                        Map.of(
                                "resourceId", register.id(),
                                "key", Map.of("code", "540102001001"),
                                "reasons", "自行核查发现",
                                "changes", List.of(Map.of("item", "name", "value", value))))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private List<String> holders(String correction) {
        return sql("select grant_id from notice where correction_id = $1", UUID.fromString(correction)).stream()
                .map(row -> row.getUUID(0).toString())
                .toList();
    }

    @Test
    @Requirement({"A25.1", "A21.1", "A27.3"})
    void aRenewalOrAChangeTakesThePlaceOfItsGrantWithoutAGap() throws Exception {
        Register register = register(ShareType.CONDITIONAL, Register.items());
        Map<String, Object> limited = application(register, "code", "name");
        limited.put("rowsPerDay", 12);
        String first = known(granted(limited));
        String before = corrected(register, "甲新村");
        assertThat(holders(before)).containsExactly(first);

        Map<String, Object> more = application(register, "code", "town");
        more.put("renews", first);
        post("data-specialist", "education", APPLICATIONS, more)
                .then()
                .statusCode(422)
                .body("errors.code", contains("item-not-held", "renewal-asks-more"));
        more.put("renews", UUID.randomUUID());
        post("data-specialist", "education", APPLICATIONS, more)
                .then()
                .statusCode(422)
                .body("errors.code", contains("unknown-grant"));
        more.put("renews", first);
        post("data-specialist", "health", APPLICATIONS, more)
                .then()
                .statusCode(422)
                .body("errors.code", contains("unknown-grant"));
        Map<String, Object> elsewhere = application(register(ShareType.CONDITIONAL, Register.items()), "code");
        elsewhere.put("changes", first);
        post("data-specialist", "education", APPLICATIONS, elsewhere)
                .then()
                .statusCode(422)
                .body("errors.code", contains("another-resource"));

        Map<String, Object> otherwise = application(register, "code", "name");
        otherwise.put("renews", first);
        otherwise.put("rowsPerDay", 12);
        otherwise.put("purpose", "向学校推荐商业课程并分析其客户");
        otherwise.put("legalGround", "广告法第九条");
        otherwise.put("scenario", "在推荐系统中与课程名录逐校比对");
        otherwise.put("delivery", "offline");
        post("data-specialist", "education", APPLICATIONS, otherwise)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/purpose", "/legalGround", "/scenario", "/delivery"))
                .body("errors.code", everyItem(equalTo("renewal-asks-else")));

        Map<String, Object> renewal = application(register, "code", "name");
        renewal.put("renews", first);
        renewal.put("validUntil", in(60).toString());
        renewal.put("rowsPerDay", 12);
        UUID order = UUID.randomUUID();
        containment.order(order, ContainmentTarget.GRANT, first);
        post("data-specialist", "education", APPLICATIONS, renewal)
                .then()
                .statusCode(409)
                .body("code", equalTo("contained"));
        containment.lift(order, ContainmentTarget.GRANT, first);
        String renewing = submitted(renewal);
        as("data-supervisor", "civil-affairs")
                .get(APPLICATIONS + "/" + renewing)
                .then()
                .body("replaces.kind", equalTo("renewal"))
                .body("check.findings", empty())
                .body("difference.itemsAdded", empty())
                .body("difference.itemsRemoved", empty())
                .body("difference.purpose", nullValue())
                .body("difference.legalGround", nullValue())
                .body("difference.validUntil.asked", equalTo(renewal.get("validUntil")));
        post("data-specialist", "education", APPLICATIONS, renewal)
                .then()
                .statusCode(409)
                .body("code", equalTo("replacement-open"));
        endorse(renewing).then().statusCode(200);
        decide(renewing, Map.of("decision", "agree")).then().statusCode(200);
        post("authority-reviewer", "authority", "/api/v1/grants/" + first + "/suspension", Map.of("reasons", "核查"))
                .then()
                .statusCode(200);
        approve(renewing).then().statusCode(409).body("code", equalTo("held-suspended"));
        post("authority-reviewer", "authority", "/api/v1/grants/" + first + "/resumption", Map.of("reasons", "完成"))
                .then()
                .statusCode(200);
        containment.order(order, ContainmentTarget.GRANT, first);
        approve(renewing).then().statusCode(409).body("code", equalTo("contained"));
        containment.lift(order, ContainmentTarget.GRANT, first);
        String second = approve(renewing).then().statusCode(200).extract().path("grantId");
        Response fresh = as("data-specialist", "education").get("/api/v1/grants/" + second);
        fresh.then().body("replaces", equalTo(first)).body("state", equalTo("alive"));
        as("data-specialist", "education")
                .get("/api/v1/grants/" + first)
                .then()
                .body("state", equalTo("replaced"))
                .body("endedAt", equalTo(fresh.path("validFrom")))
                .body("destruction", nullValue());
        rows(first).then().statusCode(403).body("code", equalTo("grant-ended"));
        // The day's rows are counted on: three were read under the first.
        rows(second).then().statusCode(200).body("name", hasItem("甲新村")).header("RateLimit", containsString(";r=6;"));

        // What was told before and what is told now goes to the new grant, each once.
        String after = corrected(register, "甲后村");
        assertThat(holders(before)).containsExactly(second);
        assertThat(holders(after)).containsExactly(second);
        as("data-specialist", "education")
                .get("/api/v1/notices?limit=200")
                .then()
                .body(
                        "items.findAll { it.grantId == '" + second + "' }.changes.flatten().newValue",
                        contains("甲新村", "甲后村"));
        known(second);
        assertThat(sql("select 1 from live_grant where resource_id = $1 and not ended", register.id())
                        .size())
                .isEqualTo(1);

        Map<String, Object> change = application(register, "code", "town");
        change.put("changes", second);
        change.put("purpose", "公布学区与乡镇的对应关系");
        change.put("legalGround", "政府信息公开条例第二十条");
        change.put("scenario", "在门户公布前与乡镇名录逐一比对");
        change.put("delivery", "rows");
        String changing = submitted(change);
        as("data-specialist", "education")
                .get(APPLICATIONS + "/" + changing)
                .then()
                .body("difference.itemsAdded", contains("town"))
                .body("difference.itemsRemoved", contains("name"))
                .body("difference.purpose.asked", equalTo("公布学区与乡镇的对应关系"))
                .body("difference.legalGround.held", equalTo(LAW))
                .body("difference.legalGround.asked", equalTo("政府信息公开条例第二十条"))
                .body("difference.scenario.held", nullValue())
                .body("difference.scenario.asked", equalTo("在门户公布前与乡镇名录逐一比对"))
                .body("difference.delivery.asked", equalTo("rows"));
        endorse(changing).then().statusCode(200);
        decide(changing, Map.of("decision", "agree")).then().statusCode(200);
        String third = approve(changing).then().statusCode(200).extract().path("grantId");
        as("data-specialist", "education")
                .get("/api/v1/grants/" + second)
                .then()
                .body("state", equalTo("replaced"))
                .body("destruction.dueAt", notNullValue());
        rows(third).then().statusCode(200).body("town", hasItem("540102002"));
        as("data-specialist", "education")
                .get("/api/v1/notices?limit=200")
                .then()
                .body("items.findAll { it.grantId == '" + third + "' }.withheld", contains(true, true))
                .body("items.findAll { it.grantId == '" + third + "' }.changes.flatten()", empty());

        Map<String, Object> late = application(register, "code");
        late.put("changes", second);
        post("data-specialist", "education", APPLICATIONS, late)
                .then()
                .statusCode(409)
                .body("code", equalTo("replaced-grant-over"));
    }

    private static String unconditional(Map<String, Object> application) {
        return endorse(submitted(application))
                .then()
                .statusCode(200)
                .body("state", equalTo("approved"))
                .extract()
                .path("grantId");
    }

    private static Response onGrant(String role, String unit, String grant, String step, Map<String, ?> body) {
        return post(role, unit, "/api/v1/grants/" + grant + "/" + step, body);
    }

    private static Response byAuthority(String grant, String step) {
        return onGrant("authority-reviewer", "authority", grant, step, Map.of("reasons", "依据核查结果"));
    }

    @Test
    @Requirement({"A25.1", "A42.1"})
    void aUnitWhoseGrantIsSuspendedOrContainedIsGrantedTheResourceByNoOtherWay() {
        Register register = register(ShareType.UNCONDITIONAL, Register.items());
        String first = unconditional(application(register, "code", "name"));
        // The answer is there and so is the grant.
        rows(first).then().statusCode(200).body("name", hasItem("乙村"));
        String underway = submitted(application(register, "code", "name", "town"));
        Map<String, Object> renewal = application(register, "code", "name");
        renewal.put("renews", first);
        String renewing = submitted(renewal);

        byAuthority(first, "suspension").then().statusCode(200);
        for (String waiting : List.of(underway, renewing)) {
            endorse(waiting).then().statusCode(409).body("code", equalTo("held-suspended"));
        }
        step("data-specialist", "education", renewing, "withdrawal", Map.of("reasons", "暂不续期"))
                .then()
                .statusCode(200);
        Map<String, Object> changing = application(register, "code", "town");
        changing.put("changes", first);
        for (Map<String, Object> another : List.of(application(register, "code"), renewal, changing)) {
            post("data-specialist", "education", APPLICATIONS, another)
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("held-suspended"));
            post("data-specialist", "education", DRAFTS, another)
                    .then()
                    .statusCode(201)
                    .body("check.passed", equalTo(false))
                    .body("check.findings.findAll { it.severity == 'blocking' }.code", contains("held-suspended"));
        }
        // Another unit is not concerned, nor this one with other data.
        post("data-specialist", "health", APPLICATIONS, application(register, "code"))
                .then()
                .statusCode(201);
        submitted(application(register(ShareType.UNCONDITIONAL, Register.items()), "code"));
        byAuthority(first, "resumption").then().statusCode(200);
        String second = endorse(underway).then().statusCode(200).extract().path("grantId");

        UUID order = UUID.randomUUID();
        String between = submitted(application(register, "code"));
        containment.order(order, ContainmentTarget.GRANT, second);
        endorse(between).then().statusCode(409).body("code", equalTo("contained"));
        // To give up what is contained does not help.
        onGrant("data-supervisor", "education", second, "relinquishment", Map.of("reasons", "不再需要"))
                .then()
                .statusCode(200);
        post("data-specialist", "education", APPLICATIONS, application(register, "code"))
                .then()
                .statusCode(409)
                .body("code", equalTo("contained"));
        containment.lift(order, ContainmentTarget.GRANT, second);
        containment.order(order, ContainmentTarget.RESOURCE, register.id().toString());
        endorse(between).then().statusCode(409).body("code", equalTo("contained"));
        post("data-specialist", "health", APPLICATIONS, application(register, "code"))
                .then()
                .statusCode(409)
                .body("code", equalTo("contained"));
        containment.lift(order, ContainmentTarget.RESOURCE, register.id().toString());
        endorse(between).then().statusCode(200).body("state", equalTo("approved"));
    }

    @Test
    @Requirement({"A25.1", "A42.1"})
    void anotherResourceOfTheEntryIsNoWayAroundWhatWasDoneToAGrant() {
        Register register = register(ShareType.UNCONDITIONAL, Register.items());
        Register sibling = register.sibling();
        attach(sibling);
        String first = unconditional(application(register, "code", "name"));
        byAuthority(first, "suspension").then().statusCode(200);
        post("data-specialist", "education", APPLICATIONS, application(sibling, "code"))
                .then()
                .statusCode(409)
                .body("code", equalTo("held-suspended"));
        byAuthority(first, "resumption").then().statusCode(200);

        UUID order = UUID.randomUUID();
        containment.order(order, ContainmentTarget.GRANT, first);
        post("data-specialist", "education", APPLICATIONS, application(sibling, "code"))
                .then()
                .statusCode(409)
                .body("code", equalTo("contained"));
        containment.lift(order, ContainmentTarget.GRANT, first);

        // An order on a resource is for that resource, and for the one that takes its place.
        containment.order(order, ContainmentTarget.RESOURCE, register.id().toString());
        String underway = submitted(application(sibling, "code", "name"));
        replace(register, sibling);
        endorse(underway).then().statusCode(409).body("code", equalTo("contained"));
        containment.lift(order, ContainmentTarget.RESOURCE, register.id().toString());

        onGrant(
                        "data-supervisor",
                        "civil-affairs",
                        first,
                        "narrowing",
                        Map.of("items", List.of("code"), "reasons", "名称已不需要"))
                .then()
                .statusCode(200);
        endorse(underway)
                .then()
                .statusCode(200)
                .body("state", equalTo("endorsed"))
                .body("check.findings.code", hasItem("taken-before"));
    }

    /** What is answered to a decision that waits for what a transaction of the test's own holds, and comes after it. */
    private Response whileHeld(String hold, String id, Runnable meanwhile, Supplier<Response> decision) {
        SqlConnection other = database.getConnection().await().atMost(Duration.ofSeconds(10));
        CompletableFuture<Response> answer = null;
        try {
            other.query("begin").execute().await().atMost(Duration.ofSeconds(10));
            other.preparedQuery(hold)
                    .execute(Tuple.of(UUID.fromString(id)))
                    .await()
                    .atMost(Duration.ofSeconds(10));
            int pid = other.query("select pg_backend_pid()")
                    .execute()
                    .await()
                    .atMost(Duration.ofSeconds(10))
                    .iterator()
                    .next()
                    .getInteger(0);
            answer = CompletableFuture.supplyAsync(decision);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> sql("select 1 from pg_stat_activity where $1 = any(pg_blocking_pids(pid))", pid)
                                    .size()
                            > 0);
            meanwhile.run();
            other.query("commit").execute().await().atMost(Duration.ofSeconds(10));
        } finally {
            // Where it failed before its commit.
            other.query("rollback").execute().await().atMost(Duration.ofSeconds(10));
            other.close().await().atMost(Duration.ofSeconds(10));
        }
        return answer.join();
    }

    @Test
    @Requirement({"A25.1", "A25.2"})
    void whatIsDoneToAGrantWhileADecisionWaitsIsSeenByIt() {
        Register register = register(ShareType.UNCONDITIONAL, Register.items());
        String first = unconditional(application(register, "code", "name"));
        String underway = submitted(application(register, "code", "name"));
        // A load holds the resource; the supervisor's decision waits for it, a revocation does not.
        whileHeld(
                        "select 1 from shared_resource where resource_id = $1 for update",
                        register.id().toString(),
                        () -> byAuthority(first, "revocation").then().statusCode(200),
                        () -> endorse(underway))
                .then()
                .statusCode(200)
                .body("state", equalTo("endorsed"))
                .body("shareType", equalTo("conditional"))
                .body("check.findings.code", hasItem("taken-before"));

        // A narrowing that has the resource: it is as if it came first.
        Register narrowed = register(ShareType.UNCONDITIONAL, Register.items());
        String held = unconditional(application(narrowed, "code", "name"));
        String again = submitted(application(narrowed, "code", "name"));
        whileHeld(
                        "with resource as (select resource_id from shared_resource where resource_id ="
                                + " (select resource_id from share_grant where id = $1) for update), narrowed as"
                                + " (update share_grant set items = '[\"code\"]', narrowed_at = now(), revision = revision + 1,"
                                + " lock_version = lock_version + 1 from resource where id = $1 returning share_grant.*)"
                                + " insert into grant_taking select id, revision, application_id, consumer, entry_id, now()"
                                + " from narrowed",
                        held,
                        () -> {},
                        () -> endorse(again))
                .then()
                .statusCode(200)
                .body("state", equalTo("endorsed"))
                .body("check.findings.code", hasItem("taken-before"));

        // A suspension that is under way is waited for, where sharing is unconditional and where it is not.
        String suspension = "with step as (select pg_advisory_xact_lock(hashtextextended("
                + "'steps-on-grants-of ' || consumer || ' ' || entry_id, 0)) from share_grant where id = $1)"
                + " update share_grant set state = 'SUSPENDED', suspended_at = now(), revision = revision + 1,"
                + " lock_version = lock_version + 1 from step where id = $1";
        Register other = register(ShareType.UNCONDITIONAL, Register.items());
        String alive = unconditional(application(other, "code"));
        String more = submitted(application(other, "code", "name"));
        whileHeld(suspension, alive, () -> {}, () -> endorse(more))
                .then()
                .statusCode(409)
                .body("code", equalTo("held-suspended"));
        Register conditional = register(ShareType.CONDITIONAL, Register.items());
        String agreedTo = granted(application(conditional, "code"));
        String last = submitted(application(conditional, "code", "name"));
        endorse(last).then().statusCode(200);
        decide(last, Map.of("decision", "agree")).then().statusCode(200);
        whileHeld(suspension, agreedTo, () -> {}, () -> approve(last))
                .then()
                .statusCode(409)
                .body("code", equalTo("held-suspended"));
    }

    /** An application for two items of which the authority has offered one. */
    private static String offered(Register register) {
        String id = submitted(application(register, "code", "name"));
        endorse(id).then().statusCode(200).body("state", equalTo("endorsed"));
        decide(id, Map.of("decision", "agree")).then().statusCode(200);
        step(
                        "authority-reviewer",
                        "authority",
                        id,
                        "authority-review",
                        Map.of("decision", "offer", "narrowing", Map.of("items", List.of("code"), "reasons", "只需代码")))
                .then()
                .statusCode(200)
                .body("state", equalTo("authority-offered"));
        return id;
    }

    private static Response accept(String id) {
        return step("data-supervisor", "education", id, "acceptance", Map.of());
    }

    @Test
    @Requirement({"A25.1", "A25.2", "A42.1"})
    void whatWasOfferedBeforeSomethingWasTakenDoesNotGiveItBack() {
        List<Consumer<String>> takings = List.of(
                grant -> byAuthority(grant, "revocation").then().statusCode(200),
                grant -> onGrant(
                                "authority-reviewer",
                                "authority",
                                grant,
                                "narrowing",
                                Map.of("items", List.of("code"), "reasons", "名称已不需要"))
                        .then()
                        .statusCode(200),
                grant -> {
                    byAuthority(grant, "suspension").then().statusCode(200);
                    onGrant("data-supervisor", "education", grant, "relinquishment", Map.of("reasons", "不再需要"))
                            .then()
                            .statusCode(200);
                });
        for (Consumer<String> taking : takings) {
            Register register = register(ShareType.CONDITIONAL, Register.items());
            Register sibling = register.sibling();
            attach(sibling);
            String held = granted(application(register, "code", "name"));
            String before = offered(sibling);
            // The provider agreed before; the authority has not decided.
            String agreed = submitted(application(sibling, "code", "name"));
            endorse(agreed).then().statusCode(200);
            decide(agreed, Map.of("decision", "agree")).then().statusCode(200);

            taking.accept(held);
            accept(before)
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("taken-since"))
                    .body("detail", containsString(held));
            as("data-specialist", "education")
                    .get(APPLICATIONS + "/" + before)
                    .then()
                    .body("state", equalTo("authority-offered"))
                    .body("grantId", nullValue());
            // It decides now, knowing of it.
            approve(agreed)
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("approved"))
                    .body("check.findings.find { it.code == 'taken-before' }.arguments", contains(held));
            // The offer was made before all the same; one that was made since is accepted.
            accept(before).then().statusCode(409).body("code", equalTo("taken-since"));
            step("data-specialist", "education", before, "withdrawal", Map.of("reasons", "重新申请"))
                    .then()
                    .statusCode(200);
            accept(offered(sibling)).then().statusCode(200).body("state", equalTo("approved"));
        }
    }

    @Test
    @Requirement({"A25.1", "A25.2"})
    void aRenewalOfWhatIsLeftBringsNothingBackThatWasTaken() {
        Register register = register(ShareType.UNCONDITIONAL, Register.items());
        String first = unconditional(application(register, "code", "name"));
        List<Map<String, Object>> town =
                List.of(Map.of("item", "town", "operator", "eq", "values", List.of("540102001")));
        onGrant(
                        "data-supervisor",
                        "civil-affairs",
                        first,
                        "narrowing",
                        Map.of(
                                "items",
                                List.of("code"),
                                "rowFilter",
                                town,
                                "reasons",
                                "只需一个乡镇",
                                "basis",
                                List.of(Map.of("title", "村庄管理办法", "article", "第三条"))))
                .then()
                .statusCode(200);

        // What the provider narrowed to may be renewed; rows by another item that is not applied for may not.
        Map<String, Object> renewal = application(register, "code");
        renewal.put("renews", first);
        renewal.put(
                "rowFilter",
                Stream.of(town.getFirst(), Map.of("item", "name", "operator", "eq", "values", List.of("甲村")))
                        .toList());
        post("data-specialist", "education", APPLICATIONS, renewal)
                .then()
                .statusCode(422)
                .body("errors.code", contains("item-not-applied-for"))
                .body("errors.pointer", contains("/rowFilter/1/item"));
        renewal.put("rowFilter", town);
        post("data-specialist", "education", DRAFTS, renewal)
                .then()
                .statusCode(201)
                .body("check.passed", equalTo(true));
        String renewing = submitted(renewal);
        endorse(renewing).then().statusCode(200).body("state", equalTo("endorsed"));
        decide(renewing, Map.of("decision", "agree")).then().statusCode(200);
        String second = approve(renewing).then().statusCode(200).extract().path("grantId");
        rows(second).then().statusCode(200).body("code", contains("540102001001", "540102001002"));

        String back = submitted(application(register, "code", "name"));
        endorse(back)
                .then()
                .statusCode(200)
                .body("state", equalTo("endorsed"))
                .body("check.findings.find { it.code == 'taken-before' }.arguments", contains(first));
        decide(back, Map.of("decision", "agree")).then().statusCode(200);
        approve(back).then().statusCode(200);
        // Provider and authority decided on it, knowing of the narrowing.
        unconditional(application(register, "code", "name"));
    }

    @Test
    @Requirement({"A25.1", "A25.2"})
    void aSuspensionKeepsFromAnotherGrantUntilItsTermIsOverAndIsKnownThen() throws Throwable {
        Register register = register(ShareType.UNCONDITIONAL, Register.items());
        String first = unconditional(application(register, "code"));
        String underway = submitted(application(register, "code"));
        byAuthority(first, "suspension").then().statusCode(200);
        endorse(underway).then().statusCode(409).body("code", equalTo("held-suspended"));
        Instant until = Instant.parse(
                as("auditor", "authority").get("/api/v1/grants/" + first).path("validUntil"));
        assertThat(standing(register, until.minusMillis(1))).containsExactly(GrantStop.HELD_SUSPENDED);
        assertThat(taken(register, until.minusMillis(1))).isNull();
        assertThat(standing(register, until)).isEmpty();
        assertThat(taken(register, until)).isEqualTo(UUID.fromString(first));
        // Over by the clock, and not swept.
        sql("update share_grant set valid_until = now() where id = $1", UUID.fromString(first));
        endorse(underway)
                .then()
                .statusCode(200)
                .body("state", equalTo("endorsed"))
                .body("check.findings.code", hasItem("taken-before"));
    }

    private List<GrantStop> standing(Register register, Instant at) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> sessions.withTransaction(
                session -> stops.standing(session, "education", register.entry(), register.id(), at)));
    }

    private @Nullable UUID taken(Register register, Instant at) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() ->
                sessions.withTransaction(session -> GrantStops.takenFrom(session, "education", register.entry(), at)));
    }

    /** An application of a unit of a level below; its grant, where it is granted at once. */
    private @Nullable UUID fromBelow(String below, Map<String, Object> application) throws Throwable {
        UUID id = VertxContextSupport.subscribeAndAwait(
                () -> sessions.withTransaction(session -> applications.applyFromBelow(
                        session,
                        below,
                        EventJson.MAPPER.convertValue(application, NewApplication.class),
                        new Actor("data-supervisor.school", "school", "data-supervisor"),
                        new Actor("authority-reviewer.below", below, "authority-reviewer"))));
        return sql("select grant_id from application where id = $1", id)
                .iterator()
                .next()
                .getUUID(0);
    }

    @Test
    @Requirement({"A4.4", "A25.1"})
    void aLevelBelowIsGrantedNothingPastWhatWasDoneToItsGrants() throws Throwable {
        String below = "below-" + UUID.randomUUID().toString().substring(0, 8);
        Register register = register(ShareType.UNCONDITIONAL, Register.items());
        String first = String.valueOf(fromBelow(below, application(register, "code", "name")));
        byAuthority(first, "suspension").then().statusCode(200);
        assertThatThrownBy(() -> fromBelow(below, application(register, "code")))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo("held-suspended"));
        byAuthority(first, "resumption").then().statusCode(200);
        assertThat(fromBelow(below, application(register, "code"))).isNotNull();
        byAuthority(first, "revocation").then().statusCode(200);
        // That goes to provider and authority.
        assertThat(fromBelow(below, application(register, "code"))).isNull();
    }

    @Test
    @Requirement({"A26.2", "A41.2"})
    void aProviderThatMayNotAgreeIsNotFoundLate() throws Exception {
        Register register = register(ShareType.CONDITIONAL, Register.items());
        String first = granted(application(register, "code"));
        String waiting = submitted(application(register, "code", "name"));
        endorse(waiting).then().statusCode(200);
        byAuthority(first, "suspension").then().statusCode(200);
        decide(waiting, Map.of("decision", "agree")).then().statusCode(409).body("code", equalTo("held-suspended"));
        String due =
                "update deadline set due_at = now() - interval '1 second' where subject_id = $1 and fired_at is null";
        sql(due, UUID.fromString(waiting));
        String moved = "select 1 from outbox where subject = $1 and type like '%provider-decision.moved%'";
        await().atMost(Duration.ofSeconds(15)).until(() -> sql(moved, waiting).size() == 1);
        Response standing = as("authority-reviewer", "authority").get(APPLICATIONS + "/" + waiting);
        standing.then().body("overdue", equalTo(false)).body("state", equalTo("endorsed"));
        assertThat(Instant.parse(standing.path("providerDueAt"))).isAfter(Instant.now());
        assertThat(event(waiting, "provider-decision.moved").at("/dueAt").asText())
                .isEqualTo(standing.path("providerDueAt"));

        byAuthority(first, "resumption").then().statusCode(200);
        sql(due, UUID.fromString(waiting));
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> as("authority-reviewer", "authority")
                .get(APPLICATIONS + "/" + waiting)
                .then()
                .body("overdue", equalTo(true)));
        assertThat(sql(moved, waiting).size()).isEqualTo(1);
    }

    @Test
    @Requirement({"A25.1", "A25.2"})
    void whatWasTakenFromAUnitItDoesNotGetBackByItself() {
        Register register = register(ShareType.UNCONDITIONAL, Register.items());
        // Given up while it is suspended: the next one is decided by provider and authority.
        String first = unconditional(application(register, "code", "name"));
        String underway = submitted(application(register, "code", "name"));
        byAuthority(first, "suspension").then().statusCode(200);
        onGrant("data-supervisor", "education", first, "relinquishment", Map.of("reasons", "不再需要"))
                .then()
                .statusCode(200);
        endorse(underway)
                .then()
                .statusCode(200)
                .body("state", equalTo("endorsed"))
                .body("shareType", equalTo("conditional"))
                .body("check.findings.code", hasItem("taken-before"));
        decide(underway, Map.of("decision", "agree")).then().statusCode(200);
        String second = approve(underway).then().statusCode(200).extract().path("grantId");
        // It has been decided: from now on sharing is unconditional again.
        String third = unconditional(application(register, "code"));

        onGrant(
                        "data-supervisor",
                        "civil-affairs",
                        second,
                        "narrowing",
                        Map.of("items", List.of("code"), "reasons", "名称已不需要"))
                .then()
                .statusCode(200);
        Map<String, Object> back = application(register, "code", "name");
        back.put("changes", second);
        String narrowed = submitted(back);
        as("data-specialist", "education")
                .get(APPLICATIONS + "/" + narrowed)
                .then()
                .body("shareType", equalTo("conditional"))
                .body("check.findings.code", hasItem("taken-before"));
        endorse(narrowed).then().statusCode(200).body("state", equalTo("endorsed"));
        byAuthority(third, "revocation").then().statusCode(200);
        endorse(submitted(application(register, "code"))).then().statusCode(200).body("state", equalTo("endorsed"));
        // A unit from which nothing was taken is granted it at once.
        String other = post("data-specialist", "health", APPLICATIONS, application(register, "code"))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        step("data-supervisor", "health", other, "endorsement", Map.of("decision", "agree"))
                .then()
                .statusCode(200)
                .body("state", equalTo("approved"));
    }

    @Test
    @Requirement({"A25.1", "A25.2"})
    void theCheckOfADraftNamesAllForWhichItsSubmissionWouldBeRefused() {
        Register register = register(ShareType.UNCONDITIONAL, Register.items());
        String held = unconditional(application(register, "code"));
        Map<String, Object> wrong = application(register, "code", "no-such-item");
        wrong.put("purpose", "短");
        wrong.put("validUntil", Instant.now().plus(Duration.ofDays(4000)).toString());
        wrong.put("commitments", Map.of("notExceedScope", true, "noOtherUse", false, "noThirdParty", true));
        wrong.put("renews", held);
        Response drafted = post("data-specialist", "education", DRAFTS, wrong);
        List<String> blocking = drafted.then()
                .statusCode(201)
                .body("check.passed", equalTo(false))
                .extract()
                .path("check.findings.findAll { it.severity == 'blocking' }.code");
        assertThat(blocking)
                .containsExactlyInAnyOrder(
                        "size",
                        "unknown-item",
                        "term-too-long",
                        "commitment-missing",
                        "item-not-held",
                        "renewal-asks-else");
        as("data-specialist", "education")
                .header("If-Match", drafted.header("ETag"))
                .post(DRAFTS + "/" + drafted.path("id") + "/submission")
                .then()
                .statusCode(422);

        // A term that is over is told once.
        Map<String, Object> past = application(register, "code");
        past.put("validUntil", in(-1).toString());
        post("data-specialist", "education", DRAFTS, past)
                .then()
                .statusCode(201)
                .body("check.findings.findAll { it.severity == 'blocking' }.code", contains("not-in-the-future"));

        // Of a resource that ended, and of the unit's own.
        Register replaced = register(ShareType.UNCONDITIONAL, Register.items());
        replace(replaced, replaced.sibling());
        post("data-specialist", "education", DRAFTS, application(replaced, "code"))
                .then()
                .statusCode(201)
                .body("check.findings.findAll { it.severity == 'blocking' }.code", contains("resource-ended"));
        Map<String, Object> full = application(register, "code");
        post("data-specialist", "civil-affairs", DRAFTS, full)
                .then()
                .body("check.passed", equalTo(false))
                .body("check.findings.code", hasItem("own-data"));
        Response good = post("data-specialist", "education", DRAFTS, full);
        good.then().body("check.passed", equalTo(true));
        as("data-specialist", "education")
                .header("If-Match", good.header("ETag"))
                .post(DRAFTS + "/" + good.path("id") + "/submission")
                .then()
                .statusCode(201);
        broker.send(register.entry().toString(), register.retired());
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> post("data-specialist", "education", DRAFTS, full)
                .then()
                .body("check.passed", equalTo(false))
                .body("check.findings.code", hasItem("entry-retired")));
    }
}
