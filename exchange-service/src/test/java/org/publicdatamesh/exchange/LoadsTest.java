package org.publicdatamesh.exchange;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.ItemCheck;
import org.publicdatamesh.kit.event.catalog.Mask;
import org.publicdatamesh.kit.event.exchange.RowCondition;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** What a load does to rows that are in the pool already, and who is told. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "exchange"))
class LoadsTest {
    private static final String CSV = """
            code,name,town,residents
            540102001001,甲村,540102001,120
            540102001002,乙村,540102001,
            540102002001,丙村,540102002,77
            """;
    private static final List<String> ALL = List.of("code", "name", "town", "residents");

    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool database;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    private Broker broker;

    @BeforeEach
    void admit() {
        List.of("authority", "civil-affairs", "lhasa-transport", "lhasa-water")
                .forEach(unit -> admitted.set(unit, true));
        broker = new Broker(servers);
    }

    private static RequestSpecification as(String role, String unit) {
        return given().auth().oauth2(Tokens.of(role, unit));
    }

    private Register register(boolean open) {
        Register register = new Register(open);
        broker.send(register.entry().toString(), register.published());
        broker.send(register.id().toString(), register.attached());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> load(register, "", CSV).statusCode() == 201);
        return register;
    }

    private static Response load(Register register, String query, String csv) {
        return as("data-specialist", "civil-affairs")
                .contentType("text/csv")
                .body(csv.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/resources/" + register.id() + "/loads" + query);
    }

    private ShareApproved grant(ShareApproved grant) {
        broker.send(grant.grantId().toString(), grant);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> as("data-specialist", grant.consumer())
                                .get("/api/v1/grants/" + grant.grantId() + "/rows")
                                .statusCode()
                        != 404);
        return grant;
    }

    private static String rows(ShareApproved grant) {
        return as("data-system", grant.consumer())
                .accept("text/csv")
                .get("/api/v1/grants/" + grant.grantId() + "/rows")
                .asString();
    }

    private List<String> texts(String sql, Object... values) {
        return StreamSupport.stream(
                        database.preparedQuery(sql)
                                .execute(Tuple.from(values))
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .spliterator(),
                        false)
                .map((Row row) -> row.getString(0))
                .toList();
    }

    private List<String> outbox(String type, UUID subject) {
        return texts(
                "select payload from outbox where type = $1 and subject = $2 order by id",
                "org.publicdatamesh." + type + ".v1",
                subject.toString());
    }

    /** Notices of a grant as {@code effect key changes}. */
    private List<String> notices(ShareApproved grant) {
        return texts(
                "select effect || ' ' || row_key || ' ' || changes from notice where grant_id = $1 order by position",
                grant.grantId());
    }

    private String correct(Register register, String name) {
        return as("data-supervisor", "civil-affairs")
                .contentType(ContentType.JSON)
                .body(EventJson.write(Map.of(
                        "resourceId",
                        register.id(),
                        "key",
                        Map.of("code", "540102001001"),
                        "reasons",
                        "经现场核实",
                        "changes",
                        List.of(Map.of("item", "name", "value", name)))))
                .post("/api/v1/corrections")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    @Test
    @Requirement({"A27.3", "A18.2"})
    void changedNewAndLeavingRowsReachTheHoldersThatSeeThem() {
        Register register = register(false);
        ShareApproved transport = grant(
                register.grant("lhasa-transport", List.of("code", "name"), List.of(), Map.of("name", Mask.KEEP_FIRST)));
        ShareApproved water = grant(register.grant(
                "lhasa-water", ALL, List.of(new RowCondition("town", "eq", List.of("540102002"))), Map.of()));

        String id = load(register, "?mode=full", """
                        code,name,town,residents
                        540102001001,甲新村,540102001,121
                        540102001002,乙村,540102001,
                        540102002002,丁村,540102002,5
                        """)
                .then()
                .statusCode(201)
                .body("loaded", equalTo(3))
                .body("changed", equalTo(1))
                .body("entered", equalTo(1))
                .body("left", equalTo(1))
                .body("notices", equalTo(5))
                .extract()
                .path("id");

        assertThat(notices(transport))
                .containsExactly(
                        "CHANGED {\"code\":\"540102001001\"} [{\"item\":\"name\",\"oldValue\":\"甲*\",\"newValue\":\"甲**\"}]",
                        "ENTERED {\"code\":\"540102002002\"} [{\"item\":\"code\",\"newValue\":\"540102002002\"},"
                                + "{\"item\":\"name\",\"newValue\":\"丁*\"}]",
                        "LEFT {\"code\":\"540102002001\"} []");
        assertThat(notices(water))
                .containsExactly(
                        "ENTERED {\"code\":\"540102002002\"} [{\"item\":\"code\",\"newValue\":\"540102002002\"},"
                                + "{\"item\":\"name\",\"newValue\":\"丁村\"},{\"item\":\"town\",\"newValue\":\"540102002\"},"
                                + "{\"item\":\"residents\",\"newValue\":\"5\"}]",
                        "LEFT {\"code\":\"540102002001\"} []");
        assertThat(rows(transport))
                .isEqualTo("code,name\r\n540102001001,甲**\r\n540102001002,乙*\r\n540102002002,丁*\r\n");
        List<String> corrected = outbox("exchange.data.corrected", register.id());
        assertThat(corrected).hasSize(3).allSatisfy(event -> assertThat(event)
                .contains("\"loadId\":\"" + id + "\"")
                .contains("\"reasons\":\"Load " + id + "\""));
        assertThat(corrected.get(0))
                .contains("\"sequence\":1")
                .contains("\"holders\":1")
                .contains("{\"item\":\"name\",\"oldValue\":\"甲村\",\"newValue\":\"甲新村\"}")
                .contains("{\"item\":\"residents\",\"oldValue\":\"120\",\"newValue\":\"121\"}");
        assertThat(corrected.get(1)).contains("\"sequence\":2").contains("\"effect\":\"entered\"");
        assertThat(corrected.get(2)).contains("\"sequence\":3").contains("\"effect\":\"left\"");
        assertThat(outbox("exchange.rows.loaded", register.id()).getLast())
                .contains("\"changed\":1,\"entered\":1,\"left\":1,\"notices\":5");
        assertThat(texts(
                        "select effect from correction where resource_id = $1 and load_id = $2 order by sequence",
                        register.id(),
                        UUID.fromString(id)))
                .containsExactly("CHANGED", "ENTERED", "LEFT");
    }

    @Test
    void theSameFileAgainChangesNothingAndTellsNobody() {
        Register register = register(false);
        ShareApproved transport = grant(register.grant("lhasa-transport", ALL, List.of(), Map.of()));
        load(register, "?mode=full", CSV)
                .then()
                .statusCode(201)
                .body("loaded", equalTo(3))
                .body("changed", equalTo(0))
                .body("entered", equalTo(0))
                .body("left", equalTo(0));
        assertThat(notices(transport)).isEmpty();
        assertThat(outbox("exchange.data.corrected", register.id())).isEmpty();
        assertThat(texts("select reasons from correction where resource_id = $1", register.id()))
                .isEmpty();
    }

    @Test
    void theFirstRowsOfAnEmptyTableAreToldToNobody() {
        Register register = new Register(false);
        broker.send(register.entry().toString(), register.published());
        broker.send(register.id().toString(), register.attached());
        ShareApproved transport = grant(register.grant("lhasa-transport", ALL, List.of(), Map.of()));
        load(register, "", CSV)
                .then()
                .statusCode(201)
                .body("entered", equalTo(3))
                .body("notices", equalTo(0));
        assertThat(notices(transport)).isEmpty();
    }

    @Test
    void aColumnThatTheFileDoesNotHaveAndRowsThatItDoesNotHaveStayInAPartialLoad() {
        Register register = register(false);
        ShareApproved transport = grant(register.grant("lhasa-transport", ALL, List.of(), Map.of()));
        load(register, "?mode=partial", "town,code,name\n540102001,540102001001,甲新村\n540102003,540102003001,戊村\n")
                .then()
                .statusCode(201)
                .body("changed", equalTo(1))
                .body("entered", equalTo(1))
                .body("left", equalTo(0));
        assertThat(rows(transport))
                .isEqualTo("code,name,town,residents\r\n540102001001,甲新村,540102001,120\r\n"
                        + "540102001002,乙村,540102001,\r\n540102002001,丙村,540102002,77\r\n"
                        + "540102003001,戊村,540102003,\r\n");
        assertThat(notices(transport).getFirst())
                .isEqualTo("CHANGED {\"code\":\"540102001001\"}"
                        + " [{\"item\":\"name\",\"oldValue\":\"甲村\",\"newValue\":\"甲新村\"}]");
    }

    @Test
    void aRowThatFailsKeepsWhatThePoolHasOfItInAFullLoad() {
        Register register = register(false);
        ShareApproved transport =
                grant(register.grant("lhasa-transport", List.of("code", "residents"), List.of(), Map.of()));
        load(register, "?mode=full", "code,name,town,residents\n540102001001,甲村,540102001,many\n")
                .then()
                .statusCode(201)
                .body("quarantined", equalTo(1))
                .body("left", equalTo(2));
        assertThat(rows(transport)).isEqualTo("code,residents\r\n540102001001,120\r\n");
    }

    @Test
    @Requirement("A27.3")
    void aFileDoesNotPutACorrectedValueBackUnlessItsLoaderSaysSo() {
        Register register = register(false);
        ShareApproved transport = grant(register.grant("lhasa-transport", ALL, List.of(), Map.of()));
        String correction = correct(register, "甲新村");
        String stale = "code,name,town,residents\n540102001001,甲村,540102001,130\n540102001002,乙村,540102001,9\n";

        load(register, "", stale)
                .then()
                .statusCode(201)
                .body("loaded", equalTo(1))
                .body("quarantined", equalTo(1))
                .body("changed", equalTo(1));
        as("data-supervisor", "civil-affairs")
                .get("/api/v1/resources/" + register.id() + "/quarantine")
                .then()
                .statusCode(200)
                .body("items.line", contains(2))
                .body("items[0].fields", contains("540102001001", "甲村", "540102001", "130"))
                .body("items[0].reasons", contains("name: reverts-correction " + correction));
        assertThat(rows(transport))
                .contains("540102001001,甲新村,540102001,120\r\n")
                .contains("540102001002,乙村,540102001,9\r\n");

        load(register, "?mode=full", stale).then().statusCode(201).body("left", equalTo(1));
        assertThat(rows(transport)).contains("540102001001,甲新村,540102001,120\r\n");

        load(register, "?revert-corrections=true", stale).then().statusCode(201).body("changed", equalTo(1));
        assertThat(rows(transport)).contains("540102001001,甲村,540102001,130\r\n");
        load(register, "", "code,name,town\n540102001001,甲新村,540102001\n")
                .then()
                .statusCode(201)
                .body("changed", equalTo(1));
        load(register, "", "code,name,town\n540102001001,甲村,540102001\n")
                .then()
                .statusCode(201)
                .body("changed", equalTo(1))
                .body("quarantined", equalTo(0));
    }

    @Test
    void whatALoadIsToDoIsSaidInWordsThatAreKnown() {
        Register register = register(false);
        load(register, "?mode=all&revert-corrections=yes", CSV)
                .then()
                .statusCode(422)
                .body("errors.parameter", contains("mode", "revert-corrections"))
                .body("errors.code", contains("unknown-mode", "not-true-or-false"));
    }

    @Test
    @Requirement("A31.1")
    void rowsThatLeaveAnOpenResourceLeaveItsRelease() {
        Register register = register(true);
        load(register, "?mode=full", "code,name,town\n540102001001,甲村,540102001\n")
                .then()
                .statusCode(201);
        assertThat(outbox("exchange.open-rows.released", register.entry()))
                .hasSize(2)
                .last()
                .satisfies(event ->
                        assertThat(event).contains("\"rows\":[[\"540102001001\",\"甲村\",\"540102001\",\"120\"]]"));
    }

    @Test
    @Requirement("A31.1")
    void rowsThatWereLoadedBeforeTheEntryCameToBeOpenAreReleasedOnce() {
        Register register = register(false);
        assertThat(outbox("exchange.open-rows.released", register.entry())).isEmpty();
        for (int version = 2; version < 4; version++) {
            broker.send(register.entry().toString(), register.published(version, true, Register.items()));
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(outbox("exchange.open-rows.released", register.entry()))
                        .singleElement()
                        .satisfies(event -> assertThat(event)
                                .contains("\"parts\":1")
                                .contains("[\"540102001002\",\"乙村\",\"540102001\",null]")));
        broker.send(register.entry().toString(), register.published(4, false, Register.items()));
        broker.send(register.entry().toString(), register.published(5, true, Register.items()));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(outbox("exchange.open-rows.released", register.entry()))
                        .hasSize(2)
                        .last()
                        .satisfies(event -> assertThat(event).contains("\"entryVersion\":5")));
    }

    @Test
    @Requirement("A31.1")
    void aReleaseOfLongTextsIsCutSoThatEachPartIsWellBelowWhatABrokerTakes() throws Exception {
        Register register = new Register(true);
        broker.send(
                register.entry().toString(),
                register.published(
                        1,
                        true,
                        Register.items().stream().map(LoadsTest::longer).toList()));
        broker.send(register.id().toString(), register.attached());
        StringBuilder csv = new StringBuilder("code,name,town\n");
        for (int i = 0; i < 500; i++) {
            csv.append("5401%08d,".formatted(i)).append("村".repeat(900)).append(",540102001\n");
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> load(register, "", csv.toString()).statusCode() == 201);
        List<String> parts = outbox("exchange.open-rows.released", register.entry());
        assertThat(parts).hasSizeBetween(4, 5).allSatisfy(part -> assertThat(part.getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(450_000));
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            JsonNode part = EventJson.MAPPER.readTree(parts.get(i));
            assertThat(part.get("part").asInt()).isEqualTo(i);
            assertThat(part.get("parts").asInt()).isEqualTo(parts.size());
            part.get("rows").forEach(row -> codes.add(row.get(0).asText()));
        }
        assertThat(codes).hasSize(500).isSorted().doesNotHaveDuplicates();
    }

    private static DataItem longer(DataItem item) {
        return new DataItem(
                item.name(),
                item.label(),
                item.type(),
                item.name().equals("name") ? Integer.valueOf(400_000) : item.length(),
                item.key(),
                item.required(),
                item.name().equals("code") ? ItemCheck.NONE : item.check(),
                item.grade(),
                item.identifies(),
                item.mask(),
                item.meaning(),
                item.standard());
    }

    @Test
    void aRowThatIsMoreThanOneEventTakesIsRefusedWithItsSizeAndNothingIsLoaded() {
        Register register = new Register(true);
        broker.send(
                register.entry().toString(),
                register.published(
                        1,
                        true,
                        Register.items().stream().map(LoadsTest::longer).toList()));
        broker.send(register.id().toString(), register.attached());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> load(register, "", CSV).statusCode() == 201);
        Response answer = load(register, "", "code,name,town\n540102001009," + "村".repeat(310_000) + ",540102001\n");
        answer.then().statusCode(422).body("code", equalTo("event-too-large"));
        assertThat(answer.<String>path("detail"))
                .startsWith("The event org.publicdatamesh.exchange.open-rows.released.v1 would have 930")
                .endsWith("bytes; at most 900000 are taken.");
        assertThat(outbox("exchange.rows.loaded", register.id())).hasSize(1);
    }

    @Test
    void onlyAFileMayBeLarge() {
        Register register = register(false);
        String large = "x".repeat(1_200_000);
        load(register, "", "code,name,town\n540102001009," + large + ",540102001\n")
                .then()
                .statusCode(201)
                .body("quarantined", equalTo(1));
        for (String path : List.of("/api/v1/corrections", "/api/v1/resources/" + register.id() + "/x/loads")) {
            as("data-supervisor", "civil-affairs")
                    .contentType(ContentType.JSON)
                    .body("{\"reasons\":\"" + large + "\"}")
                    .post(path)
                    .then()
                    .statusCode(413)
                    .body("code", equalTo("content-too-large"));
        }
    }

    @Test
    @Requirement("A15.1")
    void aLargeFileIsLoadedReleasedAndLoadedAgainPartByPart() {
        Register register = register(true);
        ShareApproved transport = grant(register.grant("lhasa-transport", ALL, List.of(), Map.of()));
        StringBuilder csv = new StringBuilder("\uFEFFcode,name,town,residents\n");
        for (int i = 0; i < 30_000; i++) {
            csv.append("540102%03d%03d".formatted(100 + i / 900, 1 + i % 900))
                    .append(",村")
                    .append(i)
                    .append(",540102009,")
                    .append(i)
                    .append('\n');
        }
        load(register, "", csv.toString())
                .then()
                .statusCode(201)
                .body("loaded", equalTo(30_000))
                .body("entered", equalTo(30_000))
                .body("notices", equalTo(30_000));
        assertThat(outbox("exchange.open-rows.released", register.entry())).hasSize(62);
        load(register, "", csv.toString().replace(",1\n", ",2\n"))
                .then()
                .statusCode(201)
                .body("changed", equalTo(1))
                .body("entered", equalTo(0))
                .body("notices", equalTo(1));
        assertThat(notices(transport)).hasSize(30_001);
        assertThat(texts(
                        "select cast(count(distinct sequence) as text) || ' ' || max(sequence) from correction"
                                + " where resource_id = $1",
                        register.id()))
                .containsExactly("30001 30001");
    }

    @Test
    void anEntryMayHaveMoreItemsThanAFunctionOfTheDatabaseTakes() {
        Register register = new Register(true);
        List<DataItem> items = new ArrayList<>(Register.items());
        DataItem residents = items.getLast();
        for (int i = 0; i < 130; i++) {
            items.add(new DataItem(
                    "year_" + i,
                    "年度" + i,
                    residents.type(),
                    residents.length(),
                    false,
                    false,
                    residents.check(),
                    residents.grade(),
                    residents.identifies(),
                    residents.mask(),
                    null,
                    null));
        }
        broker.send(register.entry().toString(), register.published(1, true, items));
        broker.send(register.id().toString(), register.attached());
        String csv = "code,name,town,year_0,year_129\n540102001001,甲村,540102001,1,2\n";
        await().atMost(Duration.ofSeconds(30))
                .until(() -> load(register, "", csv).statusCode() == 201);
        ShareApproved transport =
                grant(register.grant("lhasa-transport", List.of("code", "year_129"), List.of(), Map.of()));
        correct(register, "甲新村");
        load(register, "", csv).then().statusCode(201).body("quarantined", equalTo(1));
        load(
                        register,
                        "?mode=full",
                        "code,name,town,year_129\n540102001001,甲新村,540102001,3\n540102001002,乙村,540102001,4\n")
                .then()
                .statusCode(201)
                .body("changed", equalTo(1))
                .body("entered", equalTo(1));
        assertThat(notices(transport))
                .containsExactly(
                        "CHANGED {\"code\":\"540102001001\"} [{\"item\":\"year_129\",\"oldValue\":\"2\",\"newValue\":\"3\"}]",
                        "ENTERED {\"code\":\"540102001002\"} [{\"item\":\"code\",\"newValue\":\"540102001002\"},"
                                + "{\"item\":\"year_129\",\"newValue\":\"4\"}]");
        assertThat(outbox("exchange.open-rows.released", register.entry()).getLast())
                .contains("[\"540102001001\",\"甲新村\",\"540102001\",null,\"1\",null")
                .contains("null,\"4\"]]");
    }

    private void untilThere(String sql, UUID id) {
        await().atMost(Duration.ofSeconds(30)).until(() -> texts(sql, id).size() == 1);
    }

    @Test
    @Requirement("A38.2")
    void rowsOfAGradeThatMayNotBeOpenAreReleasedOnceTheRulesAreKept() {
        Register register = register(true);
        assertThat(outbox("exchange.open-rows.released", register.entry())).hasSize(1);
        broker.send(register.entry().toString(), register.below(1, 3));
        untilThere("select 'below' from grading_below where entry_id = $1", register.entry());
        load(register, "", CSV.replace("甲村", "甲新村")).then().statusCode(201).body("changed", equalTo(1));
        assertThat(outbox("exchange.open-rows.released", register.entry())).hasSize(1);
        broker.send(register.entry().toString(), register.mended(1, 4));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(outbox("exchange.open-rows.released", register.entry()))
                        .hasSize(2)
                        .last()
                        .asString()
                        .contains("甲新村"));

        broker.send(register.entry().toString(), register.below(1, 5));
        untilThere("select 'below' from grading_below where entry_id = $1 and edition = 5", register.entry());
        load(register, "", CSV).then().statusCode(201).body("changed", equalTo(1));
        broker.send(register.entry().toString(), register.mended(2, 5));
        untilThere("select 'mended' from grading_below where entry_id = $1 and mended", register.entry());
        broker.send(register.entry().toString(), register.published(2, true, Register.items()));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(outbox("exchange.open-rows.released", register.entry()))
                        .hasSize(3)
                        .last()
                        .asString()
                        .contains("\"entryVersion\":2"));
    }
}
