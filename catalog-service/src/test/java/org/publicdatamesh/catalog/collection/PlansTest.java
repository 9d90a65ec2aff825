package org.publicdatamesh.catalog.collection;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.EventTypes;
import org.publicdatamesh.kit.event.exchange.ApplicationSubmitted;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.test.Broker;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** Plans to collect are held against what is had already, and registered; joint ones with divided duties. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "catalog"))
class PlansTest {
    private static final String ENTRY = """
            {"name":{"zh":"%s"},"summary":"按人登记的基本情况","classification":"203004","grade":2,%s
             "updateCycle":"yearly",
             "items":[
              {"name":"value","label":"%s","type":"text","length":100,"key":true,"required":true,"check":"none",
               "grade":2,"identifies":"nobody","mask":"none","meaning":"%s"}]}""";
    private static final String SHARED = "\"shareType\":\"unconditional\",";
    private static final String CLOSED =
            "\"shareType\":\"not-shared\",\"legalBasis\":[{\"title\":\"户口登记条例\",\"article\":\"第三条\"}],";
    private static final String PLAN = """
            {"title":"低保家庭情况采集","purpose":"审核确认最低生活保障对象","fromWhom":"申请最低生活保障的家庭",
             "legalBasis":[{"title":"社会救助暂行办法","article":"第十一条"}],"validUntil":"%s","items":[%s]%s}""";
    private static final String OWN_ITEM = "{\"name\":\"家庭成员关系\",\"meaning\":\"申请人与其他家庭成员之间的关系\"}";
    private static final String VERIFICATION =
            ",\"verifications\":[{\"verifies\":\"低保申请人身份\",\"means\":[%s]," + "\"compulsory\":%s,\"times\":%d%s}]";
    private static final String JOINT = ",\"joint\":{\"lead\":\"civil-affairs\",\"parties\":["
            + "{\"unit\":\"civil-affairs\",\"duties\":\"采集家庭成员情况\"},{\"unit\":\"education\",\"duties\":\"核实在校情况\"}]}";

    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool database;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    @BeforeEach
    void begin() {
        List.of("authority", "health", "civil-affairs", "education").forEach(unit -> admitted.set(unit, true));
        execute(
                "truncate data_element, element_tenure, element_link, known_datum, unread_entry, wording, wording_gram, collection_plan,"
                        + " collection_party, shared_use, entry, entry_version, resource, outbox");
        for (String unit : List.of("civil-affairs", "education", "health")) {
            execute("insert into publishing_unit (unit, name, level, division, authority, as_of) values ('" + unit
                    + "', '{\"zh\":\"厅\"}', 'REGION', '540000', false, now()) on conflict do nothing");
        }
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

    private static String published(String unit, String share, String label, String meaning) {
        String id = step("data-specialist", unit, "/api/v1/entries", ENTRY.formatted("名册", share, label, meaning))
                .statusCode(201)
                .extract()
                .path("id");
        String path = "/api/v1/entries/" + id;
        as("data-specialist", unit).post(path + "/submission").then().statusCode(200);
        step("data-supervisor", unit, path + "/review", "{\"decision\":\"pass\"}")
                .statusCode(200);
        step("authority-reviewer", "authority", path + "/publication", "{\"decision\":\"confirm\"}")
                .statusCode(200);
        return id;
    }

    private static String attached(String unit, String entry) {
        return step("data-specialist", unit, "/api/v1/entries/" + entry + "/resources", """
                {"kind":"table","name":"people","informationSystem":"人口系统"}""")
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String element(String unit, String name, String meaning, String source) {
        String path = "/api/v1/elements/"
                + step("data-specialist", unit, "/api/v1/elements", """
                        {"name":"%s","meaning":"%s","valueForm":{"type":"text","length":100},
                         "standard":{"standard":"GB 11643","edition":"1999","clause":"4"}%s}""".formatted(name, meaning, source))
                        .statusCode(201)
                        .extract()
                        .path("id");
        step("data-supervisor", unit, path + "/agreement", "{\"decision\":\"agree\"}")
                .statusCode(200);
        step("authority-reviewer", "authority", path + "/decision", "{\"decision\":\"register\"}")
                .statusCode(200);
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String plan(String items, String more) {
        return PLAN.formatted(Instant.now().plus(Duration.ofDays(365)), items, more);
    }

    private static String drafted(String unit, String plan) {
        return "/api/v1/collection-plans/"
                + step("data-specialist", unit, "/api/v1/collection-plans", plan)
                        .statusCode(201)
                        .body("state", equalTo("draft"))
                        .extract()
                        .path("id");
    }

    private static void edited(String unit, String path, String plan) {
        String etag = as("data-specialist", unit).get(path).header("ETag");
        as("data-specialist", unit)
                .header("If-Match", etag)
                .body(plan)
                .put(path)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse submitted(String unit, String path) {
        return as("data-supervisor", unit).post(path + "/submission").then();
    }

    private static ValidatableResponse said(String unit, String path, String confirmation) {
        String etag = as("data-supervisor", unit).get(path).header("ETag");
        return said(unit, path, etag == null ? "*" : etag, confirmation);
    }

    private static ValidatableResponse said(String unit, String path, String ifMatch, String confirmation) {
        return as("data-supervisor", unit)
                .header("If-Match", ifMatch)
                .body(confirmation)
                .post(path + "/confirmation")
                .then();
    }

    private static ValidatableResponse decided(String path, String decision) {
        return step("authority-reviewer", "authority", path + "/registration", decision);
    }

    private static String registered(String unit, String plan) {
        String path = drafted(unit, plan);
        submitted(unit, path).statusCode(200).body("state", equalTo("submitted"));
        decided(path, "{\"decision\":\"register\"}")
                .statusCode(200)
                .body("state", equalTo("registered"))
                .body("inForce", equalTo(true));
        return path;
    }

    private List<String> events() {
        return StreamSupport.stream(
                        database.query("select type from outbox where type like '%collection-plan%' order by id")
                                .execute()
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .spliterator(),
                        false)
                .map((Row row) -> row.getString(0)
                        .replace("org.publicdatamesh.catalog.collection-plan.", "")
                        .replace(".v1", ""))
                .toList();
    }

    private JsonNode last(String type) throws IOException {
        Row row = database.query("select payload from outbox where type like '%collection-plan." + type
                        + ".v1' order by id desc limit 1")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next();
        return EventJson.MAPPER.readTree(row.getString(0));
    }

    @Test
    @Requirement("A14.2")
    void aPlanToCollectWhatCanBeHadBySharingIsRefusedAndPointsToTheSource() throws IOException {
        String entry = published("health", SHARED, "公民身份号码", "公安机关编制的身份代码");
        String resource = attached("health", entry);
        String element = element(
                "health",
                "公民身份号码",
                "公安机关为公民编制的唯一的身份代码",
                ",\"source\":{\"entryId\":\"" + entry + "\",\"item\":\"value\"}");
        String school = published("education", SHARED, "就读学校", "学生当前取得学籍的学校的全称");
        published("education", CLOSED, "心理测评结论", "学校心理测评的结论");
        published("civil-affairs", SHARED, "家庭成员关系", "申请人与其他家庭成员之间的关系");
        String path = drafted(
                "civil-affairs",
                plan(
                        "{\"name\":\"居民身份证号\"},{\"name\":\"学籍所在校\",\"meaning\":\"学生当前取得学籍的学校的全称\"},"
                                + "{\"name\":\"心理测评结论\"},{\"name\":\"持证人身份号码\"}," + OWN_ITEM,
                        ""));
        as("data-supervisor", "civil-affairs")
                .get(path + "/check")
                .then()
                .statusCode(200)
                .body("passes", equalTo(false))
                .body("broken.pointer", contains("/items/0", "/items/1", "/items/3"))
                .body("items", hasSize(5))
                .body("items[0].sources.kind", contains("element", "item"))
                .body("items[0].sources[0].elementId", equalTo(element))
                .body("items[0].sources[0].unit", equalTo("health"))
                .body("items[0].sources[0].entryId", equalTo(entry))
                .body("items[0].sources[0].item", equalTo("value"))
                .body("items[0].sources[0].shareType", equalTo("unconditional"))
                .body("items[0].sources[0].resources", contains(resource))
                .body("items[0].sources[0].applyAt", equalTo("/api/v1/applications"))
                .body("items[0].sources[0].grounds", contains("same-name"))
                .body("items[1].sources.entryId", contains(school))
                .body("items[1].sources[0].grounds", contains("same-meaning"))
                .body("items[1].sources[0].certain", equalTo(true))
                .body("items[2].sources[0].shareType", equalTo("not-shared"))
                .body("items[2].sources[0].blocks", equalTo(false))
                .body("items[3].sources[0].certain", equalTo(false))
                .body("items[4].sources", empty());
        submitted("civil-affairs", path)
                .statusCode(422)
                .body("code", equalTo("plan-refused"))
                .body("errors.pointer", contains("/items/0", "/items/1", "/items/3"))
                .body("errors[0].code", equalTo("collected-elsewhere"))
                .body("errors[0].message", containsString("/api/v1/elements/" + element))
                .body("errors[1].message", containsString("/api/v1/entries/" + school + "#value"));
        as("data-specialist", "civil-affairs")
                .get(path)
                .then()
                .body("state", equalTo("draft"))
                .body("refusedAt", notNullValue());
        assertThat(events()).containsExactly("refused");
        assertThat(last("refused").at("/rules/0").asText()).isEqualTo("collected-elsewhere");
        edited(
                "civil-affairs",
                path,
                plan(
                        "{\"name\":\"居民身份证号\",\"resolution\":{\"kind\":\"distinct\",\"reasons\":\"另行核对\"}},"
                                + "{\"name\":\"持证人身份号码\",\"resolution\":{\"kind\":\"distinct\",\"reasons\":\"证件上另编的号码\"}},"
                                + OWN_ITEM,
                        ""));
        submitted("civil-affairs", path)
                .statusCode(422)
                .body("errors.pointer", contains("/items/0/resolution"))
                .body("errors.code", contains("not-distinct"));
        edited("civil-affairs", path, plan(OWN_ITEM, ""));
        submitted("civil-affairs", path).statusCode(200).body("refusedAt", nullValue());
        decided(path, "{\"decision\":\"register\"}").statusCode(200);
        assertThat(events()).containsExactly("refused", "refused", "submitted", "registered");
        assertThat(last("registered").at("/items").toString()).isEqualTo("[\"家庭成员关系\"]");
    }

    @Test
    @Requirement("A14.2")
    void anItemIsHadBySharingWhereTheUnitAppliedForTheSource() throws IOException {
        String entry = published("health", SHARED, "公民身份号码", "公安机关编制的身份代码");
        String other = published("health", SHARED, "护照号码", "出入境管理机构签发的护照的号码");
        UUID application = UUID.randomUUID();
        UUID elsewhere = UUID.randomUUID();
        UUID foreign = UUID.randomUUID();
        Broker broker = new Broker(servers);
        applied(broker, application, entry, "civil-affairs");
        applied(broker, elsewhere, other, "civil-affairs");
        applied(broker, foreign, entry, "education");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> database.query("select count(*) from shared_use")
                                .execute()
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .iterator()
                                .next()
                                .getLong(0)
                        == 3);
        String path = drafted("civil-affairs", shared(null));
        for (UUID wrong : List.of(elsewhere, foreign, UUID.randomUUID())) {
            edited("civil-affairs", path, shared(wrong));
            submitted("civil-affairs", path).statusCode(422).body("errors.code", contains("application-unknown"));
        }
        edited("civil-affairs", path, shared(application));
        submitted("civil-affairs", path).statusCode(200);
        decided(path, "{\"decision\":\"register\"}").statusCode(200);
        assertThat(last("registered").at("/items").toString())
                .as("what is shared is not collected")
                .isEqualTo("[\"家庭成员关系\"]");
    }

    private static String shared(@Nullable UUID application) {
        return plan(
                "{\"name\":\"身份证号码\""
                        + (application == null
                                ? ""
                                : ",\"resolution\":{\"kind\":\"shared\",\"application\":\"" + application + "\"}")
                        + "}," + OWN_ITEM,
                "");
    }

    private static void applied(Broker broker, UUID application, String entry, String consumer) {
        broker.send(
                UUID.randomUUID(),
                EventTypes.topicOf(ApplicationSubmitted.class),
                EventTypes.typeOf(ApplicationSubmitted.class),
                application.toString(),
                EventJson.write(new ApplicationSubmitted(
                        application,
                        UUID.fromString(entry),
                        UUID.randomUUID(),
                        consumer,
                        "health",
                        List.of("value"),
                        "核对身份",
                        Instant.now().plus(Duration.ofDays(30)),
                        "2025",
                        null,
                        null,
                        null,
                        null,
                        null,
                        new Actor("data-specialist@" + consumer, consumer, "data-specialist"))));
    }

    @Test
    @Requirement("A14.3")
    void aJointCollectionIsRegisteredWhenTheAuthorityHasDividedTheDutiesAndEachUnitTakesThem() throws IOException {
        published("education", SHARED, "就读学校", "学生当前取得学籍的学校的全称");
        String item = "{\"name\":\"就读学校\",\"resolution\":{\"kind\":\"joint\"}}";
        step("data-specialist", "civil-affairs", "/api/v1/collection-plans", plan(item, ""))
                .statusCode(422)
                .body("errors.pointer", contains("/joint"));
        step(
                        "data-specialist",
                        "civil-affairs",
                        "/api/v1/collection-plans",
                        plan(
                                item,
                                JOINT.replace("\"unit\":\"education\"", "\"unit\":\"nobody\"")
                                        .replace("\"lead\":\"civil-affairs\"", "\"lead\":\"education\"")))
                .statusCode(422)
                .body("errors.pointer", contains("/joint/parties/1/unit", "/joint/lead"));
        String without = drafted("civil-affairs", plan(item, JOINT.replace("education", "health")));
        submitted("civil-affairs", without)
                .statusCode(422)
                .body("errors.code", contains("source-not-party"))
                .body("errors[0].message", containsString("education"));
        String path = drafted("civil-affairs", plan(item, JOINT));
        as("data-specialist", "education").get(path).then().statusCode(404);
        submitted("civil-affairs", path)
                .statusCode(200)
                .body("parties.unit", contains("civil-affairs", "education"))
                .body("parties[0].agrees", equalTo(true))
                .body("parties[1].agrees", nullValue());
        as("data-specialist", "education").get(path).then().statusCode(200);
        as("data-specialist", "health").get(path).then().statusCode(404);
        decided(path, "{\"decision\":\"register\"}").statusCode(409).body("code", equalTo("confirmation-missing"));
        said("health", path, "{\"decision\":\"confirm\"}").statusCode(404);
        said("education", path, "{\"decision\":\"decline\"}")
                .statusCode(422)
                .body("errors.pointer", contains("/reasons"));
        said("education", path, "{\"decision\":\"decline\",\"reasons\":\"职责不清\"}")
                .statusCode(200)
                .body("parties[1].agrees", equalTo(false))
                .body("parties[1].reasons", equalTo("职责不清"));
        decided(path, "{\"decision\":\"register\"}").statusCode(409);
        String division = "{\"lead\":\"education\",\"parties\":["
                + "{\"unit\":\"civil-affairs\",\"duties\":\"采集家庭成员情况\"},"
                + "{\"unit\":\"education\",\"duties\":\"提供学籍并负责其准确\"},"
                + "{\"unit\":\"health\",\"duties\":\"核对户籍情况\"}]}";
        as("authority-reviewer", "authority")
                .body(division.replace("health", "nobody"))
                .put(path + "/duties")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/parties/2/unit"));
        as("data-supervisor", "civil-affairs")
                .body(division)
                .put(path + "/duties")
                .then()
                .statusCode(403);
        as("authority-reviewer", "authority")
                .body(division)
                .put(path + "/duties")
                .then()
                .statusCode(200)
                .body("content.joint.lead", equalTo("education"))
                .body("parties.unit", contains("civil-affairs", "education", "health"))
                .body("parties[0].agrees", equalTo(true))
                .body("parties[1].agrees", nullValue())
                .body("parties[2].agrees", nullValue());
        for (String unit : List.of("education", "health")) {
            decided(path, "{\"decision\":\"register\"}").statusCode(409);
            said(unit, path, "{\"decision\":\"confirm\"}").statusCode(200);
        }
        decided(path, "{\"decision\":\"register\"}").statusCode(200).body("state", equalTo("registered"));
        assertThat(last("registered").at("/duties/1/duties").asText()).isEqualTo("提供学籍并负责其准确");
        assertThat(last("divided").at("/lead").asText()).isEqualTo("education");
        said("education", path, "{\"decision\":\"confirm\"}").statusCode(409);
        assertThat(events())
                .containsExactly(
                        "refused", "submitted", "confirmed", "divided", "confirmed", "confirmed", "registered");
    }

    @Test
    @Requirement("A14.3")
    void aUnitTakesTheDutiesThatItHasRead() {
        published("education", SHARED, "就读学校", "学生当前取得学籍的学校的全称");
        String path = drafted("civil-affairs", plan("{\"name\":\"就读学校\",\"resolution\":{\"kind\":\"joint\"}}", JOINT));
        submitted("civil-affairs", path).statusCode(200);
        String read = as("data-supervisor", "education").get(path).header("ETag");
        as("authority-reviewer", "authority")
                .body("""
                        {"lead":"civil-affairs","parties":[
                         {"unit":"civil-affairs","duties":"采集家庭成员情况"},
                         {"unit":"education","duties":"采集并核实全部情况"}]}""")
                .put(path + "/duties")
                .then()
                .statusCode(200);
        String confirm = "{\"decision\":\"confirm\"}";
        step("data-supervisor", "education", path + "/confirmation", confirm)
                .statusCode(428)
                .body("code", equalTo("precondition-required"));
        said("education", path, read, confirm).statusCode(412).body("code", equalTo("stale-version"));
        String anew = as("data-supervisor", "education").get(path).header("ETag");
        List<CompletableFuture<Integer>> both = Stream.of(confirm, "{\"decision\":\"decline\",\"reasons\":\"职责不清\"}")
                .map(says -> CompletableFuture.supplyAsync(
                        () -> said("education", path, anew, says).extract().statusCode()))
                .toList();
        assertThat(both.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(200, 412);
        String after = as("data-supervisor", "education").get(path).header("ETag");
        assertThat(after).isNotEqualTo(anew);
        said("education", path, after, confirm).statusCode(200).body("parties[1].agrees", equalTo(true));
        said("education", path, after, confirm).statusCode(412);
        said("education", path, confirm).statusCode(200);
        decided(path, "{\"decision\":\"register\"}").statusCode(200);
    }

    @Test
    @Requirement("A15.2")
    void aPlanThatDemandsBiometricOrRepeatedVerificationWithoutBasisIsRefused() {
        String basis = ",\"basis\":{\"title\":\"反恐怖主义法\",\"article\":\"第二十一条\",\"rank\":\"%s\"}";
        String path = drafted("civil-affairs", plan(OWN_ITEM, VERIFICATION.formatted("\"face\"", true, 1, "")));
        submitted("civil-affairs", path)
                .statusCode(422)
                .body("errors.pointer", contains("/verifications/0/means"))
                .body("errors.code", contains("biometric-without-basis"));
        edited("civil-affairs", path, plan(OWN_ITEM, VERIFICATION.formatted("\"id-document\"", true, 3, "")));
        submitted("civil-affairs", path).statusCode(422).body("errors.code", contains("repeated-verification"));
        edited(
                "civil-affairs",
                path,
                plan(OWN_ITEM, VERIFICATION.formatted("\"face\"", true, 1, basis.formatted("other"))));
        submitted("civil-affairs", path)
                .statusCode(422)
                .body("errors.pointer", contains("/verifications/0/basis/rank"));
        edited("civil-affairs", path, plan(OWN_ITEM, VERIFICATION.formatted("\"id-document\"", true, 1, "")));
        submitted("civil-affairs", path).statusCode(200);
        decided(path, "{\"decision\":\"register\"}").statusCode(200);
        String again = drafted(
                "education",
                plan(
                        "{\"name\":\"在校困难情况\"}",
                        VERIFICATION.formatted("\"id-document\"", true, 1, "").replace("低保申请人身份", "最低生活保障申请人的身份")));
        String id = path.substring(path.lastIndexOf('/') + 1);
        as("data-supervisor", "education")
                .get(again + "/check")
                .then()
                .body("verifications[0].sources.planId", contains(id))
                .body("verifications[0].sources.unit", contains("civil-affairs"));
        submitted("education", again)
                .statusCode(422)
                .body("errors.code", contains("verified-elsewhere"))
                .body("errors[0].message", containsString(id));
        edited(
                "education",
                again,
                plan(
                        "{\"name\":\"在校困难情况\"}",
                        VERIFICATION
                                .formatted("\"id-document\"", true, 1, basis.formatted("law"))
                                .replace("低保申请人身份", "最低生活保障申请人的身份")));
        submitted("education", again).statusCode(200);
    }

    private static final String COMPULSORY = VERIFICATION.formatted("\"id-document\"", true, 1, "");

    private static String planOf(String item, String verification) {
        return plan("{\"name\":\"" + item + "\"}", verification);
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Test
    @Requirement("A15.2")
    void aUnitDoesNotDemandTheSameVerificationByTwoPlans() {
        registered("civil-affairs", planOf("家庭人均收入", VERIFICATION.formatted("\"id-document\"", false, 1, "")));
        String first = registered("civil-affairs", planOf("家庭成员关系", COMPULSORY));
        String again = COMPULSORY.replace("低保申请人身份", "最低生活保障申请人的身份");
        String second = drafted("civil-affairs", planOf("家庭财产状况", again));
        as("data-specialist", "civil-affairs")
                .get(second + "/check")
                .then()
                .body("passes", equalTo(false))
                .body("verifications[0].sources.planId", contains(id(first)));
        submitted("civil-affairs", second)
                .statusCode(422)
                .body("errors.pointer", contains("/verifications/0/verifies"))
                .body("errors.code", contains("verified-elsewhere"))
                .body("errors[0].message", containsString("/api/v1/collection-plans/" + id(first)));
        // Of one's choice, on a law's basis, or in the time after, it is no repetition.
        edited("civil-affairs", second, planOf("家庭财产状况", again.replace("true", "false")));
        submitted("civil-affairs", second).statusCode(200);
        String byLaw = drafted(
                "civil-affairs",
                planOf(
                        "家庭住房状况",
                        VERIFICATION.formatted(
                                "\"id-document\"",
                                true,
                                1,
                                ",\"basis\":{\"title\":\"反恐怖主义法\",\"article\":\"第二十一条\",\"rank\":\"law\"}")));
        submitted("civil-affairs", byLaw).statusCode(200);
        Instant over = Instant.now().plus(Duration.ofDays(366));
        String after = drafted("civil-affairs", """
                {"title":"低保家庭情况采集","purpose":"审核确认最低生活保障对象","fromWhom":"申请最低生活保障的家庭",
                 "legalBasis":[{"title":"社会救助暂行办法","article":"第十一条"}],"validFrom":"%s","validUntil":"%s",
                 "items":[{"name":"家庭就业状况"}]%s}""".formatted(over, over.plus(Duration.ofDays(365)), COMPULSORY));
        submitted("civil-affairs", after).statusCode(200);
        step("data-supervisor", "civil-affairs", first + "/end", "{\"reasons\":\"采集提前完成\"}")
                .statusCode(200);
        registered("civil-affairs", planOf("家庭抚养状况", again));
    }

    @Test
    @Requirement("A15.2")
    void ofTwoPlansWithTheSameVerificationThatAreRegisteredAtOnceOneIs() {
        List<String> paths = Stream.of("家庭成员关系", "家庭财产状况", "家庭住房状况", "家庭就业状况")
                .map(item -> drafted("civil-affairs", planOf(item, COMPULSORY)))
                .toList();
        paths.forEach(path -> submitted("civil-affairs", path).statusCode(200));
        List<Response> answers = paths.stream()
                .map(path -> CompletableFuture.supplyAsync(() -> as("authority-reviewer", "authority")
                        .body("{\"decision\":\"register\"}")
                        .post(path + "/registration")))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        List<Response> registered =
                answers.stream().filter(answer -> answer.statusCode() == 200).toList();
        assertThat(registered).hasSize(1);
        String first = registered.getFirst().path("id");
        answers.stream().filter(answer -> answer.statusCode() != 200).forEach(answer -> answer.then()
                .statusCode(422)
                .body("code", equalTo("plan-refused"))
                .body("errors.code", contains("verified-elsewhere"))
                .body("errors[0].message", containsString("/api/v1/collection-plans/" + first)));
        as("auditor", "authority")
                .get("/api/v1/collection-plans?state=registered")
                .then()
                .body("items.id", contains(first));
    }

    @Test
    @Requirement("A14.2")
    void aDraftIsGivenUpByItsUnitForGood() throws IOException {
        String path = drafted("civil-affairs", plan(OWN_ITEM, ""));
        as("data-specialist", "education").post(path + "/withdrawal").then().statusCode(404);
        as("data-supervisor", "civil-affairs").post(path + "/withdrawal").then().statusCode(403);
        submitted("civil-affairs", path).statusCode(200);
        as("data-specialist", "civil-affairs")
                .post(path + "/withdrawal")
                .then()
                .statusCode(409)
                .body("code", equalTo("not-in-this-state"));
        decided(path, "{\"decision\":\"return\",\"reasons\":\"目的不明确\"}").statusCode(200);
        as("data-specialist", "civil-affairs")
                .post(path + "/withdrawal")
                .then()
                .statusCode(200)
                .body("state", equalTo("withdrawn"))
                .body("inForce", equalTo(false))
                .body("endedAt", notNullValue());
        submitted("civil-affairs", path).statusCode(409).body("code", equalTo("not-in-this-state"));
        as("data-specialist", "civil-affairs").post(path + "/withdrawal").then().statusCode(409);
        as("data-specialist", "education").get(path).then().statusCode(404);
        as("auditor", "authority")
                .get("/api/v1/collection-plans?state=withdrawn")
                .then()
                .body("items.id", contains(id(path)));
        assertThat(events()).containsExactly("submitted", "returned", "withdrawn");
        assertThat(last("withdrawn").get("planId").asText()).isEqualTo(id(path));
        assertThat(last("withdrawn").at("/actor/person").asText()).isEqualTo("data-specialist.civil-affairs");
        registered("education", plan("{\"name\":\"家庭成员关系\"}", ""));
    }

    @Test
    @Requirement({"A14.2", "A14.3"})
    void aRegisteredPlanForbidsTheSameToOthersUntilItEndsByItsTermOrBefore() throws IOException {
        String first = registered("civil-affairs", plan(OWN_ITEM, ""));
        String id = first.substring(first.lastIndexOf('/') + 1);
        String second = drafted("education", plan("{\"name\":\"家庭成员关系\"}", ""));
        submitted("education", second)
                .statusCode(422)
                .body("errors[0].message", containsString("/api/v1/collection-plans/" + id));
        step("data-supervisor", "education", first + "/end", "{\"reasons\":\"与本单位重复\"}")
                .statusCode(403);
        step("data-supervisor", "civil-affairs", first + "/end", "{\"reasons\":\"采集提前完成\"}")
                .statusCode(200)
                .body("state", equalTo("ended"))
                .body("inForce", equalTo(false));
        assertThat(last("ended").get("byTerm").asBoolean()).isFalse();
        submitted("education", second).statusCode(200);
        decided(second, "{\"decision\":\"return\"}").statusCode(422).body("errors.pointer", contains("/reasons"));
        decided(second, "{\"decision\":\"return\",\"reasons\":\"目的不明确\"}")
                .statusCode(200)
                .body("state", equalTo("draft"))
                .body("returnReasons", equalTo("目的不明确"));
        submitted("education", second).statusCode(200).body("returnReasons", nullValue());
        decided(second, "{\"decision\":\"register\"}").statusCode(200);
        String third = drafted("civil-affairs", plan(OWN_ITEM, ""));
        submitted("civil-affairs", third).statusCode(422);
        execute("update collection_plan set valid_until = now() - interval '1 second' where state = 'REGISTERED'");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> as("auditor", "authority")
                .get(second)
                .then()
                .body("state", equalTo("ended"))
                .body("endReasons", nullValue()));
        assertThat(last("ended").get("byTerm").asBoolean()).isTrue();
        submitted("civil-affairs", third).statusCode(200);
    }

    @Test
    @Requirement("A14.2")
    void aBadPlanIsToldEveryRuleAndListsAreNarrowed() {
        step("data-specialist", "civil-affairs", "/api/v1/collection-plans", """
                {"title":"低保家庭情况采集","purpose":"审核确认","fromWhom":"申请家庭","validUntil":"2020-01-01T00:00:00Z",
                 "legalBasis":[{"title":"x","article":""}],
                 "items":[{"name":"身份证号"},{"name":"公民身份号码","standard":{"standard":"国标"}},
                  {"name":"甲","resolution":{"kind":"shared"}},{"name":"乙","resolution":{"kind":"distinct"}}]}""")
                .statusCode(422)
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/legalBasis/0/title",
                                "/legalBasis/0/article",
                                "/validUntil",
                                "/items/1/name",
                                "/items/1/standard/standard",
                                "/items/2/resolution/application",
                                "/items/3/resolution/reasons"));
        String own = registered("civil-affairs", plan(OWN_ITEM, ""));
        String draft = drafted("education", plan("{\"name\":\"在校困难情况\"}", ""));
        as("data-specialist", "education").body("{}").put(own).then().statusCode(422);
        as("data-specialist", "education")
                .header("If-Match", "*")
                .body(plan(OWN_ITEM, ""))
                .put(own)
                .then()
                .statusCode(403);
        as("data-specialist", "civil-affairs").get(draft).then().statusCode(404);
        as("data-specialist", "civil-affairs")
                .get("/api/v1/collection-plans")
                .then()
                .body("items.unit", contains("civil-affairs"));
        as("data-specialist", "education")
                .get("/api/v1/collection-plans")
                .then()
                .body("items.unit", contains("civil-affairs", "education"));
        as("auditor", "authority")
                .get("/api/v1/collection-plans?state=draft&unit=education")
                .then()
                .body("items.content.items.name.flatten()", contains("在校困难情况"));
        as("auditor", "authority")
                .get("/api/v1/collection-plans?limit=1")
                .then()
                .body("items", hasSize(1))
                .body("next", notNullValue());
        as("auditor", "authority")
                .get("/api/v1/collection-plans?state=none")
                .then()
                .statusCode(422);
        submitted("education", own).statusCode(403);
        submitted("civil-affairs", own).statusCode(409).body("code", equalTo("not-in-this-state"));
    }

    /** Elements whose names begin in the same way, each with another meaning. */
    private void crowded(String stem, String form, int count) {
        execute("create temporary table crowd as select '" + stem
                + "' || chr(20000 + i / 200) || chr(21000 + i % 200) as stem,"
                + " i from generate_series(0, " + (count - 1) + ") as i;"
                + " insert into wording (key, general) select stem || '|" + form + "', stem || '|" + form
                + "' from crowd;"
                + " insert into wording_gram (gram, form, key, size) select substr(stem, at, 2), '" + form
                + "', stem || '|"
                + form + "', length(stem) - 1 from crowd, generate_series(1, length(stem) - 1) as at;"
                + " insert into known_datum (kind, subject, place, key, unit, name, meaning, meaning_key)"
                + " select 'ELEMENT', gen_random_uuid(), '', stem || '|" + form + "', 'health', stem, '另外一件事情的说明' || i,"
                + " '另外一件事情的说明' || i from crowd; drop table crowd");
    }

    @Test
    @Requirement("A14.2")
    void aSourceIsFoundAmongManyNamesThatShareMostOfTheirCharacters() {
        String similar = published("education", SHARED, "公路路线编号", "按规定编排的路线的号");
        String same = published("health", SHARED, "农村公路路线编号", "各县编排的号");
        String meant = published("education", SHARED, "农村公路线路名", "乡间道路在县志里所用的正式称呼");
        crowded("农村公路路线", "日期", 22_000);
        crowded("农村公路路", "号码", 3000);
        crowded("农村公路路", "名称", 3000);
        String path = drafted(
                "civil-affairs",
                plan(
                        "{\"name\":\"农村公路路线编号\",\"meaning\":\"由县里给出的一个号\"},"
                                + "{\"name\":\"农村公路路线名\",\"meaning\":\"乡间道路在县志里所用的正式称呼名\"}",
                        ""));
        as("data-specialist", "civil-affairs")
                .get(path + "/check")
                .then()
                .statusCode(200)
                .body("items[0].sources.entryId", hasItems(similar, same))
                .body("items[0].sources.find { it.entryId == '" + same + "' }.grounds", contains("same-name"))
                .body("items[0].sources.find { it.entryId == '" + similar + "' }.grounds", contains("similar-name"))
                .body("items[1].sources.entryId", hasItem(meant));
    }

    @Test
    @Requirement("A14.2")
    void shortNamesThatShareNoPairOfCharactersAreFoundToo() {
        String entry = published("education", SHARED, "甲丙乙", "登记簿里写下的第一件事");
        String other = published("health", SHARED, "丁戊", "登记簿里写下的第二件事");
        String path = drafted("civil-affairs", plan("{\"name\":\"甲乙\"},{\"name\":\"丁己戊\"}", ""));
        as("data-specialist", "civil-affairs")
                .get(path + "/check")
                .then()
                .statusCode(200)
                .body("items[0].sources.entryId", contains(entry))
                .body("items[1].sources.entryId", contains(other));
    }
}
