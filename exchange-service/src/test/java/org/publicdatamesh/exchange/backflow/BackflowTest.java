package org.publicdatamesh.exchange.backflow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.exchange.Broker;
import org.publicdatamesh.exchange.Register;
import org.publicdatamesh.exchange.application.NewApplication;
import org.publicdatamesh.exchange.notice.Narrowing;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.exchange.Change;
import org.publicdatamesh.kit.event.exchange.Effect;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
import org.publicdatamesh.kit.event.security.ContainmentTarget;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.kit.identity.Containment;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/**
 * Backflow between two levels that this one exchange plays both of: education needs data of the level above, for which it is
 * lhasa-water that asks. The way between them is {@link TwoMeshes}.
 */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "exchange"))
class BackflowTest {
    private static final String BACKFLOWS = "/api/v1/backflows";
    private static final String BELOW = "lhasa-water";
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
    TwoMeshes meshes;

    @Inject
    LevelInbox inbox;

    @Inject
    Containment containment;

    @Inject
    Mutiny.SessionFactory sessions;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    private Broker broker;

    @BeforeEach
    void join() {
        List.of("authority", "civil-affairs", "education", BELOW).forEach(unit -> admitted.set(unit, true));
        broker = new Broker(servers);
        meshes.join(true);
    }

    @AfterEach
    void part() {
        meshes.join(false);
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

    private RowSet<Row> select(String sql, Object... parameters) {
        return database.preparedQuery(sql)
                .execute(Tuple.from(Arrays.asList(parameters)))
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    /** A register that the exchange above holds; what is filed below is filed before it is told of here, where both stand. */
    private Register held(Register register) {
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

    private static Map<String, Object> wish(UUID resource, Instant until) {
        return Map.of(
                "resourceId",
                resource,
                "items",
                List.of(
                        Map.of("name", "code", "justification", "对应学区"),
                        Map.of("name", "name", "justification", "公示学区名称")),
                "purpose",
                "划定义务教育学区并核对适龄儿童所在村",
                "validUntil",
                until.toString(),
                "commitments",
                Map.of("notExceedScope", true, "noOtherUse", true, "noThirdParty", true));
    }

    private static String filed(UUID resource, Instant until) {
        return post("data-supervisor", "education", BACKFLOWS, wish(resource, until))
                .then()
                .statusCode(201)
                .body("state", equalTo("filed"))
                .extract()
                .path("id");
    }

    private static ValidatableResponse passedUp(String id) {
        return as("authority-reviewer", "authority")
                .post(BACKFLOWS + "/" + id + "/passing-up")
                .then();
    }

    private static ValidatableResponse request(String id) {
        return as("data-specialist", "education").get(BACKFLOWS + "/" + id).then();
    }

    private static ValidatableResponse rows(String id) {
        return as("data-system", "education")
                .get(BACKFLOWS + "/" + id + "/rows?limit=200")
                .then();
    }

    private static Instant nextMonth() {
        return Instant.now().plus(Duration.ofDays(30));
    }

    /** The messages down of the request, once there are so many. */
    private List<LevelMessage.Told> told(int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> meshes.down().size() == count);
        return meshes.down();
    }

    private void deliver(LevelMessage.Asked message) throws Throwable {
        deliver(BELOW, message);
    }

    private void deliver(String below, LevelMessage.Asked message) throws Throwable {
        VertxContextSupport.subscribeAndAwait(
                () -> sessions.withTransaction(session -> inbox.asked(session, below, message)));
    }

    private void deliver(LevelMessage.Told message) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> sessions.withTransaction(session -> inbox.told(session, message)));
    }

    private static String approved(String application) {
        post("data-supervisor", "civil-affairs", application + "/provider-decision", Map.of("decision", "agree"))
                .then()
                .statusCode(200);
        return post("authority-reviewer", "authority", application + "/authority-review", Map.of("decision", "approve"))
                .then()
                .statusCode(200)
                .extract()
                .path("grantId");
    }

    /** The gate hears of the grant. */
    private void hear(String grant) throws Exception {
        broker.send(
                grant,
                EventJson.MAPPER.readValue(
                        select("select payload from outbox where subject = $1", grant)
                                .iterator()
                                .next()
                                .getString(0),
                        ShareApproved.class));
    }

    @Test
    @Requirement("A4.4")
    void aRequestPassesUpAndRowsFlowDownOnceInTheirOrderWhileTheGrantLives() throws Throwable {
        Register register = new Register(false, ShareType.CONDITIONAL);
        String id = filed(register.id(), nextMonth());
        String other = filed(register.id(), nextMonth());
        held(register);
        meshes.join(false);
        passedUp(id).statusCode(409).body("code", equalTo("no-level-above"));
        request(id).body("state", equalTo("filed"));
        as("data-specialist", BELOW).get(BACKFLOWS + "/" + id).then().statusCode(404);
        as("authority-reviewer", "authority")
                .get("/api/v1/overview")
                .then()
                .body("waitsForMe.find { it.subjectId == '" + id + "' }.kind", equalTo("pass-backflow-up"));
        meshes.join(true);
        passedUp(id).statusCode(200).body("state", equalTo("passed-up"));
        passedUp(id).statusCode(409).body("code", equalTo("backflow-in-another-state"));
        post("data-supervisor", "education", BACKFLOWS + "/" + id + "/withdrawal", Map.of("reasons", "不再需要"))
                .then()
                .statusCode(409);

        LevelMessage.Asked asked = meshes.up().getFirst();
        deliver(asked);
        deliver(asked);
        deliver("health", asked);
        assertThat(meshes.down())
                .containsExactly(new LevelMessage.Told(
                        asked.requestId(), 1, new LevelMessage.Refused("Another level has a request under this id.")));
        meshes.clearDown();
        Row above = select(
                        "select id, application_id, state from backflow where request_id = $1 and below = $2",
                        asked.requestId(),
                        BELOW)
                .iterator()
                .next();
        assertThat(above.getString(2)).isEqualTo("APPLIED");
        String application = "/api/v1/applications/" + above.getUUID(1);
        as("data-supervisor", BELOW).get(application).then().body("state", equalTo("endorsed"));
        assertThat(select("select 1 from application where resource_id = $1", register.id())
                        .size())
                .isEqualTo(1);
        String grant = approved(application);
        UUID order = UUID.randomUUID();
        containment.order(order, ContainmentTarget.RESOURCE, register.id().toString());
        hear(grant);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> select("select 1 from backflow where id = $1 and retry_at is not null", above.getUUID(0))
                                .size()
                        == 1);
        assertThat(meshes.down()).isEmpty();
        containment.lift(order, ContainmentTarget.RESOURCE, register.id().toString());

        List<LevelMessage.Told> first = told(2);
        assertThatThrownBy(() -> deliver(first.get(1))).isInstanceOf(IllegalStateException.class);
        rows(id).statusCode(403).body("code", equalTo("not-flowing"));
        deliver(first.get(0));
        deliver(first.get(1));
        deliver(first.get(1));
        request(id).body("state", equalTo("granted")).body("grantId", equalTo(grant));
        rows(id).statusCode(200)
                .body("items.key.code", contains("540102001001", "540102001002", "540102002001"))
                .body("items.effect", contains("entered", "entered", "entered"))
                .body("items[0].changes.newValue", contains("540102001001", "甲村"));
        as("data-system", BELOW).get(BACKFLOWS + "/" + id + "/rows").then().statusCode(404);

        for (String name : List.of("甲新村", "甲中心村")) {
            post(
                            "data-supervisor",
                            "civil-affairs",
                            "/api/v1/corrections",
                            Map.of(
                                    "resourceId",
                                    register.id(),
                                    "key",
                                    Map.of("code", "540102001001"),
                                    "changes",
                                    List.of(Map.of("item", "name", "value", name)),
                                    "reasons",
                                    "更名批复"))
                    .then()
                    .statusCode(201);
        }
        List<LevelMessage.Told> then = told(4);
        assertThatThrownBy(() -> deliver(then.get(3))).isInstanceOf(IllegalStateException.class);
        deliver(then.get(2));
        deliver(then.get(3));
        deliver(then.get(2));
        rows(id).body("items.size()", equalTo(5))
                .body("items[3..4].changes.newValue.flatten()", contains("甲新村", "甲中心村"));

        post("data-supervisor", "civil-affairs", "/api/v1/grants/" + grant + "/revocation", Map.of("reasons", "用途终止"))
                .then()
                .statusCode(200);
        List<LevelMessage.Told> last = told(5);
        deliver(last.get(4));
        deliver(last.get(4));
        request(id).body("state", equalTo("ended"));
        rows(id).statusCode(403).body("code", equalTo("not-flowing"));
        assertThat(StreamSupport.stream(
                        select(
                                        "select payload::json ->> 'state' from outbox where subject = $1 order by id",
                                        asked.requestId().toString())
                                .spliterator(),
                        false))
                .extracting(row -> row.getString(0))
                .containsExactly("filed", "passed-up", "received", "applied", "granted", "granted", "ended", "ended");

        // A grant that comes to let other items be seen ends the flow with its cause; nobody below takes a lesser
        // offer.
        meshes.join(true);
        passedUp(other).statusCode(200);
        deliver(meshes.up().getFirst());
        String second = "/api/v1/applications/"
                + select(
                                "select application_id from backflow where request_id = $1 and below = $2",
                                UUID.fromString(other),
                                BELOW)
                        .iterator()
                        .next()
                        .getUUID(0);
        Map<String, Object> less = Map.of("items", List.of("code"), "reasons", "目的只需代码");
        post(
                        "data-supervisor",
                        "civil-affairs",
                        second + "/provider-decision",
                        Map.of("decision", "offer", "narrowing", less))
                .then()
                .statusCode(409)
                .body("code", equalTo("from-below"));
        String narrowed = approved(second);
        hear(narrowed);
        told(2);
        post("data-supervisor", "civil-affairs", "/api/v1/grants/" + narrowed + "/narrowing", less)
                .then()
                .statusCode(200);
        for (LevelMessage.Told message : told(3)) {
            deliver(message);
        }
        request(other)
                .body("state", equalTo("ended"))
                .body("reasons", startsWith("What the grant lets be seen was changed"));
    }

    @Test
    @Requirement("A4.4")
    void aRequestTakesThePlaceOfNoGrantOfThisLevel() {
        Register here = held(new Register(false, ShareType.UNCONDITIONAL));
        String application = post("data-specialist", "education", "/api/v1/applications", wish(here.id(), nextMonth()))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String grant = post(
                        "data-supervisor",
                        "education",
                        "/api/v1/applications/" + application + "/endorsement",
                        Map.of("decision", "agree"))
                .then()
                .statusCode(200)
                .extract()
                .path("grantId");
        for (String place : List.of("renews", "changes")) {
            Map<String, Object> wish = new HashMap<>(wish(UUID.randomUUID(), nextMonth()));
            wish.put(place, grant);
            post("data-supervisor", "education", BACKFLOWS, wish)
                    .then()
                    .statusCode(422)
                    .body("errors.pointer", contains("/" + place))
                    .body("errors.code", contains("another-resource"));
            post("data-supervisor", "civil-affairs", BACKFLOWS, wish)
                    .then()
                    .statusCode(422)
                    .body("errors.code", contains("unknown-grant"));
            // One of the level above is that level's to judge.
            wish.put(place, UUID.randomUUID());
            post("data-supervisor", "education", BACKFLOWS, wish).then().statusCode(201);
        }
    }

    @Test
    @Requirement({"A4.4", "A8.1"})
    void whatMayNotBeAppliedForIsRefusedWithItsReasonsOnWhateverLevel() throws Throwable {
        Register register = new Register(false, ShareType.CONDITIONAL);
        String late = filed(register.id(), Instant.now().minus(Duration.ofDays(1)));
        held(register);
        post("data-supervisor", "education", BACKFLOWS, wish(register.id(), nextMonth()))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/resourceId"))
                .body("errors.code", contains("held-here"));
        passedUp(late).statusCode(200);
        deliver(meshes.up().getFirst());
        deliver(told(1).getFirst());
        request(late).body("state", equalTo("refused")).body("reasons", equalTo("The term ends before it begins."));
        meshes.join(true);

        // Nobody holds it on the level above: its authority does not pass it on.
        String unknown = filed(UUID.randomUUID(), nextMonth());
        passedUp(unknown).statusCode(200);
        deliver(meshes.up().getFirst());
        String above = select(
                        "select id from backflow where request_id = $1 and below is not null", UUID.fromString(unknown))
                .iterator()
                .next()
                .getUUID(0)
                .toString();
        post("authority-reviewer", "authority", BACKFLOWS + "/" + above + "/refusal", Map.of("reasons", "上级没有此数据"))
                .then()
                .statusCode(200)
                .body("state", equalTo("refused"));
        deliver(told(1).getFirst());
        request(unknown).body("state", equalTo("refused")).body("reasons", equalTo("上级没有此数据"));

        Map<String, Object> bound = new HashMap<>(wish(UUID.randomUUID(), nextMonth()));
        bound.put("rowsPerDay", 5);
        post("data-supervisor", "education", BACKFLOWS, bound)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/rowsPerDay"));
        String withdrawn = filed(UUID.randomUUID(), nextMonth());
        post("data-supervisor", "education", BACKFLOWS + "/" + withdrawn + "/withdrawal", Map.of("reasons", "不再需要"))
                .then()
                .statusCode(200)
                .body("state", equalTo("withdrawn"));
        passedUp(withdrawn).statusCode(409);
    }

    @Test
    @Requirement("A4.4")
    void aLevelInBetweenPassesOnWhatComesFromEitherSide() throws Throwable {
        UUID requestId = UUID.randomUUID();
        deliver(asked(requestId));
        String id = select("select id from backflow where request_id = $1", requestId)
                .iterator()
                .next()
                .getUUID(0)
                .toString();
        as("auditor", "authority")
                .get(BACKFLOWS + "/" + id)
                .then()
                .body("state", equalTo("received"))
                .body("below", equalTo(BELOW))
                .body("unit", equalTo("lhasa-school"));
        passedUp(id).statusCode(200);
        assertThat(meshes.up()).hasSize(1);
        assertThat(meshes.up().getFirst().unit()).isEqualTo("lhasa-school");
        Instant until = nextMonth();
        List<LevelMessage.Content> contents = List.of(
                new LevelMessage.Granted(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), until),
                new LevelMessage.Flow(
                        List.of(new Narrowing(
                                Effect.ENTERED,
                                Map.of("code", "540102001001"),
                                List.of(new Change("code", null, "540102001001")))),
                        null),
                new LevelMessage.Ended(until, "撤回"));
        for (int i = 0; i < contents.size(); i++) {
            deliver(new LevelMessage.Told(requestId, i + 1, contents.get(i)));
            deliver(new LevelMessage.Told(requestId, i + 1, contents.get(i)));
        }
        assertThat(meshes.down())
                .containsExactly(
                        new LevelMessage.Told(requestId, 1, contents.get(0)),
                        new LevelMessage.Told(requestId, 2, contents.get(1)),
                        new LevelMessage.Told(requestId, 3, contents.get(2)));
        as("auditor", "authority").get(BACKFLOWS + "/" + id).then().body("state", equalTo("ended"));
        assertThat(select("select 1 from flowed_row where backflow_id = $1", UUID.fromString(id))
                        .size())
                .isZero();
    }

    /** A request of a level below for a resource that this level does not have. */
    private static LevelMessage.Asked asked(UUID requestId) {
        return new LevelMessage.Asked(
                requestId,
                "lhasa-school",
                new NewApplication(
                        UUID.randomUUID(),
                        List.of(new NewApplication.NeededItem("code", "对应学区")),
                        "划定义务教育学区并核对适龄儿童所在村",
                        null,
                        null,
                        nextMonth(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        new NewApplication.Commitments(true, true, true)),
                new Actor("data-supervisor.lhasa-school", "lhasa-school", "data-supervisor"),
                new Actor("authority-reviewer.lhasa", "lhasa", "authority-reviewer"));
    }
}
