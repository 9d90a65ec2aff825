package org.publicdatamesh.exchange;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.exchange.deadline.Deadlines;
import org.publicdatamesh.exchange.notice.OverdueNotices;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.Mask;
import org.publicdatamesh.kit.event.catalog.ResourceKind;
import org.publicdatamesh.kit.event.catalog.ResourceReplaced;
import org.publicdatamesh.kit.event.catalog.ResourceWithdrawn;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.time.WorkingDays;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** Applications from need to grant through their public interface, with the real database, broker and tokens. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "exchange"))
class WorkflowTest {
    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool database;

    @Inject
    WorkingDays days;

    @Inject
    Deadlines deadlines;

    @Inject
    OverdueNotices overdue;

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

    private Register register(ShareType share) {
        Register register = unproven(share);
        check(register, true);
        return register;
    }

    /** A register whose resource was not checked by its unit. */
    private Register unproven(ShareType share) {
        Register register = new Register(false, share);
        broker.send(register.entry().toString(), register.published());
        broker.send(register.id().toString(), register.attached());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> as("data-specialist", "civil-affairs")
                                .get("/api/v1/resources/" + register.id() + "/quarantine")
                                .statusCode()
                        == 200);
        return register;
    }

    private void check(Register register, boolean passed) {
        UUID check = Outbox.newId();
        broker.send(register.id().toString(), register.checked(check, passed));
        untilThere("select 1 from resource_proof where check_id = $1", check);
    }

    private void untilThere(String sql, UUID id) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> database.preparedQuery(sql)
                                .execute(Tuple.of(id))
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .size()
                        == 1);
    }

    private static Map<String, Object> application(Register register, Instant until) {
        return new HashMap<>(Map.of(
                "resourceId",
                register.id(),
                "items",
                List.of(
                        Map.of("name", "code", "justification", "对应学区"),
                        Map.of("name", "name", "justification", "公示学区名称")),
                "purpose",
                "划定义务教育学区并核对适龄儿童所在村",
                "validUntil",
                until.toString(),
                "rowFilter",
                List.of(Map.of("item", "town", "operator", "eq", "values", List.of("540102001"))),
                "commitments",
                Map.of("notExceedScope", true, "noOtherUse", true, "noThirdParty", true)));
    }

    private static Instant nextMonth() {
        return Instant.now().plus(Duration.ofDays(30));
    }

    private static String submitted(Register register) {
        return post("data-specialist", "education", "/api/v1/applications", application(register, nextMonth()))
                .then()
                .statusCode(201)
                .body("state", equalTo("submitted"))
                .extract()
                .path("id");
    }

    private static Response step(String role, String unit, String id, String step, String decision) {
        return post(role, unit, "/api/v1/applications/" + id + "/" + step, Map.of("decision", decision));
    }

    private static Response refused(String id) {
        return post(
                "data-supervisor",
                "civil-affairs",
                "/api/v1/applications/" + id + "/provider-decision",
                Uploads.refusal("用途不足以说明需要", Uploads.document("civil-affairs", id)));
    }

    private List<String> events(String subject) {
        return StreamSupport.stream(
                        database.preparedQuery("select type from outbox where subject = $1 order by id")
                                .execute(Tuple.of(subject))
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .spliterator(),
                        false)
                .map((Row row) -> row.getString(0)
                        .replace("org.publicdatamesh.exchange.", "")
                        .replace(".v1", ""))
                .toList();
    }

    @Test
    @Requirement({"A25.1", "A25.2", "A26.2", "A8.1", "A48.1"})
    void aConditionalShareGoesFromSupervisorToProviderToAuthority() {
        Register register = register(ShareType.CONDITIONAL);
        String id = submitted(register);
        String path = "/api/v1/applications/" + id;
        as("data-supervisor", "health").get(path).then().statusCode(404);
        step("data-supervisor", "civil-affairs", id, "provider-decision", "agree")
                .then()
                .statusCode(409)
                .body("code", equalTo("not-in-this-state"));
        step("data-supervisor", "civil-affairs", id, "endorsement", "agree")
                .then()
                .statusCode(403)
                .body("code", equalTo("foreign-unit"));
        step("data-specialist", "education", id, "endorsement", "agree").then().statusCode(403);
        Instant before = Instant.now();
        Response endorsed = step("data-supervisor", "education", id, "endorsement", "agree");
        endorsed.then().statusCode(200).body("state", equalTo("endorsed")).body("overdue", equalTo(false));
        assertThat(Instant.parse(endorsed.<String>path("providerDueAt")))
                .isEqualTo(days.dueAfter(before, 3).at());
        step("authority-reviewer", "authority", id, "authority-review", "approve")
                .then()
                .statusCode(409);
        step("data-supervisor", "education", id, "provider-decision", "agree")
                .then()
                .statusCode(403)
                .body("code", equalTo("foreign-unit"));
        step("data-supervisor", "civil-affairs", id, "provider-decision", "agree")
                .then()
                .statusCode(200)
                .body("state", equalTo("agreed"));
        step("data-supervisor", "civil-affairs", id, "authority-review", "approve")
                .then()
                .statusCode(403);
        String grant = step("authority-reviewer", "authority", id, "authority-review", "approve")
                .then()
                .statusCode(200)
                .body("state", equalTo("approved"))
                .extract()
                .path("grantId");
        assertThat(events(id)).containsExactly("application.submitted", "application.endorsed", "application.agreed");
        assertThat(events(grant)).containsExactly("share.approved");
        for (String unit : List.of("education", "civil-affairs")) {
            as("data-specialist", unit)
                    .get("/api/v1/grants/" + grant)
                    .then()
                    .statusCode(200)
                    .body("items", contains("code", "name"))
                    .body("rowFilter.item", contains("town"))
                    .body("state", equalTo("alive"));
        }
        as("data-specialist", "health").get("/api/v1/grants/" + grant).then().statusCode(404);
        as("data-specialist", "health").get("/api/v1/grants").then().body("items.id", not(hasItem(grant)));
        as("auditor", "authority").get("/api/v1/grants/" + grant).then().statusCode(200);
    }

    @Test
    @Requirement("A26.1")
    void anUnconditionalShareIsGrantedWhenTheOwnSupervisorAgrees() {
        Register register = register(ShareType.UNCONDITIONAL);
        String id = unfiltered(register, nextMonth());
        String grant = step("data-supervisor", "education", id, "endorsement", "agree")
                .then()
                .statusCode(200)
                .body("state", equalTo("approved"))
                .extract()
                .path("grantId");
        assertThat(events(grant)).containsExactly("share.approved");
    }

    /** Makes the catalogue's new version known. */
    private void revise(Register register, ShareType share, Mask ofName) {
        broker.send(register.entry().toString(), register.revised(share, ofName));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> database.preparedQuery("select version from shared_entry where entry_id = $1")
                                .execute(Tuple.of(register.entry()))
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .iterator()
                                .next()
                                .getInteger(0)
                        == 2);
    }

    @Test
    @Requirement({"A23.2", "A26.1"})
    void anApplicationGoesTheWayOfTheShareTypeThatTheEntryHasWhenItIsDecided() {
        Register conditional = register(ShareType.UNCONDITIONAL);
        String first = unfiltered(conditional, nextMonth());
        revise(conditional, ShareType.CONDITIONAL, Mask.NONE);
        step("data-supervisor", "education", first, "endorsement", "agree")
                .then()
                .statusCode(200)
                .body("state", equalTo("endorsed"))
                .body("shareType", equalTo("conditional"))
                .body("grantId", nullValue());
        Register closed = register(ShareType.UNCONDITIONAL);
        String second = unfiltered(closed, nextMonth());
        revise(closed, ShareType.NOT_SHARED, Mask.NONE);
        step("data-supervisor", "education", second, "endorsement", "agree")
                .then()
                .statusCode(409)
                .body("code", equalTo("entry-not-shared"));
        Register late = register(ShareType.CONDITIONAL);
        String third = submitted(late);
        step("data-supervisor", "education", third, "endorsement", "agree")
                .then()
                .statusCode(200);
        step("data-supervisor", "civil-affairs", third, "provider-decision", "agree")
                .then()
                .statusCode(200);
        revise(late, ShareType.NOT_SHARED, Mask.NONE);
        step("authority-reviewer", "authority", third, "authority-review", "approve")
                .then()
                .statusCode(409)
                .body("code", equalTo("entry-not-shared"));
        as("data-specialist", "education")
                .get("/api/v1/applications/" + third)
                .then()
                .body("state", equalTo("agreed"))
                .body("grantId", nullValue());
    }

    private static String unfiltered(Register register, Instant until) {
        Map<String, Object> application = application(register, until);
        application.remove("rowFilter");
        return post("data-specialist", "education", "/api/v1/applications", application)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    @Test
    @Requirement({"A25.2", "A40.3"})
    void rowsAreNotChosenByWhatTheHolderDoesNotGet() {
        Register register = register(ShareType.CONDITIONAL);
        Map<String, Object> byName = application(register, nextMonth());
        byName.put("rowFilter", List.of(Map.of("item", "name", "operator", "like", "values", List.of("堆龙*"))));
        String id = post("data-specialist", "education", "/api/v1/applications", byName)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        step("data-supervisor", "education", id, "endorsement", "agree").then().statusCode(200);
        step("data-supervisor", "civil-affairs", id, "provider-decision", "agree")
                .then()
                .statusCode(200);
        revise(register, ShareType.CONDITIONAL, Mask.KEEP_FIRST);
        step("authority-reviewer", "authority", id, "authority-review", "approve")
                .then()
                .statusCode(409)
                .body("code", equalTo("entry-changed"))
                .body("errors.pointer", contains("/rowFilter/0/item"));
        post("data-specialist", "education", "/api/v1/applications", byName)
                .then()
                .statusCode(422)
                .body("errors.code", contains("masked-item"));
        Register unconditional = register(ShareType.UNCONDITIONAL);
        post("data-specialist", "education", "/api/v1/applications", application(unconditional, nextMonth()))
                .then()
                .statusCode(422)
                .body("errors.code", contains("item-not-applied-for"));
        Map<String, Object> endless = application(register, nextMonth());
        endless.put(
                "rowFilter",
                List.of(Map.of(
                        "item",
                        "town",
                        "operator",
                        "in",
                        "values",
                        Stream.generate(() -> "五".repeat(200)).limit(101).toList())));
        post("data-specialist", "education", "/api/v1/applications", endless)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/rowFilter"));
    }

    @Test
    @Requirement({"A26.3", "A26.4"})
    void aRefusalNeedsReasonsAndBasisAndTheAuthoritySendsItBackOrUpholdsIt() {
        Register register = register(ShareType.CONDITIONAL);
        String id = submitted(register);
        step("data-supervisor", "education", id, "endorsement", "agree").then().statusCode(200);
        step("data-supervisor", "civil-affairs", id, "provider-decision", "refuse")
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("/reasons", "/basis"));
        refused(id).then().statusCode(200).body("state", equalTo("refused"));
        step("authority-reviewer", "authority", id, "authority-review", "send-back")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/reasons"));
        post(
                        "authority-reviewer",
                        "authority",
                        "/api/v1/applications/" + id + "/authority-review",
                        Map.of("decision", "send-back", "reasons", "依据与所申请的数据项无关"))
                .then()
                .statusCode(200)
                .body("state", equalTo("sent-back"));
        refused(id).then().statusCode(200).body("state", equalTo("refused-again"));
        post(
                        "authority-reviewer",
                        "authority",
                        "/api/v1/applications/" + id + "/authority-review",
                        Map.of("decision", "send-back", "reasons", "依据仍与数据项无关"))
                .then()
                .statusCode(409)
                .body("code", equalTo("not-in-this-state"));
        post(
                        "authority-reviewer",
                        "authority",
                        "/api/v1/applications/" + id + "/authority-review",
                        Map.of("decision", "uphold", "reasons", "依据充分"))
                .then()
                .statusCode(200)
                .body("state", equalTo("upheld"))
                .body("basis.title", contains("政务数据共享条例"));
        assertThat(events(id))
                .containsExactly(
                        "application.submitted",
                        "application.endorsed",
                        "application.refused",
                        "refusal.sent-back",
                        "application.refused",
                        "refusal.upheld");
    }

    @Test
    @Requirement({"A26.3", "A26.4"})
    void aSecondInsufficientRefusalIsDecidedByTheAuthority() {
        Register register = register(ShareType.CONDITIONAL);
        String id = submitted(register);
        step("data-supervisor", "education", id, "endorsement", "agree").then().statusCode(200);
        refused(id).then().statusCode(200);
        review(id, Map.of("decision", "overrule", "reasons", "依据不足")).then().statusCode(409);
        review(id, Map.of("decision", "send-back", "reasons", "依据不足")).then().statusCode(200);
        refused(id).then().statusCode(200);
        String grant = review(id, Map.of("decision", "overrule", "reasons", "依据再次不足"))
                .then()
                .statusCode(200)
                .body("state", equalTo("approved"))
                .body("reviewReasons", equalTo("依据再次不足"))
                .extract()
                .path("grantId");
        assertThat(events(id)).endsWith("refusal.sent-back", "application.refused", "refusal.overruled");
        assertThat(events(grant)).containsExactly("share.approved");
    }

    private static Response review(String id, Map<String, Object> review) {
        return post("authority-reviewer", "authority", "/api/v1/applications/" + id + "/authority-review", review);
    }

    @Test
    @Requirement({"A25.1", "A26.3", "A8.1"})
    void providerAndAuthorityMayOfferLessAndTheApplicantAcceptsOrWithdraws() {
        Register register = register(ShareType.CONDITIONAL);
        String id = submitted(register);
        step("data-supervisor", "education", id, "endorsement", "agree").then().statusCode(200);
        String decision = "/api/v1/applications/" + id + "/provider-decision";
        post("data-supervisor", "civil-affairs", decision, Map.of("decision", "offer"))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/narrowing"));
        post(
                        "data-supervisor",
                        "civil-affairs",
                        decision,
                        Map.of("decision", "offer", "narrowing", Map.of("items", List.of("town"), "reasons", "另一项")))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/narrowing/items/0"));
        post(
                        "data-supervisor",
                        "civil-affairs",
                        decision,
                        Map.of("decision", "offer", "narrowing", Map.of("items", List.of("code"), "reasons", "名称非必需")))
                .then()
                .statusCode(200)
                .body("state", equalTo("provider-offered"))
                .body("offer.reasons", equalTo("名称非必需"))
                .body("items.name", contains("code", "name"));
        review(id, Map.of("decision", "approve")).then().statusCode(409);
        String acceptance = "/api/v1/applications/" + id + "/acceptance";
        as("data-supervisor", "civil-affairs").post(acceptance).then().statusCode(403);
        as("data-supervisor", "education")
                .post(acceptance)
                .then()
                .statusCode(200)
                .body("state", equalTo("agreed"))
                .body("items.name", contains("code"));
        review(id, Map.of("decision", "offer", "narrowing", Map.of("rowsPerDay", 100, "reasons", "限量")))
                .then()
                .statusCode(200)
                .body("state", equalTo("authority-offered"));
        String grant = as("data-supervisor", "education")
                .post(acceptance)
                .then()
                .statusCode(200)
                .body("state", equalTo("approved"))
                .extract()
                .path("grantId");
        as("data-specialist", "education")
                .get("/api/v1/grants/" + grant)
                .then()
                .body("items", contains("code"))
                .body("rowsPerDay", equalTo(100));
        assertThat(events(id))
                .containsExactly(
                        "application.submitted",
                        "application.endorsed",
                        "offer.made",
                        "offer.accepted",
                        "offer.made",
                        "offer.accepted");
    }

    @Test
    @Requirement({"A25.1", "A26.2"})
    void anApplicationThatIsWithdrawnIsDueNoLonger() {
        Register register = register(ShareType.CONDITIONAL);
        String id = submitted(register);
        step("data-supervisor", "education", id, "endorsement", "agree").then().statusCode(200);
        String withdrawal = "/api/v1/applications/" + id + "/withdrawal";
        post("data-specialist", "civil-affairs", withdrawal, Map.of("reasons", "非申请方"))
                .then()
                .statusCode(403);
        post("data-specialist", "education", withdrawal, Map.of("reasons", "业务已经变更"))
                .then()
                .statusCode(200)
                .body("state", equalTo("withdrawn"));
        assertThat(database.preparedQuery("select 1 from deadline where subject_id = $1 and fired_at is null")
                        .execute(Tuple.of(UUID.fromString(id)))
                        .await()
                        .atMost(Duration.ofSeconds(10))
                        .size())
                .isZero();
        step("data-supervisor", "civil-affairs", id, "provider-decision", "agree")
                .then()
                .statusCode(409);
        post("data-specialist", "education", withdrawal, Map.of("reasons", "再次"))
                .then()
                .statusCode(409);
        assertThat(events(id)).endsWith("application.withdrawn");
    }

    @Test
    @Requirement("A25.2")
    void aBadApplicationIsToldEveryRuleThatItBreaksAndLeavesNothing() {
        Register register = register(ShareType.CONDITIONAL);
        Map<String, Object> bad = application(register, Instant.now().minusSeconds(1));
        bad.put(
                "items",
                List.of(
                        Map.of("name", "code", "justification", "对应学区"),
                        Map.of("name", "colour", "justification", "好看"),
                        Map.of("name", "code", "justification", "再一次")));
        bad.put("commitments", Map.of("notExceedScope", true, "noOtherUse", false, "noThirdParty", false));
        bad.put(
                "rowFilter",
                List.of(
                        Map.of("item", "residents", "operator", "gt", "values", List.of("many")),
                        Map.of("item", "town", "operator", "about", "values", List.of("1"))));
        post("data-specialist", "education", "/api/v1/applications", bad)
                .then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/items/1/name",
                                "/items/2/name",
                                "/validUntil",
                                "/commitments/noOtherUse",
                                "/commitments/noThirdParty",
                                "/rowFilter/0",
                                "/rowFilter/1/operator"));
        Map<String, Object> worse = application(register, nextMonth());
        worse.put("purpose", "短");
        worse.put("surprise", 1);
        worse.remove("commitments");
        post("data-specialist", "education", "/api/v1/applications", worse)
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("/purpose", "/surprise", "/commitments"));
        post("data-specialist", "civil-affairs", "/api/v1/applications", application(register, nextMonth()))
                .then()
                .statusCode(409)
                .body("code", equalTo("own-data"));
        Register closed = register(ShareType.NOT_SHARED);
        post("data-specialist", "education", "/api/v1/applications", application(closed, nextMonth()))
                .then()
                .statusCode(409)
                .body("code", equalTo("entry-not-shared"));
        given().contentType(ContentType.JSON)
                .body("{}")
                .post("/api/v1/applications")
                .then()
                .statusCode(401);
    }

    @Test
    @Requirement({"A26.2", "A41.2"})
    void aDecisionThatIsNotThereWhenItIsDueIsRecordedOnceAndCanStillBeMade() {
        Register register = register(ShareType.CONDITIONAL);
        String id = submitted(register);
        step("data-supervisor", "education", id, "endorsement", "agree").then().statusCode(200);
        database.preparedQuery("update deadline set due_at = now() - interval '1 second' where subject_id = $1")
                .execute(Tuple.of(UUID.fromString(id)))
                .await()
                .atMost(Duration.ofSeconds(10));
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> as("authority-reviewer", "authority")
                .get("/api/v1/applications/" + id)
                .then()
                .body("overdue", equalTo(true)));
        step("data-supervisor", "civil-affairs", id, "provider-decision", "agree")
                .then()
                .statusCode(200)
                .body("overdue", equalTo(true));
        assertThat(events(id))
                .containsExactly(
                        "application.submitted",
                        "application.endorsed",
                        "provider-decision.overdue",
                        "application.agreed");
    }

    @Test
    @Requirement({"A26.2", "A27.2"})
    void whatWasCountedWithoutACalendarIsCountedAnewWhenThereIsOne() {
        Register register = register(ShareType.CONDITIONAL);
        String id = submitted(register);
        String due = step("data-supervisor", "education", id, "endorsement", "agree")
                .then()
                .statusCode(200)
                .extract()
                .path("providerDueAt");
        UUID application = UUID.fromString(id);
        execute(
                "update deadline set provisional = true, due_at = due_at - interval '3 days' where subject_id = $1",
                application);
        execute(
                "update application set provider_due_provisional = true,"
                        + " provider_due_at = provider_due_at - interval '3 days' where id = $1",
                application);
        deadlines.recount().await().atMost(Duration.ofSeconds(10));
        deadlines.recount().await().atMost(Duration.ofSeconds(10));
        as("data-specialist", "education")
                .get("/api/v1/applications/" + id)
                .then()
                .body("providerDueAt", equalTo(due))
                .body("providerDueProvisional", equalTo(false));
        assertThat(events(id))
                .containsExactly("application.submitted", "application.endorsed", "provider-decision.moved");
    }

    @Test
    @Requirement("A26.2")
    void deadlinesThatFailHoldUpNoneOfTheOthers() {
        UUID lost = UUID.randomUUID();
        try {
            execute(
                    "insert into deadline (id, kind, subject_id, due_at) select gen_random_uuid(), 'GRANT_END',"
                            + " gen_random_uuid(), timestamptz '2000-01-01 00:00:00Z' + i * interval '1 second'"
                            + " from generate_series(1, 150) i where $1::uuid is not null",
                    lost);
            Register register = register(ShareType.CONDITIONAL);
            String id = submitted(register);
            step("data-supervisor", "education", id, "endorsement", "agree")
                    .then()
                    .statusCode(200);
            execute(
                    "update deadline set due_at = now() - interval '1 second' where subject_id = $1",
                    UUID.fromString(id));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(events(id)).endsWith("provider-decision.overdue"));
        } finally {
            execute("delete from deadline where due_at < timestamptz '2001-01-01' and $1::uuid is not null", lost);
        }
    }

    private void execute(String sql, UUID id) {
        database.preparedQuery(sql).execute(Tuple.of(id)).await().atMost(Duration.ofSeconds(10));
    }

    @Test
    @Requirement("A25.2")
    void aGrantEndsWithItsTerm() {
        Register register = register(ShareType.UNCONDITIONAL);
        Instant until = Instant.now().plusSeconds(5);
        String id = unfiltered(register, until);
        String grant = step("data-supervisor", "education", id, "endorsement", "agree")
                .then()
                .statusCode(200)
                .extract()
                .path("grantId");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(events(grant))
                .containsExactly("share.approved", "grant.ended", "destruction.asked"));
        assertThat(Instant.now()).isAfter(until);
        as("data-specialist", "education").get("/api/v1/grants/" + grant).then().body("state", equalTo("expired"));
    }

    /** Tells that the entry is retired and waits until that has its effect. */
    private void retire(Register register) {
        broker.send(register.entry().toString(), register.retired());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> database.preparedQuery("select 1 from retired_entry where entry_id = $1")
                                .execute(Tuple.of(register.entry()))
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .size()
                        == 1);
    }

    private static String agreed(Register register) {
        String id = submitted(register);
        step("data-supervisor", "education", id, "endorsement", "agree").then().statusCode(200);
        step("data-supervisor", "civil-affairs", id, "provider-decision", "agree")
                .then()
                .statusCode(200);
        return id;
    }

    @Test
    void aRetiredEntryTakesNoApplicationAndMakesNoGrantAndGrantsThatRunStay() {
        Register conditional = register(ShareType.CONDITIONAL);
        String grant = step("authority-reviewer", "authority", agreed(conditional), "authority-review", "approve")
                .then()
                .statusCode(200)
                .extract()
                .path("grantId");
        String agreed = agreed(conditional);
        Register unconditional = register(ShareType.UNCONDITIONAL);
        String waiting = unfiltered(unconditional, nextMonth());
        retire(conditional);
        retire(unconditional);

        as("data-specialist", "education")
                .header("Accept-Language", "zh")
                .contentType(ContentType.JSON)
                .body(EventJson.write(application(conditional, nextMonth())))
                .post("/api/v1/applications")
                .then()
                .statusCode(409)
                .body("code", equalTo("entry-retired"))
                .body("detail", equalTo("该目录条目已退役,其数据不再提供新的授权。"));
        step("authority-reviewer", "authority", agreed, "authority-review", "approve")
                .then()
                .statusCode(409)
                .body("code", equalTo("entry-retired"));
        as("auditor", "authority").get("/api/v1/applications/" + agreed).then().body("state", equalTo("agreed"));
        assertThat(events(agreed))
                .containsExactly("application.submitted", "application.endorsed", "application.agreed");
        step("data-supervisor", "education", waiting, "endorsement", "agree")
                .then()
                .statusCode(409)
                .body("code", equalTo("entry-retired"));
        assertThat(events(waiting)).containsExactly("application.submitted");
        as("data-specialist", "education")
                .get("/api/v1/grants/" + grant)
                .then()
                .statusCode(200)
                .body("state", equalTo("alive"));
        // What was agreed can still be brought to an end.
        post(
                        "authority-reviewer",
                        "authority",
                        "/api/v1/applications/" + agreed + "/authority-review",
                        Map.of("decision", "return", "reasons", "目录条目已退役"))
                .then()
                .statusCode(200)
                .body("state", equalTo("rejected"));
    }

    @Test
    void aResourceThatBecomesKnownAfterTheRetirementOfItsEntryTakesNoApplication() {
        Register register = new Register(false, ShareType.CONDITIONAL);
        broker.send(register.entry().toString(), register.published());
        retire(register);
        broker.send(register.id().toString(), register.attached());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> as("data-specialist", "civil-affairs")
                                .get("/api/v1/resources/" + register.id() + "/quarantine")
                                .statusCode()
                        == 200);
        post("data-specialist", "education", "/api/v1/applications", application(register, nextMonth()))
                .then()
                .statusCode(409)
                .body("code", equalTo("entry-retired"));
    }

    @Test
    @Requirement("A17.3")
    void aResourceThatWasReplacedTakesNoApplicationAndMakesNoGrantAndGrantsThatRunStay() {
        Register register = register(ShareType.CONDITIONAL);
        String grant = step("authority-reviewer", "authority", agreed(register), "authority-review", "approve")
                .then()
                .statusCode(200)
                .extract()
                .path("grantId");
        String agreed = agreed(register);
        broker.send(
                register.id().toString(),
                new ResourceReplaced(
                        register.id(),
                        UUID.randomUUID(),
                        register.entry(),
                        "civil-affairs",
                        ResourceKind.TABLE,
                        "行政村名录",
                        ResourceKind.TABLE,
                        "行政村名录(新)",
                        "业务系统升级",
                        new Actor("data-supervisor.civil-affairs", "civil-affairs", "data-supervisor")));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> database.preparedQuery("select 1 from ended_resource where resource_id = $1")
                                .execute(Tuple.of(register.id()))
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .size()
                        == 1);
        as("data-specialist", "education")
                .header("Accept-Language", "zh")
                .contentType(ContentType.JSON)
                .body(EventJson.write(application(register, nextMonth())))
                .post("/api/v1/applications")
                .then()
                .statusCode(409)
                .body("code", equalTo("resource-ended"))
                .body("detail", equalTo("该资源已被替换或者撤下,不再提供新的授权。"));
        step("authority-reviewer", "authority", agreed, "authority-review", "approve")
                .then()
                .statusCode(409)
                .body("code", equalTo("resource-ended"));
        as("data-specialist", "education")
                .get("/api/v1/grants/" + grant)
                .then()
                .statusCode(200)
                .body("state", equalTo("alive"));
    }

    private static Map<String, Object> noticeOf(String grant) {
        String cursor = "";
        while (true) {
            Response page = as("data-system", "education").get("/api/v1/notices?limit=200" + cursor);
            List<Map<String, Object>> found =
                    page.then().statusCode(200).extract().path("items");
            for (Map<String, Object> notice : found) {
                if (grant.equals(notice.get("grantId"))) {
                    return notice;
                }
            }
            assertThat(found).as("the notices of grant " + grant).isNotEmpty();
            cursor = "&cursor=" + page.path("resume");
        }
    }

    private String granted(Register register) {
        return step("authority-reviewer", "authority", agreed(register), "authority-review", "approve")
                .then()
                .statusCode(200)
                .extract()
                .path("grantId");
    }

    @Test
    @Requirement("A17.3")
    void whoHoldsAResourceThatIsReplacedHasANoticeWithTheSuccessorAndAcknowledgesIt() {
        Register register = register(ShareType.CONDITIONAL);
        String grant = granted(register);
        String over = granted(register);
        execute("update share_grant set state = 'EXPIRED' where id = $1", UUID.fromString(over));
        UUID successor = UUID.randomUUID();
        Instant before = Instant.now();
        broker.send(
                register.id().toString(),
                new ResourceReplaced(
                        register.id(),
                        successor,
                        register.entry(),
                        "civil-affairs",
                        ResourceKind.TABLE,
                        "行政村名录",
                        ResourceKind.SERVICE,
                        "行政村名录(新)",
                        "业务系统升级",
                        new Actor("data-supervisor.civil-affairs", "civil-affairs", "data-supervisor")));
        untilThere("select 1 from ended_resource where resource_id = $1", register.id());
        untilThere("select 1 from notice where resource_id = $1", register.id());

        Map<String, Object> notice = noticeOf(grant);
        assertThat(notice)
                .containsEntry("kind", "replaced")
                .containsEntry("resourceId", register.id().toString())
                .containsEntry("successorId", successor.toString())
                .containsEntry("successorName", "行政村名录(新)")
                .containsEntry("reasons", "业务系统升级")
                .containsEntry("state", "sent")
                .doesNotContainKeys("correctionId", "sequence", "effect", "key", "changes", "withheld", "applyDueAt");
        assertThat(Instant.parse(String.valueOf(notice.get("acknowledgeDueAt"))))
                .isEqualTo(days.dueAfter(before, 3).at());
        String path = "/api/v1/notices/" + notice.get("id");
        as("data-system", "health").get(path).then().statusCode(404);
        as("data-system", "health").post(path + "/acknowledgement").then().statusCode(404);
        as("data-system", "education").get(path).then().statusCode(200).body("kind", equalTo("replaced"));
        as("data-system", "education")
                .header("Accept-Language", "zh")
                .post(path + "/confirmation")
                .then()
                .statusCode(409)
                .body("code", equalTo("nothing-to-confirm"))
                .body("detail", equalTo("此通知只需签收,无须确认已应用。"));
        for (int i = 0; i < 2; i++) {
            as("data-system", "education")
                    .post(path + "/acknowledgement")
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("acknowledged"))
                    .body("grantId", equalTo(grant));
        }
        assertThat(events(register.id().toString())).containsExactly("resource-end.acknowledged");
    }

    @Test
    @Requirement({"A17.3", "A27.3"})
    void whoHoldsAResourceThatIsWithdrawnIsToldWithoutASuccessorAndIsOverdueOnce() {
        Register register = register(ShareType.CONDITIONAL);
        String grant = granted(register);
        broker.send(
                register.id().toString(),
                new ResourceWithdrawn(
                        register.id(),
                        register.entry(),
                        "civil-affairs",
                        ResourceKind.TABLE,
                        "行政村名录",
                        "业务停办",
                        new Actor("data-supervisor.civil-affairs", "civil-affairs", "data-supervisor")));
        untilThere("select 1 from notice where resource_id = $1", register.id());
        Map<String, Object> notice = noticeOf(grant);
        assertThat(notice)
                .containsEntry("kind", "withdrawn")
                .containsEntry("reasons", "业务停办")
                .doesNotContainKeys("successorId", "successorName");
        execute(
                "update notice set due_provisional = true, acknowledge_due_at = now() - interval '3 days'"
                        + " where resource_id = $1",
                register.id());
        overdue.recount().await().atMost(Duration.ofSeconds(10));
        as("data-system", "education")
                .get("/api/v1/notices/" + notice.get("id"))
                .then()
                .body("acknowledgeDueAt", equalTo(notice.get("acknowledgeDueAt")))
                .body("applyDueAt", nullValue());
        execute(
                "update notice set acknowledge_due_at = now() - interval '1 second' where resource_id = $1",
                register.id());
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(events(register.id().toString())).containsExactly("notices.overdue"));
        as("data-system", "education")
                .post("/api/v1/notices/" + notice.get("id") + "/acknowledgement")
                .then()
                .statusCode(200);
        assertThat(events(register.id().toString())).containsExactly("notices.overdue", "resource-end.acknowledged");
    }

    private static Response applied(Register register) {
        return as("data-specialist", "education")
                .header("Accept-Language", "zh")
                .contentType(ContentType.JSON)
                .body(EventJson.write(application(register, nextMonth())))
                .post("/api/v1/applications");
    }

    private void below(Register register, int version, int edition) {
        broker.send(register.entry().toString(), register.below(version, edition));
        untilThere("select 1 from grading_below where entry_id = $1 and not mended", register.entry());
    }

    @Test
    @Requirement("A38.2")
    void anEntryBelowTheGradingRulesTakesNoApplicationAndMakesNoGrantUntilItIsMended() {
        Register conditional = register(ShareType.CONDITIONAL);
        String grant = granted(conditional);
        String approved = agreed(conditional);
        String returned = agreed(conditional);
        String refused = submitted(conditional);
        step("data-supervisor", "education", refused, "endorsement", "agree")
                .then()
                .statusCode(200);
        Register unconditional = register(ShareType.UNCONDITIONAL);
        String waiting = unfiltered(unconditional, nextMonth());
        below(conditional, 1, 3);
        below(unconditional, 1, 3);

        applied(conditional)
                .then()
                .statusCode(409)
                .body("code", equalTo("grading-below"))
                .body("detail", equalTo("该目录条目标注为 1 级,按数据分级规则第 3 版应为 3 级;符合规则后方可提供新的授权(第三十八条)。"))
                .body("errors.pointer", contains("/entry/items/1/grade"))
                .body("errors.code", contains("grade-below-rule"))
                .body("errors.message", contains("数据分级规则第 3 版 village-names:至少为 3 级。边境村落的名称(附录G)。"));
        step("authority-reviewer", "authority", approved, "authority-review", "approve")
                .then()
                .statusCode(409)
                .body("code", equalTo("grading-below"));
        step("data-supervisor", "education", waiting, "endorsement", "agree")
                .then()
                .statusCode(409)
                .body("code", equalTo("grading-below"));
        assertThat(events(waiting)).containsExactly("application.submitted");
        refused(refused).then().statusCode(200).body("state", equalTo("refused"));
        post(
                        "authority-reviewer",
                        "authority",
                        "/api/v1/applications/" + returned + "/authority-review",
                        Map.of("decision", "return", "reasons", "目录条目低于分级规则"))
                .then()
                .statusCode(200)
                .body("state", equalTo("rejected"));
        as("data-specialist", "education")
                .get("/api/v1/grants/" + grant)
                .then()
                .statusCode(200)
                .body("state", equalTo("alive"));

        broker.send(conditional.entry().toString(), conditional.mended(1, 4));
        broker.send(unconditional.entry().toString(), unconditional.mended(1, 4));
        for (Register register : List.of(conditional, unconditional)) {
            untilThere("select 1 from grading_below where entry_id = $1 and mended", register.entry());
        }
        step("authority-reviewer", "authority", approved, "authority-review", "approve")
                .then()
                .statusCode(200)
                .body("state", equalTo("approved"));
        step("data-supervisor", "education", waiting, "endorsement", "agree")
                .then()
                .statusCode(200)
                .body("state", equalTo("approved"));
        applied(conditional).then().statusCode(201);
    }

    @Test
    @Requirement("A38.2")
    void aVersionThatMendsAnEntryIsWaitedForAndWhatComesLateDoesNotBringItBack() {
        Register register = register(ShareType.CONDITIONAL);
        below(register, 1, 3);
        broker.send(register.entry().toString(), register.mended(2, 3));
        untilThere("select 1 from grading_below where entry_id = $1 and mended", register.entry());
        applied(register).then().statusCode(409).body("code", equalTo("grading-below"));
        revise(register, ShareType.CONDITIONAL, Mask.NONE);
        applied(register).then().statusCode(201);
        broker.send(register.entry().toString(), register.below(1, 3));
        broker.send(register.entry().toString(), register.below(2, 4));
        untilThere("select 1 from grading_below where entry_id = $1 and edition = 4", register.entry());
        applied(register).then().statusCode(409).body("code", equalTo("grading-below"));
        broker.send(register.entry().toString(), register.mended(2, 5));
        broker.send(register.entry().toString(), register.below(2, 4));
        Register after = new Register(false);
        broker.send(register.entry().toString(), after.below(1, 9));
        untilThere("select 1 from grading_below where entry_id = $1", after.entry());
        applied(register).then().statusCode(201);
    }

    @Test
    @Requirement({"A13.1", "A11.2"})
    void aResourceTakesApplicationsWhileItsLastSelfCheckPassed() {
        Register register = unproven(ShareType.CONDITIONAL);
        applied(register)
                .then()
                .statusCode(409)
                .body("code", equalTo("resource-not-usable"))
                .body("detail", equalTo("该资源最近一次自查未通过或者尚未自查,通过后方可提供新的授权(第十三条)。"));
        UUID early = Outbox.newId();
        check(register, true);
        String agreed = agreed(register);
        check(register, false);
        // One that was made before is known here only now.
        broker.send(register.id().toString(), register.checked(early, true));
        UUID after = Outbox.newId();
        broker.send(register.id().toString(), new Register(false).checked(after, true));
        untilThere("select 1 from resource_proof where check_id = $1", after);
        applied(register).then().statusCode(409).body("code", equalTo("resource-not-usable"));
        step("authority-reviewer", "authority", agreed, "authority-review", "approve")
                .then()
                .statusCode(409)
                .body("code", equalTo("resource-not-usable"));
        check(register, true);
        step("authority-reviewer", "authority", agreed, "authority-review", "approve")
                .then()
                .statusCode(200)
                .body("state", equalTo("approved"));
        applied(register).then().statusCode(201);
    }

    @Test
    @Requirement("A13.1")
    void whatWasAttachedBeforeSelfChecksWereAskedForIsUsableUntilOneFails() {
        Register register = unproven(ShareType.CONDITIONAL);
        execute(
                "insert into resource_proof (resource_id, check_id, passed)"
                        + " values ($1, '00000000-0000-0000-0000-000000000000', true)",
                register.id());
        applied(register).then().statusCode(201);
        check(register, false);
        applied(register).then().statusCode(409).body("code", equalTo("resource-not-usable"));
    }
}
