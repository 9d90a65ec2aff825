package org.publicdatamesh.exchange.party;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.exchange.Broker;
import org.publicdatamesh.exchange.Register;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.CollectionDuty;
import org.publicdatamesh.kit.event.catalog.CollectionPlanEnded;
import org.publicdatamesh.kit.event.catalog.CollectionPlanRegistered;
import org.publicdatamesh.kit.event.catalog.EntryPublished;
import org.publicdatamesh.kit.event.catalog.RightEnded;
import org.publicdatamesh.kit.event.catalog.RightKind;
import org.publicdatamesh.kit.event.catalog.RightRegistered;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** A grant tells who collects, holds, operates and uses its data; no condition comes to it without a legal basis. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "exchange"))
class GrantPartiesTest {
    private static final Actor REVIEWER = new Actor("authority-reviewer.authority", "authority", "authority-reviewer");
    private static final List<Map<String, Object>> ONE_TOWN =
            List.of(Map.of("item", "town", "operator", "eq", "values", List.of("540102001")));
    private static final List<Map<String, String>> BASIS = List.of(Map.of("title", "统计法", "article", "第九条"));

    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool database;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    private Broker broker;

    @BeforeEach
    void admit() {
        List.of("authority", "civil-affairs", "education", "health").forEach(unit -> admitted.set(unit, true));
        broker = new Broker(servers);
        database.query("truncate collection_plan").execute().await().atMost(Duration.ofSeconds(10));
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

    private void untilThere(String sql, UUID id) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> database.preparedQuery(sql)
                                .execute(Tuple.of(id))
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .size()
                        == 1);
    }

    /** A register of civil affairs in which health answers for the number of residents. */
    private Register register(ShareType share) {
        Register register = new Register(false, share);
        EntryPublished told = register.published();
        broker.send(
                register.entry().toString(),
                new EntryPublished(
                        told.entryId(),
                        told.version(),
                        told.code(),
                        told.name(),
                        told.summary(),
                        told.unit(),
                        told.kind(),
                        told.classification(),
                        told.grade(),
                        told.shareType(),
                        told.shareConditions(),
                        told.legalBasis(),
                        told.openType(),
                        told.updateCycle(),
                        told.items(),
                        List.of("health"),
                        Map.of("health", List.of("residents")),
                        told.actor()));
        broker.send(register.id().toString(), register.attached());
        UUID check = Outbox.newId();
        broker.send(register.id().toString(), register.checked(check, true));
        untilThere("select 1 from resource_proof where check_id = $1", check);
        untilThere("select 1 from shared_entry where entry_id = $1", register.entry());
        untilThere("select 1 from shared_resource where resource_id = $1", register.id());
        return register;
    }

    private static String applied(Register register, String... items) {
        String id = post(
                        "data-specialist",
                        "education",
                        "/api/v1/applications",
                        Map.of(
                                "resourceId",
                                register.id(),
                                "items",
                                List.of(items).stream()
                                        .map(item -> Map.of("name", item, "justification", "对应学区"))
                                        .toList(),
                                "purpose",
                                "履行法定职责,划定义务教育学区并核对适龄儿童所在村",
                                "validUntil",
                                Instant.now().plus(Duration.ofDays(30)).toString(),
                                "commitments",
                                Map.of("notExceedScope", true, "noOtherUse", true, "noThirdParty", true)))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        return "/api/v1/applications/" + id;
    }

    private static ValidatableResponse endorsed(String application) {
        return post("data-supervisor", "education", application + "/endorsement", Map.of("decision", "agree"))
                .then()
                .statusCode(200);
    }

    private static String granted(Register register, String... items) {
        return "/api/v1/grants/" + endorsed(applied(register, items)).extract().<String>path("grantId");
    }

    private static ValidatableResponse read(String role, String unit, String path) {
        return as(role, unit).get(path).then();
    }

    private UUID right(Register register, RightKind kind, String holder, Instant from, Instant until) {
        UUID right = Outbox.newId();
        broker.send(
                register.entry().toString(),
                new RightRegistered(
                        right,
                        register.entry(),
                        "civil-affairs",
                        kind,
                        holder,
                        "2026-" + kind,
                        from,
                        until,
                        "a".repeat(64),
                        REVIEWER));
        untilThere("select 1 from data_right where right_id = $1", right);
        return right;
    }

    private UUID plan(String unit, List<CollectionDuty> duties, String item, Instant from) {
        UUID plan = Outbox.newId();
        broker.send(
                plan.toString(),
                new CollectionPlanRegistered(
                        plan, "村情采集", unit, from, from.plus(Duration.ofDays(300)), List.of(item), duties, REVIEWER));
        untilThere("select 1 from collection_plan where plan_id = $1", plan);
        return plan;
    }

    @Test
    @Requirement("A3.1")
    void aGrantKeepsWhoCollectedHeldOperatedAndUsedItsDataWhenItWasMade() {
        Register register = register(ShareType.UNCONDITIONAL);
        Instant from = Instant.now().minus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);
        Instant until = from.plus(Duration.ofDays(100));
        UUID holding = right(register, RightKind.HOLDING, "civil-affairs", from, until);
        UUID processing = right(register, RightKind.PROCESSING, "health", from, until);
        right(register, RightKind.OPERATION, "11540000MA0000015H", from.minus(Duration.ofDays(9)), from);
        UUID ended = right(register, RightKind.PROCESSING, "education", from, until);
        broker.send(
                register.entry().toString(),
                new RightEnded(
                        ended,
                        register.entry(),
                        "civil-affairs",
                        RightKind.PROCESSING,
                        "education",
                        "2026-1",
                        "协议终止",
                        REVIEWER));
        untilThere("select 1 from data_right where right_id = $1 and ended", ended);
        String name = register.published().items().get(1).label();
        UUID plan = plan(
                "civil-affairs",
                List.of(new CollectionDuty("civil-affairs", "采集名称"), new CollectionDuty("education", "核实名称")),
                name,
                from);
        plan("education", List.of(), register.published().items().getFirst().label(), from);
        plan(
                "civil-affairs",
                List.of(),
                register.published().items().getFirst().label(),
                from.plus(Duration.ofDays(9)));

        String grant = granted(register, "code", "name", "residents");
        for (String reader :
                List.of("data-specialist civil-affairs", "data-specialist education", "auditor authority")) {
            String[] post = reader.split(" ");
            read(post[0], post[1], grant)
                    .statusCode(200)
                    .body("parties.collects.unit", contains("civil-affairs", "civil-affairs", "education", "health"))
                    .body("parties.collects.ground", contains("entry", "plan", "plan", "part"))
                    .body(
                            "parties.collects.planId",
                            contains(nullValue(), equalTo(plan.toString()), equalTo(plan.toString()), nullValue()))
                    .body(
                            "parties.collects.items",
                            contains(List.of("code"), List.of("name"), List.of("name"), List.of("residents")))
                    .body("parties.holds.unit", equalTo("civil-affairs"))
                    .body("parties.holds.rightId", equalTo(holding.toString()))
                    .body("parties.holds.number", equalTo("2026-HOLDING"))
                    .body("parties.operates.rightId", contains(processing.toString()))
                    .body("parties.operates.kind", contains("processing"))
                    .body("parties.operates.holder", contains("health"))
                    .body("parties.operates.validUntil", contains(until.toString()))
                    .body("parties.uses", equalTo("education"));
        }
        read("data-specialist", "health", grant).statusCode(404);

        broker.send(plan.toString(), new CollectionPlanEnded(plan, "村情采集", "civil-affairs", false, "不再采集", REVIEWER));
        untilThere("select 1 from collection_plan where plan_id = $1 and ended", plan);
        read("data-specialist", "education", grant).body("parties.collects[1].planId", equalTo(plan.toString()));
    }

    @Test
    @Requirement("A3.1")
    void withoutRightsAndPlansTheUnitsOfTheEntryCollectAndTheProviderHolds() {
        read("data-specialist", "education", granted(register(ShareType.UNCONDITIONAL), "code", "town"))
                .statusCode(200)
                .body("parties.collects.unit", contains("civil-affairs"))
                .body("parties.collects.ground", contains("entry"))
                .body("parties.collects[0].items", contains("code", "town"))
                .body("parties.holds.unit", equalTo("civil-affairs"))
                .body("parties.holds", not(hasKey("number")))
                .body("parties.operates", empty())
                .body("parties.uses", equalTo("education"));
    }

    @Test
    @Requirement("A3.1")
    void noConditionComesToAGrantWithoutALegalBasis() {
        String grant = granted(register(ShareType.UNCONDITIONAL), "code", "name", "town");
        Map<String, Object> narrowing = new HashMap<>(Map.of("rowFilter", ONE_TOWN, "reasons", "只需一个乡镇"));
        for (String by : List.of("data-supervisor civil-affairs", "authority-reviewer authority")) {
            String[] post = by.split(" ");
            post(post[0], post[1], grant + "/narrowing", narrowing)
                    .then()
                    .statusCode(422)
                    .body("errors.code", contains("legal-basis-missing"))
                    .body("errors.pointer", contains("/basis"));
        }
        narrowing.put("basis", List.of());
        post("data-supervisor", "civil-affairs", grant + "/narrowing", narrowing)
                .then()
                .statusCode(422)
                .body("errors.code", contains("legal-basis-missing"));
        narrowing.put("basis", List.of(Map.of("title", "统计法", "article", " ")));
        post("data-supervisor", "civil-affairs", grant + "/narrowing", narrowing)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/basis/0/article"));
        read("data-specialist", "education", grant).body("rowFilter", empty()).body("$", not(hasKey("narrowing")));
        narrowing.put("basis", BASIS);
        post("data-supervisor", "civil-affairs", grant + "/narrowing", narrowing)
                .then()
                .statusCode(200)
                .body("rowFilter.item", contains("town"));
        read("data-specialist", "education", grant)
                .body("narrowing.reasons", equalTo("只需一个乡镇"))
                .body("narrowing.basis.title", contains("统计法"))
                .body("narrowing.basis.article", contains("第九条"));
    }

    @Test
    @Requirement({"A3.1", "A26.2"})
    void noConditionComesToAnOfferAndNothingIsRefusedWithoutALegalBasis() {
        String application = applied(register(ShareType.CONDITIONAL), "code", "name", "town");
        endorsed(application).body("state", equalTo("endorsed"));
        Map<String, Object> narrowing = new HashMap<>(Map.of("rowFilter", ONE_TOWN, "reasons", "只需一个乡镇"));
        Map<String, Object> offer = Map.of("decision", "offer", "narrowing", narrowing);
        post("data-supervisor", "civil-affairs", application + "/provider-decision", offer)
                .then()
                .statusCode(422)
                .body("errors.code", contains("legal-basis-missing"))
                .body("errors.pointer", contains("/narrowing/basis"));
        post(
                        "data-supervisor",
                        "civil-affairs",
                        application + "/provider-decision",
                        Map.of(
                                "decision",
                                "refuse",
                                "reasons",
                                "不予共享",
                                "basis",
                                List.of(Map.of("title", " ", "article", "第九条"))))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/basis/0/title"));
        post("data-supervisor", "civil-affairs", application + "/provider-decision", Map.of("decision", "agree"))
                .then()
                .statusCode(200);
        post("authority-reviewer", "authority", application + "/authority-review", offer)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/narrowing/basis"));
        narrowing.put("basis", BASIS);
        post("authority-reviewer", "authority", application + "/authority-review", offer)
                .then()
                .statusCode(200)
                .body("state", equalTo("authority-offered"))
                .body("offer.basis.article", contains("第九条"));
    }
}
