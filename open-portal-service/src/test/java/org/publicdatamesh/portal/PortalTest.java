package org.publicdatamesh.portal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.http.ConnectionClosedException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.EventTypes;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.EntryKind;
import org.publicdatamesh.kit.event.catalog.EntryPublished;
import org.publicdatamesh.kit.event.catalog.EntryRetired;
import org.publicdatamesh.kit.event.catalog.GradingBelow;
import org.publicdatamesh.kit.event.catalog.GradingMended;
import org.publicdatamesh.kit.event.catalog.Identifies;
import org.publicdatamesh.kit.event.catalog.ItemCheck;
import org.publicdatamesh.kit.event.catalog.ItemType;
import org.publicdatamesh.kit.event.catalog.Mask;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;
import org.publicdatamesh.kit.event.exchange.DoubtAnswered;
import org.publicdatamesh.kit.event.exchange.DoubtNotTaken;
import org.publicdatamesh.kit.event.exchange.DoubtReported;
import org.publicdatamesh.kit.event.exchange.DoubtSource;
import org.publicdatamesh.kit.event.exchange.OpenRowsReleased;
import org.publicdatamesh.kit.event.exchange.Verdict;
import org.publicdatamesh.kit.event.portal.DataDoubted;
import org.publicdatamesh.kit.event.portal.OpenDataDownloaded;
import org.publicdatamesh.kit.event.portal.OpenItemWithdrawn;
import org.publicdatamesh.kit.event.security.ContainmentOrdered;
import org.publicdatamesh.kit.event.security.ContainmentTarget;
import org.publicdatamesh.kit.event.security.Level;
import org.publicdatamesh.kit.event.security.UnitKind;
import org.publicdatamesh.kit.event.security.UnitRegistered;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.test.Broker;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** The portal as a citizen uses it, fed by events over the real broker. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "portal"))
class PortalTest {
    private static final Actor REVIEWER = new Actor("authority-reviewer.authority", "authority", "authority-reviewer");
    private static final Actor OFFICER = new Actor("security-officer.authority", "authority", "security-officer");
    private static final List<String> NAMES = List.of("code", "name", "people");

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    @Inject
    DataSource database;

    @Inject
    AdmittedUnits admitted;

    private Broker broker;
    private UUID entry;
    private UUID resource;

    @BeforeEach
    void fresh() {
        broker = new Broker(servers);
        entry = UUID.randomUUID();
        resource = UUID.randomUUID();
    }

    private void send(UUID id, MeshEvent event) {
        broker.send(
                id,
                EventTypes.topicOf(event.getClass()),
                EventTypes.typeOf(event.getClass()),
                entry.toString(),
                EventJson.write(event));
    }

    private static DataItem item(String name, String label, ItemType type, boolean key) {
        return new DataItem(
                name, label, type, null, key, true, ItemCheck.NONE, 1, Identifies.NOBODY, Mask.NONE, null, null);
    }

    private EntryPublished entry(int version, Text name, OpenType open) {
        return new EntryPublished(
                entry,
                version,
                "106011/000002",
                name,
                "地州与县区的代码和名称",
                "civil-affairs",
                EntryKind.DEPARTMENT,
                "106011",
                1,
                ShareType.UNCONDITIONAL,
                List.of(),
                List.of(),
                open,
                UpdateCycle.YEARLY,
                List.of(
                        item("code", "代码", ItemType.TEXT, true),
                        item("name", "名称", ItemType.TEXT, false),
                        item("people", "人口", ItemType.INTEGER, false)),
                null,
                null,
                REVIEWER);
    }

    private OpenRowsReleased part(UUID release, int part, int parts, List<List<String>> rows) {
        return part(1, release, part, parts, rows);
    }

    private OpenRowsReleased part(int version, UUID release, int part, int parts, List<List<String>> rows) {
        return new OpenRowsReleased(release, resource, entry, version, part, parts, NAMES, List.copyOf(rows));
    }

    private void order(UUID order, ContainmentTarget target, UUID id, boolean lifted) {
        send(
                UUID.randomUUID(),
                new ContainmentOrdered(order, target, id.toString(), "an inner reason", lifted, OFFICER));
    }

    /** A download that an order meets under way is broken off; the next one is refused. */
    private void untilRows(int status) {
        await().atMost(Duration.ofSeconds(30))
                .ignoreException(ConnectionClosedException.class)
                .until(() -> api("/" + entry + "/rows").statusCode() == status);
    }

    /** Payloads of the outbox about the entry, of one type. */
    private List<String> outbox(Class<? extends MeshEvent> event) {
        return outbox(event, entry);
    }

    private List<String> outbox(Class<? extends MeshEvent> event, UUID key) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select payload from outbox where key = ? and type = ? order by id")) {
            select.setString(1, key.toString());
            select.setString(2, EventTypes.typeOf(event));
            List<String> payloads = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    payloads.add(rows.getString(1));
                }
            }
            return payloads;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Response api(String path) {
        return given().get("/api/v1/open-items" + path);
    }

    private void published(Text name, OpenType open) {
        send(UUID.randomUUID(), entry(1, name, open));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> api("?limit=200").asString().contains(entry.toString()));
    }

    private static Text counties(String suffix) {
        return new Text("县区名录" + suffix, "རྫོང་" + suffix, "Counties " + suffix);
    }

    private static RequestSpecification citizen() {
        return given().auth().oauth2(Tokens.of("citizen", "public"));
    }

    private Response doubt(Map<String, String> key, String item) {
        return citizen()
                .contentType(ContentType.JSON)
                .body(EventJson.write(Map.of(
                        "entryId",
                        entry,
                        "resourceId",
                        resource,
                        "key",
                        key,
                        "item",
                        item,
                        "observed",
                        "城关",
                        "reasons",
                        "与公布的名称不一致")))
                .post("/api/v1/doubts");
    }

    private void untilState(String doubt, String state) {
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        citizen().get("/api/v1/doubts/" + doubt).path("state").equals(state));
    }

    @Test
    @Requirement({"A18.2", "A27.1"})
    void aCitizenDoubtsAValueAndIsToldWhatTheUnitFound() {
        published(counties("己"), OpenType.UNCONDITIONAL);
        UUID release = Outbox.newId();
        send(UUID.randomUUID(), part(release, 0, 2, List.of(List.of("540102", "城关", "473586"))));
        send(UUID.randomUUID(), part(release, 1, 2, List.of(List.of("5401\"09", "540107", "1"))));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> api("/" + entry + "/rows?format=csv").statusCode() == 200);
        // In another column, or within a longer value, it is not the key.
        for (String absent : List.of("540108", "540107", "54010")) {
            doubt(Map.of("code", absent), "name")
                    .then()
                    .statusCode(422)
                    .body("errors.pointer", contains("/key"))
                    .body("errors.code", contains("no-such-row"));
        }
        admitted.set("authority", true);
        given().auth()
                .oauth2(Tokens.of("auditor", "authority"))
                .get("/api/v1/doubts")
                .then()
                .statusCode(403)
                .body("code", equalTo("role-not-allowed"))
                .body("detail", containsString("one of these: citizen."));
        doubt(Map.of("name", "城关"), "mayor")
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("/item", "/key/code", "/key"));
        String id = doubt(Map.of("code", "540102"), "name")
                .then()
                .statusCode(201)
                .body("state", equalTo("sent"))
                .extract()
                .path("id");
        String other = doubt(Map.of("code", "5401\"09"), "name")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        assertThat(outbox(DataDoubted.class, UUID.fromString(id)))
                .singleElement()
                .satisfies(event -> assertThat(event).contains(entry.toString(), "\"observed\":\"城关\""));
        send(
                UUID.randomUUID(),
                new DoubtReported(
                        UUID.fromString(id),
                        resource,
                        entry,
                        "public",
                        "civil-affairs",
                        Map.of("code", "540102"),
                        "name",
                        Instant.parse("2026-12-03T16:00:00Z"),
                        false,
                        "2025-01-01",
                        DoubtSource.PUBLIC,
                        new Actor("citizen.public", "public", "citizen")));
        untilState(id, "taken");
        send(
                UUID.randomUUID(),
                new DoubtAnswered(
                        UUID.fromString(id),
                        resource,
                        entry,
                        "public",
                        "civil-affairs",
                        Verdict.WRONG,
                        "已更正为城关区",
                        UUID.randomUUID(),
                        false,
                        REVIEWER));
        untilState(id, "corrected");
        citizen()
                .get("/api/v1/doubts/" + id)
                .then()
                .body("answerReasons", equalTo("已更正为城关区"))
                .body("dueAt", equalTo("2026-12-03T16:00:00Z"));
        send(UUID.randomUUID(), new DoubtNotTaken(UUID.fromString(other), resource, entry, "no-such-row"));
        untilState(other, "not-taken");
        citizen()
                .header("Accept-Language", "zh-CN")
                .get("/api/v1/doubts/" + other)
                .then()
                .body("answerReasons", equalTo("该数据表中已没有这一行。"));
        citizen()
                .get("/api/v1/doubts?limit=200")
                .then()
                .body(
                        "items.find { it.id == '" + other + "' }.answerReasons",
                        equalTo("The table has no such row any more."));
        citizen().get("/api/v1/doubts?limit=200").then().body("items.id", hasItems(id, other));
    }

    @Test
    void aPersonHasTwentyOpenDoubtsAtMostHoweverManyAreSentAtOnce() {
        published(counties("庚"), OpenType.UNCONDITIONAL);
        send(UUID.randomUUID(), part(Outbox.newId(), 0, 1, List.of(List.of("540102", "城关", "473586"))));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> api("/" + entry + "/rows?format=csv").statusCode() == 200);
        List<Integer> answers;
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            answers = IntStream.range(0, 30)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> doubt(Map.of("code", "540102"), "name").statusCode(), pool))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        }
        List<String> open = citizen()
                .get("/api/v1/doubts?limit=200")
                .path("items.findAll { it.state == 'sent' || it.state == 'taken' }.id");
        assertThat(open).hasSize(20);
        assertThat(answers).contains(409).containsOnly(201, 409);
        doubt(Map.of("code", "540102"), "name").then().body("code", equalTo("too-many-open-doubts"));
        // Others of this account find room again.
        open.forEach(
                id -> send(UUID.randomUUID(), new DoubtNotTaken(UUID.fromString(id), resource, entry, "no-such-row")));
        open.forEach(id -> untilState(id, "not-taken"));
    }

    @Test
    @Requirement({"A31.1", "A36.1", "A40.1"})
    void aCitizenDownloadsAnOpenTableAsCsvAndJsonAndTheAccessIsOnRecord() {
        published(counties("甲"), OpenType.UNCONDITIONAL);
        UUID release = Outbox.newId();
        send(UUID.randomUUID(), part(release, 1, 2, List.of(Arrays.asList("540103", "堆龙\"德庆\"区", null))));
        assertThat(api("/" + entry + "/rows?format=csv").statusCode()).isEqualTo(404);
        UUID twice = UUID.randomUUID();
        OpenRowsReleased first =
                part(release, 0, 2, List.of(List.of("540102", "城关区", "473586"), List.of("540121", "林周县", "=1+1")));
        send(twice, first);
        send(twice, first);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> api("/" + entry + "/rows?format=csv").statusCode() == 200);

        Response csv = given().accept("text/csv").get("/api/v1/open-items/" + entry + "/rows");
        csv.then()
                .statusCode(200)
                .contentType("text/csv;charset=UTF-8")
                .header("Content-Disposition", equalTo("attachment; filename=\"" + entry + ".csv\""));
        assertThat(csv.headers().getValues("Link"))
                .containsExactly(
                        "</items/" + entry + ">; rel=\"cite-as\"",
                        "</api/v1/open-items/" + entry + ">; rel=\"describedby\"");
        assertThat(csv.header("Last-Modified")).endsWith("GMT");
        assertThat(new String(csv.asByteArray(), StandardCharsets.UTF_8))
                .isEqualTo("code,name,people\r\n540102,城关区,473586\r\n540121,林周县,=1+1\r\n"
                        + "540103,\"堆龙\"\"德庆\"\"区\",\r\n");
        String access = csv.header("Access-Id");
        assertThat(outbox(OpenDataDownloaded.class))
                .filteredOn(record -> record.contains(access))
                .singleElement()
                .satisfies(record -> assertThat(record)
                        .contains("\"releaseId\":\"" + release + "\"")
                        .contains("\"format\":\"text/csv\""));
        api("/" + entry)
                .then()
                .statusCode(200)
                .body("item.name.en", equalTo("Counties 甲"))
                .body("downloads[0].rows", equalTo(3));
        api("/" + entry + "/rows?format=xml").then().statusCode(422);
        api("/" + entry + "/rows?resource=" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    @Requirement({"A31.1", "A36.1"})
    void jsonCarriesTheCitationAndTypedValues() {
        published(counties("乙"), OpenType.UNCONDITIONAL);
        UUID old = Outbox.newId();
        UUID release = Outbox.newId();
        send(UUID.randomUUID(), part(release, 0, 1, List.of(List.of("540102", "城关区", "473586"))));
        send(UUID.randomUUID(), part(old, 0, 1, List.of(List.of("540102", "旧城关区", "1"))));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> api("/" + entry + "/rows").statusCode() == 200);
        JsonPath json =
                api("/" + entry + "/rows").then().statusCode(200).extract().jsonPath();
        assertThat(json.getString("citation.unit")).isEqualTo("civil-affairs");
        assertThat(json.getString("citation.releaseId")).isEqualTo(release.toString());
        assertThat(json.getList("items", String.class)).isEqualTo(NAMES);
        assertThat(json.getList("rows.name", String.class)).containsExactly("城关区");
        assertThat(json.getList("rows.people", Integer.class)).containsExactly(473586);
        UUID empty = Outbox.newId();
        send(UUID.randomUUID(), part(empty, 0, 1, List.of()));
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        api("/" + entry + "/rows").jsonPath().getList("rows").isEmpty());
    }

    @Test
    @Requirement("A30.1")
    void whatIsNotOpenIsNotThereAndWhatIsNoLongerOpenGoesAway() {
        published(counties("丙"), OpenType.UNCONDITIONAL);
        send(UUID.randomUUID(), part(Outbox.newId(), 0, 1, List.of(List.of("540102", "城关区", "473586"))));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> api("/" + entry + "/rows").statusCode() == 200);
        send(UUID.randomUUID(), entry(2, counties("丙"), OpenType.NOT_OPEN));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> api("/" + entry + "/rows").statusCode() == 410);
        api("/" + entry)
                .then()
                .statusCode(410)
                .contentType("application/problem+json")
                .body("code", equalTo("no-longer-open"));
        assertThat(outbox(OpenItemWithdrawn.class)).singleElement().satisfies(event -> assertThat(event)
                .contains("\"version\":2", "\"openType\":\"not-open\""));
        api("?limit=200").then().body("items.id", not(hasItem(entry.toString())));
        given().get("/items/" + entry + "?lang=en")
                .then()
                .statusCode(410)
                .contentType("text/html;charset=utf-8")
                .body(containsString("This data is no longer open."));
    }

    @Test
    @Requirement("A30.1")
    void whatIsOpenOnlyOnApplicationFromNowOnStaysListedAndItsRowsAreGone() {
        published(counties("己"), OpenType.UNCONDITIONAL);
        send(UUID.randomUUID(), part(Outbox.newId(), 0, 1, List.of(List.of("540102", "城关区", "473586"))));
        untilRows(200);
        send(UUID.randomUUID(), entry(2, counties("己"), OpenType.CONDITIONAL));
        untilRows(410);
        api("/" + entry).then().statusCode(200).body("downloads.size()", equalTo(0));
        assertThat(outbox(OpenItemWithdrawn.class)).singleElement().satisfies(event -> assertThat(event)
                .contains("\"openType\":\"conditional\""));
        send(UUID.randomUUID(), entry(3, counties("己"), OpenType.NOT_OPEN));
        await().atMost(Duration.ofSeconds(30)).until(() -> api("/" + entry).statusCode() == 410);
        assertThat(outbox(OpenItemWithdrawn.class)).hasSize(2);
    }

    private GradingBelow below(int version, int edition, OpenType most) {
        return new GradingBelow(entry, version, "civil-affairs", edition, 1, 3, List.of(), most, List.of());
    }

    private GradingMended mended(int version, int edition) {
        return new GradingMended(entry, version, "civil-affairs", edition);
    }

    @Test
    @Requirement({"A38.2", "A30.1"})
    void whatIsOfAGradeThatMayNotBeSoOpenIsSuspendedUntilItsEntryKeepsTheRules() {
        published(counties("子"), OpenType.UNCONDITIONAL);
        send(UUID.randomUUID(), part(Outbox.newId(), 0, 1, List.of(List.of("540102", "城关区", "473586"))));
        untilRows(200);
        send(UUID.randomUUID(), below(1, 2, OpenType.CONDITIONAL));
        untilRows(403);
        given().header("Accept-Language", "zh")
                .get("/api/v1/open-items/" + entry + "/rows?format=csv")
                .then()
                .statusCode(403)
                .body("code", equalTo("open-item-below-grading"))
                .body("detail", equalTo("按数据分类分级规则,该数据的级别不得如此开放;在其目录条目符合规则之前暂停提供。"));
        api("/" + entry)
                .then()
                .statusCode(200)
                .body("item.suspended", equalTo(true))
                .body("item.belowGrading", equalTo(true))
                .body("downloads.size()", equalTo(0));
        given().get("/items/" + entry + "?lang=en")
                .then()
                .statusCode(200)
                .body(containsString("id=\"suspended\""))
                .body(not(containsString("城关区")));

        send(UUID.randomUUID(), mended(1, 3));
        untilRows(200);
        // What comes late does not bring it back.
        send(UUID.randomUUID(), below(1, 2, OpenType.CONDITIONAL));
        send(UUID.randomUUID(), below(1, 4, OpenType.UNCONDITIONAL));
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        count("select count(*) from grading_below where entry_id = ? and edition = 4", entry) == 1);
        api("/" + entry + "/rows").then().statusCode(200);
        api("/" + entry).then().body("item.suspended", equalTo(false)).body("item.belowGrading", equalTo(false));

        send(UUID.randomUUID(), below(1, 5, OpenType.NOT_OPEN));
        untilRows(403);
        send(UUID.randomUUID(), mended(2, 5));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> count("select count(*) from grading_below where entry_id = ? and mended", entry) == 1);
        // The version that mends it is not known here yet.
        api("/" + entry + "/rows").then().statusCode(403);
        send(UUID.randomUUID(), entry(2, counties("子"), OpenType.NOT_OPEN));
        untilRows(410);
        assertThat(outbox(OpenItemWithdrawn.class)).hasSize(1);
    }

    @Test
    @Requirement("A35.2")
    void whatIsOpenedAgainServesNoRowsOfBefore() {
        published(counties("庚"), OpenType.UNCONDITIONAL);
        send(UUID.randomUUID(), part(Outbox.newId(), 0, 1, List.of(List.of("540102", "旧城关区", "1"))));
        untilRows(200);
        send(UUID.randomUUID(), entry(2, counties("庚"), OpenType.NOT_OPEN));
        untilRows(410);
        // Released for the first version, but late.
        send(UUID.randomUUID(), part(Outbox.newId(), 0, 1, List.of(List.of("540102", "旧城关区", "2"))));
        // Released for the third version before that version itself is known here.
        UUID again = Outbox.newId();
        send(UUID.randomUUID(), part(3, again, 0, 2, List.of(List.of("540102", "城关区", "473586"))));
        send(UUID.randomUUID(), entry(3, counties("庚"), OpenType.UNCONDITIONAL));
        untilRows(404);
        given().get("/items/" + entry + "?lang=en").then().statusCode(200).body(containsString("id=\"no-rows\""));
        send(UUID.randomUUID(), part(3, again, 1, 2, List.of()));
        untilRows(200);
        assertThat(api("/" + entry + "/rows").jsonPath().getList("rows.name", String.class))
                .containsExactly("城关区");
        send(UUID.randomUUID(), part(1, Outbox.newId(), 0, 1, List.of(List.of("540102", "旧城关区", "3"))));
        send(UUID.randomUUID(), entry(4, counties("庚"), OpenType.UNCONDITIONAL));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> api("/" + entry).jsonPath().getInt("item.version") == 4);
        assertThat(api("/" + entry + "/rows").jsonPath().getList("rows.name", String.class))
                .containsExactly("城关区");
    }

    @Test
    @Requirement("A30.1")
    void aRetiredEntryIsWithdrawnAndNoneOfItsRowsCanBeHad() {
        published(counties("癸"), OpenType.UNCONDITIONAL);
        send(UUID.randomUUID(), part(Outbox.newId(), 0, 1, List.of(List.of("540102", "城关区", "473586"))));
        untilRows(200);
        // Half of a release has come.
        UUID late = Outbox.newId();
        send(UUID.randomUUID(), part(late, 0, 2, List.of(List.of("540102", "城关区", "473587"))));
        send(UUID.randomUUID(), new EntryRetired(entry, 1, "civil-affairs", REVIEWER));
        untilRows(410);
        send(UUID.randomUUID(), part(late, 1, 2, List.of(List.of("540121", "林周县", "1"))));
        UUID after = Outbox.newId();
        send(UUID.randomUUID(), part(after, 0, 1, List.of(List.of("540102", "城关区", "473588"))));
        for (String format : List.of("csv", "json")) {
            api("/" + entry + "/rows?format=" + format).then().statusCode(410).body("code", equalTo("no-longer-open"));
        }
        api("/" + entry + "/rows?resource=" + resource).then().statusCode(410);
        api("/" + entry).then().statusCode(410).body("code", equalTo("no-longer-open"));
        api("?limit=200").then().body("items.id", not(hasItem(entry.toString())));
        given().get("/items/" + entry + "?lang=en")
                .then()
                .statusCode(410)
                .body(containsString("This data is no longer open."))
                .body(not(containsString("城关区")));
        assertThat(outbox(OpenItemWithdrawn.class)).singleElement().satisfies(event -> assertThat(event)
                .contains("\"version\":1", "\"zh\":\"县区名录癸\"", "\"openType\":\"not-open\""));
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(10))
                .until(() ->
                        count("select count(*) from release where entry_id = ? and state <> 'SUPERSEDED'", entry) == 0
                                && api("/" + entry + "/rows").statusCode() == 410);
    }

    @Test
    void aRetiredEntryThatWasNotOpenIsNotWithdrawnOnceMore() {
        published(counties("子"), OpenType.CONDITIONAL);
        send(UUID.randomUUID(), entry(2, counties("子"), OpenType.NOT_OPEN));
        UUID retirement = UUID.randomUUID();
        send(retirement, new EntryRetired(entry, 2, "civil-affairs", REVIEWER));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> count("select count(*) from inbox where event_id = ?", retirement) == 1);
        api("/" + entry).then().statusCode(410);
        assertThat(outbox(OpenItemWithdrawn.class)).hasSize(1);
        assertThat(count("select count(*) from dead_letter where event_id = ?", retirement))
                .isZero();
    }

    private long count(String sql, UUID id) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, id);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Requirement("A42.1")
    void aContainmentOrderStopsAnOpenItemUntilItIsLifted() {
        published(counties("辛"), OpenType.UNCONDITIONAL);
        send(UUID.randomUUID(), part(Outbox.newId(), 0, 1, List.of(List.of("540102", "城关区", "473586"))));
        untilRows(200);
        UUID order = UUID.randomUUID();
        order(order, ContainmentTarget.OPEN_ITEM, entry, false);
        untilRows(403);
        Response refused = api("/" + entry + "/rows?format=json");
        refused.then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("code", equalTo("open-item-suspended"))
                .body(not(containsString("inner reason")));
        assertThat(refused.headers().hasHeaderWithName("Access-Id")).isFalse();
        assertThat(refused.headers().hasHeaderWithName("Content-Disposition")).isFalse();
        Response csv = api("/" + entry + "/rows?format=csv");
        assertThat(csv.statusCode()).isEqualTo(403);
        assertThat(csv.headers().hasHeaderWithName("Access-Id")).isFalse();
        assertThat(csv.headers().hasHeaderWithName("Content-Disposition")).isFalse();
        api("/" + entry)
                .then()
                .statusCode(200)
                .body("item.suspended", equalTo(true))
                .body("downloads.size()", equalTo(0));
        given().get("/items/" + entry + "?lang=en")
                .then()
                .statusCode(200)
                .body(containsString("id=\"suspended\""))
                .body(not(containsString("城关区")));
        given().get("/?lang=en&q=" + "辛").then().body(containsString("This data is suspended"));
        order(order, ContainmentTarget.OPEN_ITEM, entry, true);
        untilRows(200);
        UUID late = UUID.randomUUID();
        order(late, ContainmentTarget.RESOURCE, resource, true);
        order(late, ContainmentTarget.RESOURCE, resource, false);
        UUID table = UUID.randomUUID();
        order(table, ContainmentTarget.RESOURCE, resource, false);
        untilRows(403);
        given().get("/items/" + entry + "?lang=zh").then().body(containsString("该数据暂停提供。"));
        order(table, ContainmentTarget.RESOURCE, resource, true);
        untilRows(200);
    }

    @Test
    @Requirement("A31.1")
    void thePageShowsTheFirstRowsAndTheNameOfTheUnit() throws IOException {
        String unit = "unit-" + entry;
        published(counties("壬"), OpenType.UNCONDITIONAL);
        EntryPublished whole = entry(2, counties("壬"), OpenType.UNCONDITIONAL);
        send(
                UUID.randomUUID(),
                new EntryPublished(
                        entry,
                        2,
                        whole.code(),
                        whole.name(),
                        whole.summary(),
                        unit,
                        whole.kind(),
                        whole.classification(),
                        whole.grade(),
                        whole.shareType(),
                        whole.shareConditions(),
                        whole.legalBasis(),
                        whole.openType(),
                        whole.updateCycle(),
                        whole.items(),
                        null,
                        null,
                        whole.actor()));
        List<List<String>> rows = IntStream.range(100, 125)
                .mapToObj(i -> List.of("code-" + i, "县区的名称" + i, String.valueOf(i)))
                .toList();
        send(UUID.randomUUID(), part(Outbox.newId(), 0, 1, rows));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> given().get("/items/" + entry + "?lang=en")
                .then()
                .body(containsString("<dd>" + unit + "</dd>"))
                .body(containsString("25 rows, released")));
        send(
                UUID.randomUUID(),
                new UnitRegistered(
                        unit,
                        new Text("民政厅", "མི་སྲིད་ཐིང་།", null),
                        UnitKind.DEPARTMENT,
                        Level.REGION,
                        "540000",
                        null,
                        "11540000000000000X",
                        false,
                        true,
                        List.of()));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> given().get("/items/" + entry + "?lang=en")
                .then()
                .body(containsString("<dd><span lang=\"zh\">民政厅</span></dd>")));
        String english = given().get("/items/" + entry + "?lang=en").asString();
        assertThat(english)
                .contains(
                        "code-100",
                        "code-109",
                        "<tbody lang=\"zh\">",
                        "<p><span lang=\"zh\">地州与县区的代码和名称</span></p>",
                        "<td><span lang=\"zh\">人口</span></td>")
                .doesNotContain("code-110");
        String tibetan = given().get("/items/" + entry + "?lang=bo").asString();
        assertThat(tibetan)
                .contains("<dd>མི་སྲིད་ཐིང་།</dd>", "<h2><span lang=\"zh\">数据预览</span></h2>", "<h2>ཕབ་ལེན།</h2>");
        String chinese = given().get("/items/" + entry + "?lang=zh").asString();
        assertThat(chinese).contains("<dd>民政厅</dd>").doesNotContain("<span lang");
        for (String lang : List.of("zh", "bo", "en")) {
            Files.writeString(
                    Path.of("target", "item-" + lang + ".html"),
                    given().get("/items/" + entry + "?lang=" + lang).asString());
            Files.writeString(
                    Path.of("target", "list-" + lang + ".html"),
                    given().get("/?lang=" + lang).asString());
        }
        Files.writeString(
                Path.of("target", "error-bo.html"),
                given().get("/items/x?lang=bo").asString());
    }

    @Test
    @Requirement("A31.1")
    void theLanguageSwitchKeepsTheSearchAndThePage() {
        published(counties("癸"), OpenType.UNCONDITIONAL);
        String cursor = Paging.cursor(new UUID(0, 0).toString());
        given().queryParam("lang", "zh")
                .queryParam("q", "癸 &")
                .queryParam("cursor", cursor)
                .get("/")
                .then()
                .statusCode(200)
                .body(containsString("href=\"?q=%E7%99%B8+%26&amp;cursor=" + cursor + "&amp;lang=bo\""));
    }

    @Test
    @Requirement("A31.1")
    void errorsThatABrowserMeetsArePagesInItsLanguageAndOthersAreProblems() {
        String browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        String none = UUID.randomUUID().toString();
        Response page = given().accept(browser)
                .header("Accept-Language", "bo")
                .get("/api/v1/open-items/" + none + "/rows?format=csv");
        page.then()
                .statusCode(404)
                .contentType("text/html;charset=utf-8")
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .header("Content-Language", equalTo("bo"))
                .body(containsString("<html lang=\"bo\">"))
                .body(containsString("<code>not-found</code>"));
        assertThat(page.headers().hasHeaderWithName("Content-Disposition")).isFalse();
        given().accept(browser)
                .get("/nowhere?lang=en")
                .then()
                .statusCode(404)
                .body(containsString("<code>no-such-address</code>"))
                .body(containsString("There is nothing at this address."));
        given().accept(browser)
                .get("/?cursor=zz&lang=zh")
                .then()
                .statusCode(422)
                .body(containsString("<code>invalid-request</code>"));
        given().get("/items/" + none + "?lang=en")
                .then()
                .statusCode(404)
                .body(containsString("<code>not-found</code>"));
        given().accept("application/json").get("/items/" + none).then().contentType("application/problem+json");
        given().accept("text/csv")
                .get("/api/v1/open-items/" + none + "/rows")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    @Requirement("A30.1")
    void aColumnTakenOutOfTheEntryDoesNotLeaveAnyMoreAndATypeThatChangedDoesNotBreakJson() {
        published(counties("戊"), OpenType.UNCONDITIONAL);
        UUID release = Outbox.newId();
        send(UUID.randomUUID(), part(release, 0, 1, List.of(List.of("540102", "城关区", "约473586"))));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> api("/" + entry + "/rows").statusCode() == 200);
        assertThat(api("/" + entry + "/rows").jsonPath().getList("rows.people", String.class))
                .containsExactly("约473586");
        EntryPublished whole = entry(2, counties("戊"), OpenType.UNCONDITIONAL);
        send(
                UUID.randomUUID(),
                new EntryPublished(
                        entry,
                        2,
                        whole.code(),
                        whole.name(),
                        whole.summary(),
                        whole.unit(),
                        whole.kind(),
                        whole.classification(),
                        whole.grade(),
                        whole.shareType(),
                        whole.shareConditions(),
                        whole.legalBasis(),
                        whole.openType(),
                        whole.updateCycle(),
                        whole.items().subList(0, 2),
                        null,
                        null,
                        whole.actor()));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> api("/" + entry).jsonPath().getInt("item.version") == 2);
        assertThat(new String(api("/" + entry + "/rows?format=csv").asByteArray(), StandardCharsets.UTF_8))
                .isEqualTo("code,name\r\n540102,城关区\r\n");
        String json = new String(api("/" + entry + "/rows?format=json").asByteArray(), StandardCharsets.UTF_8);
        assertThat(json)
                .endsWith(",\"items\":[\"code\",\"name\"],\"rows\":[\n{\"code\":\"540102\",\"name\":\"城关区\"}\n]}\n");
        given().get("/items/" + entry + "?lang=en")
                .then()
                .body(containsString("<td>城关区</td>"))
                .body(not(containsString("473586")));
    }

    @Test
    @Requirement("A30.1")
    void whatIsOpenOnApplicationIsListedWithoutRows() {
        published(counties("丁"), OpenType.CONDITIONAL);
        send(UUID.randomUUID(), part(Outbox.newId(), 0, 1, List.of(List.of("540102", "城关区", "473586"))));
        given().get("/items/" + entry + "?lang=en").then().statusCode(200).body(containsString("Open on application"));
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(4))
                .until(() -> api("/" + entry + "/rows").statusCode() == 404);
    }

    @Test
    @Requirement("A31.1")
    void pagesSpeakThreeLanguagesEscapeWhatUnitsWriteAndAllowNoScript() {
        published(new Text("<script>alert(1)</script>县区", "རྫོང་ཁག", "Counties & districts"), OpenType.UNCONDITIONAL);
        send(UUID.randomUUID(), part(Outbox.newId(), 0, 1, List.of(List.of("540102", "<b>城关区</b>", "473586"))));
        given().get("/?lang=zh&q=alert(1)")
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .body(containsString("公共数据开放平台"))
                .body(containsString("&lt;script&gt;alert(1)&lt;/script&gt;县区"))
                .body(not(containsString("<script")));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> given().get("/items/" + entry + "?lang=en")
                .then()
                .statusCode(200)
                .body(containsString("<h1>Counties &amp; districts</h1>"))
                .body(containsString("<td>&lt;b&gt;城关区&lt;/b&gt;</td>"))
                .body(containsString("1 rows, released")));
        given().get("/items/" + entry + "?lang=bo")
                .then()
                .body(containsString("<html lang=\"bo\">"))
                .body(containsString("<h1>རྫོང་ཁག</h1>"))
                .body(containsString("ཕབ་ལེན།"));
        given().header("Accept-Language", "en;q=0.9, fr").get("/").then().body(containsString("Open public data"));
        given().get("/items/x?lang=zh").then().statusCode(404);
        given().get("/?q=nothing-of-that-kind").then().body(containsString("id=\"nothing\""));
        api("?q=" + "x".repeat(201)).then().statusCode(422);
        api("?limit=0&cursor=zz").then().statusCode(422).body("errors.parameter", hasItem("limit"));
        api("/not-an-id").then().statusCode(404);
    }
}
