package org.publicdatamesh.catalog.party;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.EventTypes;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.exchange.GrantEnd;
import org.publicdatamesh.kit.event.exchange.GrantEnded;
import org.publicdatamesh.kit.event.exchange.GrantNarrowed;
import org.publicdatamesh.kit.event.exchange.GrantSuspended;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.test.Broker;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** Of each entry it is told who collects, holds, operates and uses its data; no condition is added without a legal basis. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "catalog"))
class PartiesTest {
    private static final String ENTRIES = "/api/v1/entries";
    private static final Actor REVIEWER = new Actor("authority-reviewer.authority", "authority", "authority-reviewer");
    private static final String ENTRY = """
            {"name":{"zh":"救助家庭专题"},"summary":"救助家庭的成员与就学","kind":"special","classification":"203004","grade":1,
             "openType":"unconditional","updateCycle":"yearly","items":[
              {"name":"code","label":"编号","type":"text","length":10,"key":true,"required":true,"check":"none",
               "grade":1,"identifies":"nobody","mask":"none"},
              {"name":"members","label":"家庭成员关系","type":"text","length":20,"key":false,"required":true,"check":"none",
               "grade":1,"identifies":"nobody","mask":"none"},
              {"name":"school","label":"就读学校","type":"text","length":100,"key":false,"required":true,"check":"none",
               "grade":1,"identifies":"nobody","mask":"none"}],
             "coUnits":[{"unit":"education","items":["school"]}]}""";
    private static final String PLAN = """
            {"title":"低保家庭情况采集","purpose":"审核确认最低生活保障对象","fromWhom":"申请最低生活保障的家庭",
             "legalBasis":[{"title":"社会救助暂行办法","article":"第十一条"}],"validUntil":"%s",
             "items":[{"name":"家庭 成员关系","meaning":"申请人与其他家庭成员之间的关系"}],
             "joint":{"lead":"civil-affairs","parties":[{"unit":"civil-affairs","duties":"采集家庭成员情况"},
              {"unit":"health","duties":"核实家庭成员情况"}]}}""";
    private static final String SCHOOLS = """
            {"name":{"zh":"学校名录"},"summary":"学校的编号与名称","classification":"203004","grade":1,%s
             "updateCycle":"yearly","items":[
              {"name":"code","label":"编号","type":"text","length":10,"key":true,"required":true,"check":"none",
               "grade":1,"identifies":"nobody","mask":"none"}]}""";
    private static final String CONDITIONS = "\"shareType\":\"conditional\",\"shareConditions\":[\"仅限本级使用\"],";
    private static final String BASIS = "\"legalBasis\":[{\"title\":\"教育法\",\"article\":\"第十五条\"}],";

    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool database;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    @BeforeEach
    void begin() {
        List.of("authority", "civil-affairs", "education", "health", "lhasa-transport")
                .forEach(unit -> admitted.set(unit, true));
        execute("truncate data_right, collection_plan, collection_party, data_element, element_tenure, element_link,"
                + " known_datum, unread_entry, wording, joint_part,"
                + " entry_use, entry, entry_version, resource, outbox, publishing_unit cascade");
        execute("insert into publishing_unit (unit, name, level, division, authority, as_of)"
                + " select unit, '{\"zh\":\"厅\"}', 'REGION', '540000', unit = 'authority', now()"
                + " from unnest(array['authority', 'civil-affairs', 'education', 'health']) as unit");
    }

    private void execute(String sql) {
        database.query(sql).execute().await().atMost(Duration.ofSeconds(10));
    }

    private static RequestSpecification as(String role, String unit) {
        return given().auth().oauth2(Tokens.of(role, unit)).contentType(ContentType.JSON);
    }

    private static ValidatableResponse step(String role, String unit, String path, String body) {
        return as(role, unit).body(body).post(path).then();
    }

    private static String drafted(String unit, String content) {
        return ENTRIES + "/"
                + step("data-specialist", unit, ENTRIES, content)
                        .statusCode(201)
                        .extract()
                        .path("id");
    }

    private static void passed(String unit, String path) {
        as("data-specialist", unit).post(path + "/submission").then().statusCode(200);
        for (Map<String, String> part : as("data-supervisor", "education")
                .get("/api/v1/joint-parts?state=asked&entry=" + id(path))
                .then()
                .statusCode(200)
                .extract()
                .<List<Map<String, String>>>path("items")) {
            step(
                            "data-supervisor",
                            "education",
                            "/api/v1/joint-parts/" + part.get("id") + "/confirmation",
                            "{\"decision\":\"confirm\",\"digest\":\"" + part.get("digest") + "\"}")
                    .statusCode(200);
        }
        step("data-supervisor", unit, path + "/review", "{\"decision\":\"pass\"}")
                .statusCode(200);
    }

    private static String published(String unit, String content) {
        String path = drafted(unit, content);
        passed(unit, path);
        decided(path, "{\"decision\":\"confirm\"}").statusCode(200);
        return path;
    }

    private static ValidatableResponse decided(String path, String decision) {
        return step("authority-reviewer", "authority", path + "/publication", decision);
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static ValidatableResponse parties(String role, String unit, String path) {
        return as(role, unit).get(path + "/parties").then();
    }

    private static String planned() {
        String path = "/api/v1/collection-plans/"
                + step("data-specialist", "civil-affairs", "/api/v1/collection-plans", PLAN.formatted(nextYear()))
                        .statusCode(201)
                        .extract()
                        .path("id");
        as("data-supervisor", "civil-affairs").post(path + "/submission").then().statusCode(200);
        as("data-supervisor", "health")
                .header("If-Match", as("data-supervisor", "health").get(path).header("ETag"))
                .body("{\"decision\":\"confirm\"}")
                .post(path + "/confirmation")
                .then()
                .statusCode(200);
        step("authority-reviewer", "authority", path + "/registration", "{\"decision\":\"register\"}")
                .statusCode(200);
        return path;
    }

    private static Instant nextYear() {
        return Instant.now().plus(Duration.ofDays(365)).truncatedTo(ChronoUnit.SECONDS);
    }

    private static String right(String entry, String kind, String holder) {
        String id = step("data-specialist", "civil-affairs", entry + "/rights", """
                {"kind":"%s","holder":%s,"scope":"全部数据项","validUntil":"%s",
                 "legalBasis":[{"title":"公共数据授权运营协议","article":"第三条"}]}""".formatted(
                                kind, holder, nextYear().truncatedTo(ChronoUnit.DAYS)))
                .statusCode(201)
                .extract()
                .path("id");
        step("authority-reviewer", "authority", "/api/v1/rights/" + id + "/decision", "{\"decision\":\"register\"}")
                .statusCode(200);
        return id;
    }

    private void told(UUID grant, MeshEvent event) {
        new Broker(servers)
                .send(
                        UUID.randomUUID(),
                        EventTypes.topicOf(event.getClass()),
                        EventTypes.typeOf(event.getClass()),
                        grant.toString(),
                        EventJson.write(event));
    }

    private void granted(UUID grant, String entry, UUID resource, String consumer, Instant until) {
        told(
                grant,
                new ShareApproved(
                        grant,
                        UUID.randomUUID(),
                        UUID.fromString(id(entry)),
                        resource,
                        "civil-affairs",
                        consumer,
                        List.of("code"),
                        List.of(),
                        Map.of(),
                        "审核救助对象",
                        Instant.now().truncatedTo(ChronoUnit.SECONDS),
                        until,
                        null,
                        null,
                        null,
                        null,
                        null,
                        REVIEWER));
    }

    private static void eventually(Runnable assertion) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(assertion::run);
    }

    @Test
    @Requirement("A3.1")
    void whoCollectsFollowsFromPlansPartsAndTheEntryItself() {
        String plan = planned();
        String path = published("civil-affairs", ENTRY);
        parties("data-specialist", "lhasa-transport", path)
                .statusCode(200)
                .body("entryId", equalTo(id(path)))
                .body("version", equalTo(1))
                .body("collects.unit", contains("civil-affairs", "civil-affairs", "health", "education"))
                .body("collects.ground", contains("entry", "plan", "plan", "part"))
                .body("collects.planId", contains(nullValue(), equalTo(id(plan)), equalTo(id(plan)), nullValue()))
                .body(
                        "collects.items",
                        contains(List.of("code"), List.of("members"), List.of("members"), List.of("school")));
        step("data-supervisor", "civil-affairs", plan + "/end", "{\"reasons\":\"不再采集\"}")
                .statusCode(200);
        parties("data-specialist", "lhasa-transport", path)
                .body("collects.unit", contains("civil-affairs", "education"))
                .body("collects.ground", contains("entry", "part"))
                .body("collects.items", contains(List.of("code", "members"), List.of("school")));
    }

    @Test
    @Requirement({"A3.1", "A34.1"})
    void whoHoldsAndOperatesFollowsFromTheRightsThatStand() {
        String path = published("civil-affairs", ENTRY);
        parties("auditor", "authority", path)
                .statusCode(200)
                .body("holds.unit", equalTo("civil-affairs"))
                .body("holds", not(hasKey("number")))
                .body("operates", empty());
        String holding = right(path, "holding", "{\"unit\":\"civil-affairs\"}");
        String processing = right(path, "processing", "{\"unit\":\"health\"}");
        String operation = right(path, "operation", "{\"name\":\"数据运营公司\",\"creditCode\":\"11540000MA0000015H\"}");
        String number = as("data-specialist", "civil-affairs")
                .get("/api/v1/rights/" + holding)
                .path("number");
        parties("data-system", "lhasa-transport", path)
                .body("holds.rightId", equalTo(holding))
                .body("holds.number", equalTo(number))
                .body("holds.certificate", equalTo("/api/v1/rights/" + holding + "/certificate"))
                .body("operates.rightId", contains(processing, operation))
                .body("operates.kind", contains("processing", "operation"))
                .body("operates[0].holder.unit", equalTo("health"))
                .body("operates[1].holder.creditCode", equalTo("11540000MA0000015H"));
        step("data-supervisor", "civil-affairs", "/api/v1/rights/" + processing + "/end", "{\"reasons\":\"协议终止\"}")
                .statusCode(200);
        parties("data-system", "lhasa-transport", path).body("operates.rightId", contains(operation));
    }

    @Test
    @Requirement("A3.1")
    void whoUsesFollowsFromTheGrantsThatRunAndIsForThoseWhomTheyConcern() {
        String path = published("civil-affairs", ENTRY);
        UUID first = UUID.fromString("01900000-0000-7000-8000-000000000001");
        UUID second = UUID.fromString("01900000-0000-7000-8000-000000000002");
        UUID resource = UUID.randomUUID();
        UUID entry = UUID.fromString(id(path));
        Instant until = nextYear();
        Instant sooner = until.minus(Duration.ofDays(30));
        parties("data-supervisor", "civil-affairs", path)
                .statusCode(200)
                .body("uses", empty())
                .body("moreUses", equalTo(false));
        granted(first, path, resource, "health", until);
        granted(second, path, resource, "education", until);
        for (String reader :
                List.of("data-supervisor civil-affairs", "authority-admin authority", "auditor authority")) {
            String[] post = reader.split(" ");
            eventually(() -> parties(post[0], post[1], path)
                    .body("uses.unit", contains("health", "education"))
                    .body("uses.grantId", contains(first.toString(), second.toString()))
                    .body("uses[0].resourceId", equalTo(resource.toString()))
                    .body("uses[0].validUntil", equalTo(until.toString()))
                    .body("uses[0].suspended", equalTo(false)));
        }
        parties("data-specialist", "health", path).body("uses.unit", contains("health"));
        for (String reader :
                List.of("data-specialist lhasa-transport", "security-officer health", "government-arbiter authority")) {
            String[] post = reader.split(" ");
            parties(post[0], post[1], path).statusCode(200).body("$", not(hasKey("uses")));
        }
        told(
                first,
                new GrantSuspended(
                        first, entry, resource, "civil-affairs", "health", 1, Instant.now(), "核查", REVIEWER));
        told(
                second,
                new GrantNarrowed(
                        second,
                        entry,
                        resource,
                        "civil-affairs",
                        "education",
                        1,
                        Instant.now(),
                        List.of("code"),
                        List.of(),
                        sooner,
                        null,
                        "期限缩短",
                        null,
                        REVIEWER));
        eventually(() -> parties("auditor", "authority", path)
                .body("uses.suspended", contains(true, false))
                .body("uses.validUntil", contains(until.toString(), sooner.toString())));
        told(
                first,
                new GrantEnded(
                        first,
                        entry,
                        resource,
                        "civil-affairs",
                        "health",
                        GrantEnd.REVOKED,
                        Instant.now(),
                        "不再需要",
                        REVIEWER));
        eventually(() -> parties("auditor", "authority", path).body("uses.unit", contains("education")));
        parties("data-specialist", "health", path).body("$", not(hasKey("uses")));
    }

    @Test
    @Requirement({"A3.1", "A11.1"})
    void whatIsNotPublishedIsForItsUnitOnly() {
        String path = drafted("civil-affairs", ENTRY);
        parties("data-specialist", "lhasa-transport", path).statusCode(404).body("code", equalTo("not-found"));
        parties("data-specialist", "education", path).statusCode(404);
        parties("data-supervisor", "civil-affairs", path)
                .statusCode(200)
                .body("collects.unit", contains("civil-affairs", "education"))
                .body("collects", hasSize(2));
    }

    @Test
    @Requirement({"A3.1", "A23.2"})
    void aConditionThatNamesNoLegalBasisIsNotDraftedAndNotWrittenIntoADraft() {
        step("data-specialist", "education", ENTRIES, SCHOOLS.formatted(CONDITIONS))
                .statusCode(422)
                .body("errors.code", contains("legal-basis-missing"))
                .body("errors.pointer", contains("/legalBasis"));
        for (String basis :
                List.of("{\"title\":\" \",\"article\":\"第十五条\"}", "{\"title\":\"教育法\",\"article\":\" \"}")) {
            step(
                            "data-specialist",
                            "education",
                            ENTRIES,
                            SCHOOLS.formatted(CONDITIONS + "\"legalBasis\":[" + basis + "],"))
                    .statusCode(422)
                    .body("errors.code", contains("wrong-length"));
        }
        for (String basis : List.of("{\"title\":\"教育法\"}", "{\"article\":\"第十五条\"}", "null")) {
            step(
                            "data-specialist",
                            "education",
                            ENTRIES,
                            SCHOOLS.formatted(CONDITIONS + "\"legalBasis\":[" + basis + "],"))
                    .statusCode(422);
        }
        String path = published("education", SCHOOLS.formatted(CONDITIONS + BASIS));
        as("data-specialist", "education").post(path + "/revision").then().statusCode(200);
        as("data-specialist", "education")
                .header("If-Match", as("data-specialist", "education").get(path).header("ETag"))
                .body(SCHOOLS.formatted(CONDITIONS))
                .put(path)
                .then()
                .statusCode(422)
                .body("errors.code", contains("legal-basis-missing"));
    }

    @Test
    @Requirement({"A3.1", "A23.2"})
    void theAuthorityAdjustsNoConditionIntoAnEntryWithoutALegalBasis() {
        String path = drafted("education", SCHOOLS.formatted(""));
        passed("education", path);
        String adjustment = "{\"decision\":\"adjust\",\"reasons\":\"应当有条件共享\",\"content\":%s}";
        decided(path, adjustment.formatted(SCHOOLS.formatted(CONDITIONS)))
                .statusCode(422)
                .body("errors.code", contains("legal-basis-missing"))
                .body("errors.pointer", contains("/content/legalBasis"));
        decided(path, adjustment.formatted(SCHOOLS.formatted("\"shareConditions\":[\"仅限本级使用\"],")))
                .statusCode(422)
                .body("errors.code", contains("conditions-not-allowed"));
        decided(path, adjustment.formatted(SCHOOLS.formatted(CONDITIONS + BASIS)))
                .statusCode(200)
                .body("content.legalBasis.article", contains("第十五条"));
    }
}
