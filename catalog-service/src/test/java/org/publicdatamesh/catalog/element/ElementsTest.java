package org.publicdatamesh.catalog.element;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** A datum has one authoritative unit and one standard; what else carries it is told. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "catalog"))
class ElementsTest {
    private static final String ENTRY = """
            {"name":{"zh":"%s"},"summary":"按人登记的基本情况","classification":"203004","grade":2,
             "shareType":"unconditional","updateCycle":"yearly",
             "items":[
              {"name":"id_number","label":"%s","type":"text","length":%d,"key":true,"required":true,"check":"none",
               "grade":2,"identifies":"person","mask":"none","standard":"%s"},
              {"name":"remark","label":"备注","type":"text","length":100,"key":false,"required":false,"check":"none",
               "grade":1,"identifies":"nobody","mask":"none"}]}""";
    private static final String ELEMENT = """
            {"name":"%s","synonyms":[%s],"meaning":"%s","valueForm":{"type":"text","length":18,"rule":"末位为校验码"},
             "standard":{"standard":"GB 11643","edition":"1999","clause":"%s"}%s}""";
    private static final String MEANING = "公安机关为公民编制的唯一的、终身不变的身份代码";

    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool database;

    @BeforeEach
    void begin() {
        List.of("authority", "health", "civil-affairs", "education").forEach(unit -> admitted.set(unit, true));
        execute(
                "truncate data_element, element_tenure, element_link, known_datum, unread_entry, wording, wording_gram, entry,"
                        + " entry_version, resource, outbox");
        execute("insert into publishing_unit (unit, name, level, division, authority, as_of) values ('civil-affairs',"
                + " '{\"zh\":\"民政厅\"}', 'REGION', '540000', false, now()) on conflict do nothing");
    }

    private long unread() {
        return database.query("select count(*) from unread_entry")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next()
                .getLong(0);
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

    private static String published(String unit, String name, String label, int length, String standard) {
        String id = step("data-specialist", unit, "/api/v1/entries", ENTRY.formatted(name, label, length, standard))
                .statusCode(201)
                .extract()
                .path("id");
        confirmed(unit, id);
        return id;
    }

    private static void confirmed(String unit, String id) {
        String path = "/api/v1/entries/" + id;
        as("data-specialist", unit).post(path + "/submission").then().statusCode(200);
        step("data-supervisor", unit, path + "/review", "{\"decision\":\"pass\"}")
                .statusCode(200);
        step("authority-reviewer", "authority", path + "/publication", "{\"decision\":\"confirm\"}")
                .statusCode(200);
    }

    private static String element(String name, String synonyms, String meaning, String clause, String source) {
        return ELEMENT.formatted(name, synonyms, meaning, clause, source);
    }

    private static String idNumber(String source) {
        return element("公民身份号码", "\"身份证明号码\"", MEANING, "4", source);
    }

    private static String source(String entry) {
        return ",\"source\":{\"entryId\":\"" + entry + "\",\"item\":\"id_number\"}";
    }

    private static ValidatableResponse proposed(String unit, String body) {
        return step("data-specialist", unit, "/api/v1/elements", body);
    }

    private static String agreed(String unit, String body) {
        String path = "/api/v1/elements/"
                + proposed(unit, body).statusCode(201).extract().path("id");
        step("data-supervisor", unit, path + "/agreement", "{\"decision\":\"agree\"}")
                .statusCode(200)
                .body("state", equalTo("agreed"));
        return path;
    }

    private static ValidatableResponse decided(String path, String body) {
        return step("authority-reviewer", "authority", path + "/decision", body);
    }

    private static String registered(String unit, String body) {
        String path = agreed(unit, body);
        decided(path, "{\"decision\":\"register\"}").statusCode(200).body("state", equalTo("registered"));
        return path;
    }

    private List<String> events() {
        return StreamSupport.stream(
                        database.query("select type from outbox where topic = 'catalog.elements' order by id")
                                .execute()
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .spliterator(),
                        false)
                .map((Row row) -> row.getString(0)
                        .replace("org.publicdatamesh.catalog.element.", "")
                        .replace(".v1", ""))
                .toList();
    }

    @Test
    @Requirement("A14.1")
    void anElementIsProposedAgreedRegisteredHandedOverAndEnded() {
        String entry = published("health", "常住人口名册", "公民身份号码", 18, "GB 11643-1999");
        String path = "/api/v1/elements/"
                + proposed("health", idNumber(source(entry)))
                        .statusCode(201)
                        .body("state", equalTo("proposed"))
                        .body("unit", equalTo("health"))
                        .body("standard.standard", equalTo("GB 11643"))
                        .extract()
                        .path("id");
        as("data-specialist", "education").get(path).then().statusCode(404);
        as("authority-reviewer", "authority").get(path).then().statusCode(200).body("resembling", empty());
        decided(path, "{\"decision\":\"register\"}").statusCode(409).body("code", equalTo("not-in-this-state"));
        step("data-supervisor", "health", path + "/agreement", "{\"decision\":\"return\"}")
                .statusCode(422)
                .body("errors.pointer", contains("/reasons"));
        step("data-supervisor", "education", path + "/agreement", "{\"decision\":\"agree\"}")
                .statusCode(404);
        step("data-supervisor", "health", path + "/agreement", "{\"decision\":\"return\",\"reasons\":\"含义不全\"}")
                .statusCode(200)
                .body("state", equalTo("returned"))
                .body("reasons", equalTo("含义不全"));
        String etag = as("data-specialist", "health").get(path).header("ETag");
        as("data-specialist", "health")
                .body(idNumber(source(entry)))
                .put(path)
                .then()
                .statusCode(428);
        as("data-specialist", "health")
                .header("If-Match", etag)
                .body(idNumber(source(entry)))
                .put(path)
                .then()
                .statusCode(200)
                .body("state", equalTo("proposed"))
                .body("reasons", nullValue());
        step("data-supervisor", "health", path + "/agreement", "{\"decision\":\"agree\"}")
                .statusCode(200);
        decided(path, "{\"decision\":\"register\"}").statusCode(200).body("registeredAt", notNullValue());
        as("data-system", "education")
                .get(path)
                .then()
                .statusCode(200)
                .body("history.unit", contains("health"))
                .body("history[0].source.entryId", equalTo(entry))
                .body("history[0].until", nullValue());
        step("authority-reviewer", "authority", path + "/hand-over", "{\"unit\":\"nobody\",\"reasons\":\"职能划转\"}")
                .statusCode(422)
                .body("errors.pointer", contains("/unit"));
        step(
                        "authority-reviewer",
                        "authority",
                        path + "/hand-over",
                        "{\"unit\":\"civil-affairs\",\"reasons\":\"机构改革,职能划转\"" + source(entry) + "}")
                .statusCode(422)
                .body("errors.pointer", contains("/source/entryId"));
        step(
                        "authority-reviewer",
                        "authority",
                        path + "/hand-over",
                        "{\"unit\":\"civil-affairs\",\"reasons\":\"机构改革,职能划转\"}")
                .statusCode(200)
                .body("unit", equalTo("civil-affairs"))
                .body("source", nullValue());
        step("data-supervisor", "civil-affairs", path + "/end", "{\"reasons\":\"不再使用\"}")
                .statusCode(403);
        step("authority-reviewer", "authority", path + "/end", "{\"reasons\":\"标准已废止\"}")
                .statusCode(200)
                .body("state", equalTo("ended"));
        step("authority-reviewer", "authority", path + "/end", "{\"reasons\":\"标准已废止\"}")
                .statusCode(409);
        as("auditor", "authority")
                .get(path)
                .then()
                .body("history.unit", contains("health", "civil-affairs"))
                .body("history.reasons", contains("机构改革,职能划转", "标准已废止"))
                .body("history.until", hasSize(2));
        assertThat(events())
                .containsExactly("proposed", "returned", "proposed", "agreed", "registered", "handed-over", "ended");
        registered("health", idNumber(source(entry)));
    }

    @Test
    @Requirement("A14.1")
    void aSecondElementForADatumIsRefusedWithAPointerToTheFirst() {
        String competing = agreed("education", idNumber(""));
        String first = registered("health", idNumber(""));
        String id = first.substring(first.lastIndexOf('/') + 1);
        for (String same : List.of(
                element("居民身份证号码", "", "居民身份证上的十八位数字", "5", ""),
                element("身份证号(18位)", "", "居民身份证上的十八位数字", "5", ""),
                element("身份证明编号", "", "证明身份的文书上的编号", "5", ""),
                element("个人代码", "\"身份证号\"", "为每个人编制的代码", "5", ""),
                element("人口登记号码", "", MEANING + "。", "5", ""),
                element("申请人身份证号", "", "申请人的居民身份证的号码", "4", ""))) {
            proposed("civil-affairs", same)
                    .statusCode(409)
                    .body("code", equalTo("element-exists"))
                    .body("detail", containsString("/api/v1/elements/" + id))
                    .body("errors.pointer", contains("/name"))
                    .header("Link", equalTo("<" + first + ">; rel=\"canonical\""));
        }
        decided(competing, "{\"decision\":\"register\"}").statusCode(409).body("code", equalTo("element-exists"));
        String resembling = "/api/v1/elements/"
                + proposed("civil-affairs", element("申请人身份证号", "", "递交申请时所持证件上的号码", "5", ""))
                        .statusCode(201)
                        .extract()
                        .path("id");
        as("authority-reviewer", "authority")
                .get(resembling)
                .then()
                .body("resembling.elementId", contains(id))
                .body("resembling[0].grounds", contains("similar-name"));
        proposed("civil-affairs", element("监护人身份证号", "", "监护人的居民身份证的号码", "6", ""))
                .statusCode(201);
    }

    @Test
    @Requirement("A14.1")
    void whatIsProposedOrReturnedIsGivenUpByItsUnitForGood() {
        String path = "/api/v1/elements/"
                + proposed("civil-affairs", idNumber(""))
                        .statusCode(201)
                        .extract()
                        .path("id");
        as("data-specialist", "education").post(path + "/withdrawal").then().statusCode(404);
        as("data-supervisor", "civil-affairs").post(path + "/withdrawal").then().statusCode(403);
        as("data-specialist", "civil-affairs")
                .post(path + "/withdrawal")
                .then()
                .statusCode(200)
                .body("state", equalTo("withdrawn"))
                .body("endedAt", notNullValue());
        step("data-supervisor", "civil-affairs", path + "/agreement", "{\"decision\":\"agree\"}")
                .statusCode(409)
                .body("code", equalTo("not-in-this-state"));
        as("data-specialist", "civil-affairs").post(path + "/withdrawal").then().statusCode(409);
        as("data-specialist", "education").get(path).then().statusCode(404);
        assertThat(events()).containsExactly("proposed", "withdrawn");
        // Another unit proposes the datum; once its supervisor has agreed it is not given up any more.
        String other = agreed("education", idNumber(""));
        as("data-specialist", "education").post(other + "/withdrawal").then().statusCode(409);
        decided(other, "{\"decision\":\"return\",\"reasons\":\"应当由民政部门提出\"}").statusCode(200);
        as("data-specialist", "education").post(other + "/withdrawal").then().statusCode(200);
        as("auditor", "authority")
                .get("/api/v1/elements?state=withdrawn")
                .then()
                .body("items.unit", contains("civil-affairs", "education"));
    }

    @Test
    @Requirement("A14.1")
    void ofTwoThatAreRegisteredAtOnceOneIs() {
        String one = agreed("education", idNumber(""));
        String other = agreed("health", idNumber(""));
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (String path : List.of(one, other)) {
            answers.add(CompletableFuture.supplyAsync(
                    () -> decided(path, "{\"decision\":\"register\"}").extract().statusCode()));
        }
        assertThat(answers.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(200, 409);
    }

    @Test
    @Requirement("A14.1")
    void itemsThatCarryAnElementAreItsSourceCopiesOrDoubles() {
        String source = published("health", "常住人口名册", "公民身份号码", 18, "GB 11643-1999");
        String own = published("health", "驾驶人名册", "驾驶人身份证号码", 18, "GB 11643");
        String copy = published("education", "学生名册", "证件号", 18, "GB 11643-1999");
        String twin = published("civil-affairs", "低保对象名册", "身份证号码", 20, "");
        published("civil-affairs", "收养登记名册", "收养人证号", 20, "");
        published("civil-affairs", "寄养名册", "监护人身份证号码", 18, "GB 11643");
        String path = registered("health", idNumber(source(source)));
        as("data-system", "education")
                .get(path + "/items")
                .then()
                .statusCode(200)
                .body("items.entryId", containsInAnyOrder(source, own, twin))
                .body("items.find { it.entryId == '" + source + "' }.relation", equalTo("source"))
                .body("items.find { it.entryId == '" + source + "' }.differs", empty())
                .body("items.find { it.entryId == '" + own + "' }.relation", equalTo("copy"))
                .body("items.find { it.entryId == '" + twin + "' }.relation", equalTo("double"))
                .body("items.find { it.entryId == '" + twin + "' }.grounds", contains("same-name"))
                .body("items.find { it.entryId == '" + twin + "' }.differs", contains("length", "standard"));
        String link = "{\"entryId\":\"" + copy + "\",\"item\":\"id_number\"}";
        step("data-specialist", "civil-affairs", path + "/links", link).statusCode(403);
        step("data-specialist", "education", path + "/links", link.replace("id_number", "none"))
                .statusCode(422)
                .body("errors.pointer", contains("/item"));
        step("data-specialist", "education", path + "/links", link).statusCode(204);
        as("data-system", "education")
                .get(path + "/items?relation=copy")
                .then()
                .body("items.entryId", containsInAnyOrder(own, copy));
        as("authority-reviewer", "authority")
                .get("/api/v1/elements/doubles")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].unit", equalTo("health"))
                .body("items[0].doubles.unit", contains("civil-affairs"))
                .body("items[0].doubles.item", contains("id_number"));
        step(
                        "data-specialist",
                        "civil-affairs",
                        path + "/links",
                        "{\"entryId\":\"" + twin + "\",\"item\":\"id_number\"}")
                .statusCode(204);
        as("authority-reviewer", "authority")
                .get("/api/v1/elements/doubles?unit=health")
                .then()
                .body("items", empty());
        as("data-specialist", "civil-affairs")
                .delete(path + "/links?entry=" + twin + "&item=id_number")
                .then()
                .statusCode(204);
        as("data-specialist", "civil-affairs")
                .delete(path + "/links?entry=" + twin + "&item=id_number")
                .then()
                .statusCode(404);
        as("data-specialist", "civil-affairs")
                .delete(path + "/links?entry=x")
                .then()
                .statusCode(422);
        List<String> paged = new ArrayList<>();
        String cursor = "";
        do {
            var page = as("auditor", "authority")
                    .get(path + "/items?limit=1" + cursor)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            paged.addAll(page.getList("items.entryId"));
            String next = page.getString("next");
            cursor = next == null ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        assertThat(paged).containsExactlyInAnyOrder(source, own, copy, twin);
    }

    @Test
    @Requirement("A14.1")
    void whatIsRetiredOrRevisedCarriesItNoMoreAndWhatWasPublishedBeforeIsCaughtUpWith() {
        String twin = published("civil-affairs", "低保对象名册", "身份证号码", 20, "");
        String path = registered("health", idNumber(""));
        assertThat(unread()).isZero();
        execute("insert into unread_entry select id from entry");
        execute("delete from known_datum where kind = 'ITEM'");
        as("auditor", "authority").get(path + "/items").then().body("items.entryId", contains(twin));
        assertThat(unread()).isZero();
        String entry = "/api/v1/entries/" + twin;
        as("data-specialist", "civil-affairs").post(entry + "/revision").then().statusCode(200);
        String etag = as("data-specialist", "civil-affairs").get(entry).header("ETag");
        as("data-specialist", "civil-affairs")
                .header("If-Match", etag)
                .body(ENTRY.formatted("低保对象名册", "低保证号", 20, ""))
                .put(entry)
                .then()
                .statusCode(200);
        as("auditor", "authority").get(path + "/items").then().body("items", hasSize(1));
        confirmed("civil-affairs", twin);
        as("auditor", "authority").get(path + "/items").then().body("items", empty());
    }

    @Test
    @Requirement("A14.1")
    void aBadElementIsToldEveryRuleAndListsAreNarrowed() {
        String entry = published("civil-affairs", "低保对象名册", "身份证号码", 20, "");
        proposed("health", """
                {"name":"号码","synonyms":["编号"],"meaning":"……………………","valueForm":{"type":"text"},
                 "standard":{"standard":"国家标准","edition":" "}}""")
                .statusCode(422)
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/name",
                                "/synonyms/0",
                                "/meaning",
                                "/valueForm/length",
                                "/standard/standard",
                                "/standard/edition"));
        proposed("health", idNumber(source(entry))).statusCode(422).body("errors.pointer", contains("/source/entryId"));
        proposed("civil-affairs", idNumber(source(entry).replace("id_number", "none")))
                .statusCode(422)
                .body("errors.pointer", contains("/source/item"));
        assertThat(events()).isEmpty();
        registered("health", idNumber(""));
        proposed("civil-affairs", element("低保证号", "", "最低生活保障证上的编号", "5", "")).statusCode(201);
        as("data-specialist", "education").get("/api/v1/elements").then().body("items.name", contains("公民身份号码"));
        as("data-specialist", "civil-affairs")
                .get("/api/v1/elements")
                .then()
                .body("items.name", contains("公民身份号码", "低保证号"));
        as("auditor", "authority")
                .get("/api/v1/elements?state=proposed&unit=civil-affairs")
                .then()
                .body("items.name", contains("低保证号"));
        as("auditor", "authority").get("/api/v1/elements?q=身份证明").then().body("items.name", contains("公民身份号码"));
        as("auditor", "authority")
                .get("/api/v1/elements?limit=1")
                .then()
                .body("items", hasSize(1))
                .body("next", notNullValue());
        as("auditor", "authority")
                .get("/api/v1/elements?state=none")
                .then()
                .statusCode(422)
                .body("errors.parameter", hasItem("state"));
        String table = as("data-system", "education")
                .get("/api/v1/elements/registered.csv")
                .then()
                .statusCode(200)
                .contentType("text/csv;charset=UTF-8")
                .extract()
                .asString();
        assertThat(table.lines().toList().get(0)).startsWith("\uFEFF数据元名称,同义名称,");
        assertThat(table.lines().toList().get(1)).startsWith("公民身份号码,身份证明号码," + MEANING + ",文本,18,");
        assertThat(table.lines()).hasSize(2);
        as("auditor", "authority")
                .get("/api/v1/elements/" + UUID.randomUUID())
                .then()
                .statusCode(404);
    }
}
