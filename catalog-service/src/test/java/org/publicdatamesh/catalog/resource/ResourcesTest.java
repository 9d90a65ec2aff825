package org.publicdatamesh.catalog.resource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.publicdatamesh.kit.crypto.Sm;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.EventTypes;
import org.publicdatamesh.kit.event.exchange.RowsLoaded;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.test.Broker;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** Resources of all kinds: attached, checked, measured in rounds, replaced, withdrawn, with their systems. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "catalog"))
class ResourcesTest {
    private static final String UNIT = "civil-affairs";
    private static final String ENTRY = """
            {"name":{"zh":"行政村名录"},"summary":"行政村的代码与名称","classification":"106011","grade":1,
             "updateCycle":"monthly",
             "items":[
              {"name":"code","label":"代码","type":"text","length":12,"key":true,"required":true,"check":"none",
               "grade":1,"identifies":"nobody","mask":"none"},
              {"name":"people","label":"人口","type":"integer","key":false,"required":false,"check":"none",
               "grade":1,"identifies":"nobody","mask":"none"},
              {"name":"counted","label":"统计日期","type":"date","key":false,"required":false,"check":"none",
               "grade":1,"identifies":"nobody","mask":"none"}]}""";
    private static final String TABLE = "{\"kind\":\"table\",\"name\":\"行政村表\",\"informationSystem\":\"民政业务系统\"}";
    private static final String GOOD = "{\"data\":[{\"code\":\"540102001001\",\"people\":12}]}";
    private static final List<String> MATTERS = List.of("source", "grading", "compliance", "security", "availability");

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    @Inject
    AdmittedUnits admitted;

    @Inject
    ResourceClock resourceClock;

    @Inject
    Pool database;

    private Department department;

    @BeforeEach
    void begin() {
        List.of("authority", "education", UNIT).forEach(unit -> admitted.set(unit, true));
        execute("truncate entry, entry_version, resource, resource_check, conformity_round, data_system, bare_entry,"
                + " pool_load, outbox");
        department = new Department();
    }

    @AfterEach
    void end() {
        department.close();
    }

    private void execute(String sql) {
        database.query(sql).execute().await().atMost(Duration.ofSeconds(10));
    }

    private static RequestSpecification as(String role, String unit) {
        return given().auth().oauth2(Tokens.of(role, unit)).contentType(ContentType.JSON);
    }

    private static RequestSpecification specialist() {
        return as("data-specialist", UNIT);
    }

    private static RequestSpecification supervisor() {
        return as("data-supervisor", UNIT);
    }

    private static RequestSpecification reviewer() {
        return as("authority-reviewer", "authority");
    }

    private static String entry() {
        return entry(ENTRY);
    }

    private static String entry(String content) {
        String id = specialist()
                .body(content)
                .post("/api/v1/entries")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String path = "/api/v1/entries/" + id;
        specialist().post(path + "/submission").then().statusCode(200);
        supervisor()
                .body("{\"decision\":\"pass\"}")
                .post(path + "/review")
                .then()
                .statusCode(200);
        reviewer()
                .body("{\"decision\":\"confirm\"}")
                .post(path + "/publication")
                .then()
                .statusCode(200);
        return id;
    }

    private static ValidatableResponse attach(String entry, String body) {
        return specialist()
                .body(body)
                .post("/api/v1/entries/" + entry + "/resources")
                .then();
    }

    private static String attached(String entry, String body) {
        return attach(entry, body).statusCode(201).extract().path("id");
    }

    private static String service(String address) {
        return "{\"kind\":\"service\",\"name\":\"行政村接口\",\"informationSystem\":\"民政业务系统\",\"service\":{\"address\":\""
                + address + "\"}}";
    }

    private static String file(String address, String more) {
        return "{\"kind\":\"file\",\"name\":\"行政村文件\",\"informationSystem\":\"民政业务系统\",\"file\":{\"address\":\""
                + address + "\"" + more + "}}";
    }

    private static String checklist(String unconfirmed) {
        return "{\"declared\":["
                + String.join(
                        ",",
                        MATTERS.stream()
                                .map(matter -> "{\"matter\":\"" + matter + "\",\"holds\":" + !matter.equals(unconfirmed)
                                        + ",\"basis\":\"已逐项核对\"}")
                                .toList())
                + "]}";
    }

    private static JsonPath checked(String resource) {
        return checked(resource, checklist(""));
    }

    private static JsonPath checked(String resource, String checklist) {
        String at = specialist()
                .body(checklist)
                .post("/api/v1/resources/" + resource + "/self-checks")
                .then()
                .statusCode(202)
                .body("state", equalTo("waiting"))
                .body("passed", nullValue())
                .extract()
                .header("Location");
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> specialist().get(at).jsonPath(), check -> "done".equals(check.getString("state")));
    }

    private List<String> events(String subject) {
        return StreamSupport.stream(
                        database.query("select type from outbox where subject = '" + subject + "' order by id")
                                .execute()
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .spliterator(),
                        false)
                .map((Row row) -> row.getString(0)
                        .replace("org.publicdatamesh.catalog.", "")
                        .replace(".v1", ""))
                .toList();
    }

    private JsonPath event(String subject, String type) {
        return JsonPath.from(database.query("select payload from outbox where subject = '" + subject
                        + "' and type = 'org.publicdatamesh.catalog." + type + ".v1' order by id desc limit 1")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next()
                .getString(0));
    }

    private static String state(String resource) {
        return specialist().get("/api/v1/resources/" + resource).path("state");
    }

    @Test
    @Requirement({"A13.1", "A13.2"})
    void aServiceInterfaceIsOfferedAfterASelfCheckThatMeasuredIt() {
        String entry = entry();
        String rows = "{\"total\":2,\"data\":[{\"code\":\"540102001001\",\"people\":12,\"counted\":\"2026-01-01\"},"
                + "{\"code\":\"540102001002\",\"people\":null}]}";
        department.answer("/villages", "application/json", Instant.now().minusSeconds(3600), rows);
        String resource = attached(entry, service(department.at("/villages")));
        as("data-specialist", "education")
                .get("/api/v1/resources/" + resource)
                .then()
                .statusCode(404);
        as("data-specialist", "education")
                .get("/api/v1/entries/" + entry + "/resources")
                .then()
                .body("items", empty());
        as("auditor", "authority")
                .get("/api/v1/resources/" + resource)
                .then()
                .body("state", equalTo("unproven"))
                .body("source.service.address", equalTo(department.at("/villages")));
        JsonPath check = checked(resource);
        assertThat(check.getBoolean("passed")).isTrue();
        assertThat(check.getMap("outcomes"))
                .containsEntry("declared", "passed")
                .containsEntry("reachable", "passed")
                .containsEntry("schema", "passed")
                .containsEntry("volume", "passed")
                .containsEntry("freshness", "passed")
                .containsEntry("digest", "not-measured");
        assertThat(check.getLong("rows")).isEqualTo(2);
        assertThat(check.getLong("bytes")).isEqualTo(rows.getBytes(StandardCharsets.UTF_8).length);
        assertThat(check.getString("sm3")).isEqualTo(Sm.sm3Hex(rows.getBytes(StandardCharsets.UTF_8)));
        assertThat(check.getString("declaredBy")).isEqualTo("data-specialist.civil-affairs");
        assertThat(check.getList("declared")).hasSize(5);
        as("data-specialist", "education")
                .get("/api/v1/resources/" + resource)
                .then()
                .statusCode(200)
                .body("state", equalTo("usable"))
                .body("source", nullValue());
        as("data-specialist", "education")
                .get("/api/v1/resources/" + resource + "/self-checks")
                .then()
                .statusCode(404);
        assertThat(events(resource)).containsExactly("resource.attached", "resource.checked");
        JsonPath told = event(resource, "resource.checked");
        assertThat(told.getBoolean("passed")).isTrue();
        assertThat(told.getLong("rows")).isEqualTo(2);
        assertThat(told.getString("actor.person")).isEqualTo("data-specialist.civil-affairs");
        department.answer("/villages", "application/json", Instant.now(), "{\"data\":[{\"phone\":\"139\"}]}");
        assertThat(checked(resource).getBoolean("passed")).isFalse();
        assertThat(state(resource)).isEqualTo("unproven");
        specialist()
                .get("/api/v1/resources/" + resource + "/self-checks")
                .then()
                .body("items.passed", contains(true, false));
    }

    @ParameterizedTest
    @Requirement({"A13.1", "A13.2"})
    @CsvSource({
        "/gone,        reachable/status",
        "/slow,        reachable/time-out",
        "/silent,      reachable/time-out",
        "/endless,     reachable/too-large",
        "/bomb,        reachable/too-large",
        "/to-private,  reachable/address-refused",
        "/to-beside,   reachable/address-refused",
        "/to-metadata, reachable/address-refused",
        "/loop,        reachable/too-many-redirects",
        "/wrong,       schema/unknown-item schema/item-missing schema/wrong-type",
        "/empty,       volume/empty",
        "/stale,       freshness/overdue",
        "/html,        schema/not-json volume/empty"
    })
    void whatDoesNotHoldIsNamedAndTheResourceIsNotOffered(String path, String deviations) {
        department.answer(
                "/wrong",
                "application/json",
                Instant.now(),
                "[{\"people\":\"many\",\"owner\":\"x\",\"counted\":null}]");
        department.answer("/empty", "application/json", Instant.now(), "{\"data\":[]}");
        department.answer("/html", "application/json", Instant.now(), "<html></html>");
        department.answer("/stale", "application/json", Instant.now().minus(Duration.ofDays(40)), GOOD);
        String resource = attached(entry(), service(department.at(path)));
        JsonPath check = checked(resource);
        assertThat(check.getBoolean("passed")).isFalse();
        assertThat(event(resource, "resource.checked").getList("deviations", String.class))
                .containsExactlyInAnyOrder(deviations.split(" "));
        assertThat(check.getList("deviations.message", String.class)).allMatch(text -> !text.isBlank());
        assertThat(state(resource)).isEqualTo("unproven");
        as("data-specialist", "education")
                .get("/api/v1/resources/" + resource)
                .then()
                .statusCode(404);
    }

    @Test
    @Requirement("A13.1")
    void anAddressOnAPrivateNetworkIsRefusedAndAChecklistMustBeWhole() {
        String resource = attached(entry(), service("http://10.0.0.1/villages"));
        specialist()
                .body("{\"declared\":[{\"matter\":\"source\",\"holds\":true,\"basis\":\"已核对\"},"
                        + "{\"matter\":\"source\",\"holds\":true,\"basis\":\"已核对\"}]}")
                .post("/api/v1/resources/" + resource + "/self-checks")
                .then()
                .statusCode(422)
                .body(
                        "errors.code",
                        contains(
                                "matter-repeated",
                                "matter-missing",
                                "matter-missing",
                                "matter-missing",
                                "matter-missing"));
        as("data-specialist", "education")
                .body(checklist(""))
                .post("/api/v1/resources/" + resource + "/self-checks")
                .then()
                .statusCode(404);
        JsonPath check = checked(resource, checklist("security"));
        assertThat(check.getList("deviations.code")).containsExactly("not-confirmed", "address-refused");
        assertThat(check.getString("deviations[0].item")).isEqualTo("security");
        given().auth()
                .oauth2(Tokens.of("auditor", "authority"))
                .header("Accept-Language", "zh")
                .get("/api/v1/resources/" + resource + "/self-checks/" + check.getString("id"))
                .then()
                .body("deviations.message", hasItem("主机 10.0.0.1 指向不允许访问的地址。"));
    }

    @Test
    @Requirement({"A13.1", "A17.1"})
    void aFileIsHeldAgainstItsDigestAndItsDateColumn() {
        String csv = "code,people,counted\r\n540102001001,12,"
                + Instant.now().minus(Duration.ofDays(3)).toString().substring(0, 10) + "\r\n";
        byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
        String entry = entry();
        department.answer("/villages.csv", "text/csv", Instant.now().minus(Duration.ofDays(400)), csv);
        String stated = ",\"format\":\"csv\",\"mediaType\":\"text/csv\",\"freshnessItem\":\"counted\",\"bytes\":"
                + bytes.length + ",\"sm3\":\"" + Sm.sm3Hex(bytes) + "\"";
        String good = attached(entry, file(department.at("/villages.csv"), stated));
        JsonPath check = checked(good);
        assertThat(check.getList("deviations")).isEmpty();
        assertThat(check.getString("outcomes.digest")).isEqualTo("passed");
        assertThat(check.getString("outcomes.freshness")).isEqualTo("passed");
        String other = attached(
                entry,
                file(
                        department.at("/villages.csv"),
                        ",\"format\":\"csv\",\"bytes\":1,\"sm3\":\"" + "0".repeat(64) + "\""));
        assertThat(checked(other).getList("deviations.code"))
                .containsExactlyInAnyOrder("other-size", "other-digest", "overdue");
        as("data-supervisor", "education")
                .get("/api/v1/lists/inventory?unit=" + UNIT)
                .then()
                .body("items[0].resources.state", contains("usable", "unproven"))
                .body("items[0].resources.freshness", contains("current", "overdue"));
        specialist().get("/api/v1/entries/" + entry + "/quality").then().body("mend.code", hasItem("not-renewed"));
    }

    @Test
    @Requirement("A13.1")
    void aModelIsHeldAgainstItsCardAndWhatItWasTrainedOn() {
        String trainedOn = entry();
        String entry = entry();
        department.answer("/model.onnx", "application/octet-stream", Instant.now(), "model");
        String model =
                "{\"kind\":\"model\",\"name\":\"人口预测\",\"informationSystem\":\"民政业务系统\",\"model\":{\"address\":\""
                        + department.at("/model.onnx") + "\",\"task\":\"预测人口\",\"version\":\"1.2\","
                        + "\"inputs\":[{\"name\":\"code\",\"type\":\"text\"}],\"outputs\":[{\"name\":\"%s\",\"type\":\"%s\"}],"
                        + "\"trainedOn\":[\"%s\"]}}";
        attach(entry, model.formatted("people", "integer", UUID.randomUUID()))
                .statusCode(422)
                .body("errors.pointer", contains("/model/trainedOn/0"));
        String good = attached(entry, model.formatted("people", "integer", trainedOn));
        JsonPath check = checked(good);
        assertThat(check.getList("deviations")).isEmpty();
        assertThat(check.getString("sm3")).isEqualTo(Sm.sm3Hex("model".getBytes(StandardCharsets.UTF_8)));
        assertThat(checked(attached(entry, model.formatted("people", "text", trainedOn)))
                        .getList("deviations.code"))
                .containsExactly("other-type");
        assertThat(checked(attached(entry, model.formatted("height", "integer", trainedOn)))
                        .getList("deviations.code"))
                .containsExactly("unknown-item");
    }

    @Test
    @Requirement("A13.2")
    void whatAnInterfaceDeclaresIsHeldAgainstTheItemsToo() {
        department.answer("/villages", "application/json", Instant.now(), GOOD);
        String openApi =
                "{\"openapi\":\"3.0.3\",\"paths\":{\"/villages\":{\"get\":{\"responses\":{\"200\":{\"content\":"
                        + "{\"application/json\":{\"schema\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{"
                        + "\"code\":{\"type\":\"string\"},\"people\":{\"type\":\"%s\"},"
                        + "\"counted\":{\"type\":\"string\",\"format\":\"date\"}}}}}}}}}}}}";
        department.answer("/openapi", "application/json", Instant.now(), openApi.formatted("integer"));
        String body = service(department.at("/villages"))
                .replace(
                        "\"}}",
                        "\",\"rows\":\"/data\",\"openApi\":\"" + department.at("/openapi")
                                + "\",\"openApiPath\":\"/villages\",\"sample\":\"{\\\"data\\\":[{\\\"code\\\":\\\"1\\\"}]}\"}}");
        String resource = attached(entry(), body);
        assertThat(checked(resource).getList("deviations")).isEmpty();
        department.answer("/openapi", "application/json", Instant.now(), openApi.formatted("string"));
        assertThat(checked(resource).getList("deviations.code")).containsExactly("other-type");
        department.answer("/openapi", "application/json", Instant.now(), "openapi: 3.0.3");
        assertThat(checked(resource).getList("deviations.code")).containsExactly("not-openapi");
        String wrong = attached(entry(), body.replace("{\\\"code\\\":\\\"1\\\"}", "{\\\"code\\\":1}"));
        assertThat(checked(wrong).getList("deviations.code")).containsExactly("not-openapi", "wrong-type");
    }

    @Test
    @Requirement({"A11.2", "A17.2"})
    void whatIsAttachedSaysWhereItIsHad() {
        String entry = entry();
        attach(entry, "{\"kind\":\"file\",\"name\":\"文件\",\"informationSystem\":\"系统\",\"since\":\"2999-01-01\"}")
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("/file", "/since"));
        attach(entry, TABLE.replace("}", ",\"service\":{\"address\":\"ftp://a.b/c\",\"freshnessItem\":\"people\"}}"))
                .statusCode(422)
                .body("errors.code", containsInAnyOrder("not-of-this-kind", "not-an-address", "no-date-item"));
        for (String address : List.of("http://u:p@a.b/", "http:///x", "http://a.b/#f", "javascript:alert(1)")) {
            attach(entry, service(address)).statusCode(422).body("errors.code", contains("not-an-address"));
        }
        attach(entry, TABLE.replace("}", ",\"responsibleUnit\":\"nobody\"}"))
                .statusCode(422)
                .body("errors.code", contains("unknown-unit"));
    }

    private void loaded(String entry, String resource, long rows, long quarantined) {
        new Broker(servers)
                .send(
                        UUID.randomUUID(),
                        EventTypes.topicOf(RowsLoaded.class),
                        EventTypes.typeOf(RowsLoaded.class),
                        resource,
                        EventJson.write(new RowsLoaded(
                                UUID.randomUUID(),
                                UUID.fromString(resource),
                                UUID.fromString(entry),
                                UNIT,
                                rows,
                                quarantined,
                                0L,
                                0L,
                                0L,
                                0L,
                                "a".repeat(64),
                                new Actor("data-specialist." + UNIT, UNIT, "data-specialist"))));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> database.query("select count(*) from pool_load where resource_id = '" + resource
                                + "' and loaded_rows = " + rows + " and quarantined = " + quarantined)
                        .execute()
                        .await()
                        .atMost(Duration.ofSeconds(10))
                        .iterator()
                        .next()
                        .getLong(0)
                        .equals(1L));
    }

    @Test
    @Requirement({"A13.1", "A13.2"})
    void aTableIsMeasuredByWhatWasLoadedIntoThePool() {
        String entry = entry();
        String table = attached(entry, TABLE);
        assertThat(checked(table).getList("deviations.code")).containsExactly("nothing-loaded", "never-renewed");
        loaded(entry, table, 90, 10);
        JsonPath spoilt = checked(table);
        assertThat(spoilt.getList("deviations.code")).containsExactly("quarantined");
        assertThat(spoilt.getString("deviations[0].found")).isEqualTo("10.0%");
        loaded(entry, table, 100, 1);
        JsonPath good = checked(table);
        assertThat(good.getBoolean("passed")).isTrue();
        assertThat(good.getLong("rows")).isEqualTo(100);
        assertThat(good.getString("sm3")).isEqualTo("a".repeat(64));
        assertThat(state(table)).isEqualTo("usable");
    }

    @Test
    @Requirement({"A13.1", "A13.2"})
    void aSelfCheckThatIsAskedForBeforeTheLoadIsHeardOfWaitsForIt() {
        String entry = entry();
        String table = attached(entry, TABLE);
        String at = specialist()
                .body(checklist(""))
                .post("/api/v1/resources/" + table + "/self-checks")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        // The next looks find no load yet, and leave it.
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(5))
                .until(() -> specialist().get(at).path("state").equals("waiting"));
        loaded(entry, table, 100, 0);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> specialist()
                .get(at)
                .then()
                .body("state", equalTo("done"))
                .body("passed", equalTo(true))
                .body("rows", equalTo(100)));
        assertThat(state(table)).isEqualTo("usable");
    }

    private static ValidatableResponse replace(String old, String successor) {
        return supervisor()
                .body("{\"successor\":\"" + successor + "\",\"reasons\":\"业务系统升级\"}")
                .post("/api/v1/resources/" + old + "/replacement")
                .then();
    }

    @Test
    @Requirement("A17.3")
    void aResourceIsReplacedOnlyByOneThatIsProvenAndBothAreNamedInTheEvent() {
        String entry = entry();
        department.answer("/v1", "application/json", Instant.now(), GOOD);
        department.answer("/v2", "application/json", Instant.now(), "{\"data\":[{\"people\":1}]}");
        String old = attached(entry, service(department.at("/v1")));
        checked(old);
        String next = attached(entry, service(department.at("/v2")));
        replace(old, next)
                .statusCode(409)
                .body("code", equalTo("successor-not-proven"))
                .body("errors.code", contains("not-checked"));
        checked(next);
        replace(old, next)
                .statusCode(409)
                .body("code", equalTo("successor-not-proven"))
                .body("errors.message", contains(containsString("schema/item-missing code")));
        assertThat(state(old)).isEqualTo("usable");
        department.answer("/v2", "application/json", Instant.now(), GOOD);
        checked(next);
        String foreign = attached(entry(), TABLE);
        replace(old, foreign).statusCode(422).body("errors.code", contains("no-other-of-the-entry"));
        replace(old, old).statusCode(422);
        as("data-supervisor", "education")
                .body("{\"successor\":\"" + next + "\",\"reasons\":\"业务系统升级\"}")
                .post("/api/v1/resources/" + old + "/replacement")
                .then()
                .statusCode(403)
                .body("code", equalTo("foreign-unit"));
        replace(old, next)
                .statusCode(200)
                .body("state", equalTo("replaced"))
                .body("replacedBy", equalTo(next))
                .body("endReasons", equalTo("业务系统升级"));
        JsonPath told = event(old, "resource.replaced");
        assertThat(told.getString("resourceId")).isEqualTo(old);
        assertThat(told.getString("successorId")).isEqualTo(next);
        assertThat(told.getString("entryId")).isEqualTo(entry);
        assertThat(told.getString("reasons")).isEqualTo("业务系统升级");
        as("data-specialist", "education")
                .get("/api/v1/entries/" + entry + "/resources")
                .then()
                .body("items.id", contains(old, next))
                .body("items.state", contains("replaced", "usable"));
        as("data-specialist", "education")
                .get("/api/v1/lists/inventory?unit=" + UNIT)
                .then()
                .body("items.resources.flatten().resourceId", contains(next, foreign));
        replace(old, next).statusCode(409).body("code", equalTo("resource-ended"));
        specialist()
                .body(checklist(""))
                .post("/api/v1/resources/" + old + "/self-checks")
                .then()
                .statusCode(409)
                .body("code", equalTo("resource-ended"));
        assertThat(events(old)).containsExactly("resource.attached", "resource.checked", "resource.replaced");
    }

    @Test
    @Requirement("A17.3")
    void aResourceIsWithdrawnWithReasonsAndStaysReadable() {
        String table = attached(entry(), TABLE);
        String path = "/api/v1/resources/" + table + "/withdrawal";
        supervisor().body("{\"reasons\":\" \"}").post(path).then().statusCode(422);
        specialist().body("{\"reasons\":\"系统停用\"}").post(path).then().statusCode(403);
        supervisor()
                .body("{\"reasons\":\"系统停用\"}")
                .post(path)
                .then()
                .statusCode(200)
                .body("state", equalTo("withdrawn"));
        supervisor().body("{\"reasons\":\"系统停用\"}").post(path).then().statusCode(409);
        assertThat(event(table, "resource.withdrawn").getString("reasons")).isEqualTo("系统停用");
        as("auditor", "authority").get("/api/v1/resources/" + table).then().body("endReasons", equalTo("系统停用"));
    }

    @Test
    @Requirement("A17.2")
    void theSystemsThatAResourceComesFromAreKeptWithTheirHistory() {
        String table = attached(entry(), TABLE.replace("}", ",\"systemCode\":\"MZ-1\",\"since\":\"2025-01-01\"}"));
        String path = "/api/v1/resources/" + table + "/systems";
        String change = "{\"name\":\"民政一体化平台\",\"code\":\"MZ-2\",\"since\":\"%s\",\"reasons\":\"旧系统停用\"}";
        specialist()
                .body(change.formatted("2024-12-31"))
                .post(path)
                .then()
                .statusCode(422)
                .body("errors.code", contains("before-the-last"));
        specialist()
                .body("{\"name\":\"民政业务系统\",\"code\":\"MZ-1\",\"since\":\"2999-01-01\",\"reasons\":\"旧系统停用\"}")
                .post(path)
                .then()
                .statusCode(422)
                .body("errors.code", contains("in-the-future", "same-system"));
        as("data-specialist", "education")
                .body(change.formatted("2026-01-01"))
                .post(path)
                .then()
                .statusCode(404);
        specialist().body(change.formatted("2026-01-01")).post(path).then().statusCode(201);
        specialist()
                .get(path)
                .then()
                .statusCode(200)
                .body("items.name", contains("民政业务系统", "民政一体化平台"))
                .body("items.code", contains("MZ-1", "MZ-2"))
                .body("items.responsibleUnit", contains(UNIT, UNIT))
                .body("items.since", contains("2025-01-01", "2026-01-01"))
                .body("items.until", contains("2026-01-01", null));
        specialist().get("/api/v1/resources/" + table).then().body("informationSystem", equalTo("民政一体化平台"));
        JsonPath told = event(table, "resource.system-changed");
        assertThat(told.getString("formerSystem")).isEqualTo("民政业务系统");
        assertThat(told.getString("system")).isEqualTo("民政一体化平台");
        assertThat(told.getString("since")).isEqualTo("2026-01-01");
    }

    @Test
    @Requirement("A13.2")
    void aRoundMeasuresEachResourceAndReports() {
        department.answer("/good", "application/json", Instant.now(), GOOD);
        department.answer("/wrong", "application/json", Instant.now(), "[{\"people\":1}]");
        String entry = entry();
        String good = attached(entry, service(department.at("/good")));
        String wrong = attached(entry, service(department.at("/wrong")));
        String gone = attached(entry, service(department.at("/gone")));
        entry();
        entry(ENTRY.replace("106011", "203004"));
        reviewer()
                .body("{\"title\":\"检查\",\"description\":\"符合性检查\",\"entries\":[\"" + UUID.randomUUID() + "\"]}")
                .post("/api/v1/conformity-rounds")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/entries/0"));
        reviewer()
                .body("{\"title\":\"检查\",\"description\":\"符合性检查\",\"classification\":\"203\"}")
                .post("/api/v1/conformity-rounds")
                .then()
                .statusCode(409)
                .body("code", equalTo("nothing-to-measure"));
        String round = reviewer()
                .body(
                        "{\"title\":\"季度检查\",\"description\":\"符合性检查\",\"unit\":\"civil-affairs\",\"classification\":\"106\"}")
                .post("/api/v1/conformity-rounds")
                .then()
                .statusCode(201)
                .body("resources", equalTo(3))
                .body("bareEntries", equalTo(1))
                .extract()
                .path("id");
        String path = "/api/v1/conformity-rounds/" + round;
        await().atMost(Duration.ofSeconds(30)).until(() -> reviewer().get(path).path("completedAt") != null);
        as("data-specialist", "education")
                .get(path)
                .then()
                .body("conforming", equalTo(1))
                .body("deviating", equalTo(2))
                .body("open", equalTo(0))
                .body("deviations.deviation", contains("reachable/status", "schema/item-missing"))
                .body("deviations.resources", contains(1, 1));
        reviewer()
                .get(path + "/results")
                .then()
                .body("items.resourceId", contains(good, wrong, gone))
                .body("items.passed", contains(true, false, false))
                .body("items.entryVersion", contains(1, 1, 1));
        as("data-supervisor", UNIT)
                .get(path + "/results?passed=false")
                .then()
                .body("items.resourceId", contains(wrong, gone));
        as("data-supervisor", "education")
                .get(path + "/results?unit=" + UNIT)
                .then()
                .body("items", empty());
        reviewer().get(path + "/results?passed=maybe").then().statusCode(422);
        given().auth()
                .oauth2(Tokens.of("auditor", "authority"))
                .get(path + "/results.csv")
                .then()
                .statusCode(200)
                .header("Content-Type", startsWith("text/csv"))
                .body(startsWith("\uFEFF资源编号,资源名称,资源类型,"))
                .body(containsString(good + ",行政村接口,服务接口," + entry + ",1," + UNIT + ",符合,"))
                .body(containsString(",不符合,缺少数据项 code。,"))
                .body(containsString("应答状态为 404,应为 200。"));
        given().auth()
                .oauth2(Tokens.of("auditor", "authority"))
                .get("/api/v1/conformity-rounds/" + UUID.randomUUID() + "/results.csv")
                .then()
                .statusCode(404);
        assertThat(events(good)).containsExactly("resource.attached");
        assertThat(event(wrong, "resource.deviated").getList("deviations")).containsExactly("schema/item-missing");
        assertThat(event(gone, "resource.deviated").getString("roundId")).isEqualTo(round);
        assertThat(events(round)).containsExactly("conformity-round.opened", "conformity-round.completed");
        assertThat(event(round, "conformity-round.completed").getInt("deviating"))
                .isEqualTo(2);
        reviewer().get("/api/v1/conformity-rounds").then().body("items.id", contains(round));
    }

    @Test
    @Requirement("A17.1")
    void whatIsNotRenewedInTimeIsToldOnceUntilItIsRenewed() {
        String entry = entry();
        String table = attached(entry, TABLE);
        resourceClock.renewals().await().atMost(Duration.ofSeconds(10));
        assertThat(events(table)).containsExactly("resource.attached");
        loaded(entry, table, 5, 0);
        execute("update pool_load set loaded_at = now() - interval '40 days'");
        resourceClock.renewals().await().atMost(Duration.ofSeconds(10));
        resourceClock.renewals().await().atMost(Duration.ofSeconds(10));
        assertThat(events(table)).containsExactly("resource.attached", "resource.stale");
        assertThat(event(table, "resource.stale").getString("updateCycle")).isEqualTo("monthly");
        execute("update pool_load set loaded_at = now()");
        resourceClock.renewals().await().atMost(Duration.ofSeconds(10));
        execute("update pool_load set loaded_at = now() - interval '40 days'");
        resourceClock.renewals().await().atMost(Duration.ofSeconds(10));
        assertThat(events(table)).containsExactly("resource.attached", "resource.stale", "resource.stale");
    }

    @Test
    @Requirement("A11.2")
    void anEntryWithoutAResourceIsToldOnceWhenItsTimeIsOver() {
        String bare = entry();
        String full = entry();
        attached(full, TABLE);
        resourceClock.missing().await().atMost(Duration.ofSeconds(10));
        execute("update entry_version set published_at = published_at - interval '31 days'");
        resourceClock.missing().await().atMost(Duration.ofSeconds(10));
        resourceClock.missing().await().atMost(Duration.ofSeconds(10));
        assertThat(events(bare).stream().filter("resource.missing"::equals)).hasSize(1);
        assertThat(events(full)).doesNotContain("resource.missing");
        assertThat(event(bare, "resource.missing").getString("unit")).isEqualTo(UNIT);
    }
}
