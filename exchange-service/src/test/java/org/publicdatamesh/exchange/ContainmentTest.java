package org.publicdatamesh.exchange;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
import org.publicdatamesh.kit.event.security.ContainmentOrdered;
import org.publicdatamesh.kit.event.security.ContainmentTarget;
import org.publicdatamesh.kit.event.security.Level;
import org.publicdatamesh.kit.event.security.UnitKind;
import org.publicdatamesh.kit.event.security.UnitRegistered;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** Registrations and containment orders as the security service publishes them, obeyed by this one. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "exchange"))
class ContainmentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Actor OFFICER = new Actor("security-officer.authority", "authority", "security-officer");

    @Inject
    AdmittedUnits admitted;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    private Broker broker;

    @BeforeEach
    void begin() {
        broker = new Broker(servers);
        admitted.set("civil-affairs", true);
    }

    private static RequestSpecification as(String role, String unit) {
        return given().auth().oauth2(Tokens.of(role, unit));
    }

    private void order(UUID order, ContainmentTarget target, String id, boolean lifted) {
        broker.send(id, new ContainmentOrdered(order, target, id, "Drill.", lifted, OFFICER));
    }

    private void registered(String key, String unit) {
        broker.send(
                key,
                new UnitRegistered(
                        unit,
                        new Text("卫生健康委", null, null),
                        UnitKind.DEPARTMENT,
                        Level.REGION,
                        "540000",
                        null,
                        "11540000MB0X00000X",
                        false,
                        true,
                        List.of()));
    }

    /** Registers the unit and waits until that is read: one of the same key comes after it. */
    private void register(String unit) {
        String after = "after-" + UUID.randomUUID();
        registered(unit, unit);
        registered(unit, after);
        await().atMost(PATIENCE).until(() -> admitted.admitted(after));
    }

    private static void awaitAnswer(String address, int status, String code) {
        await().atMost(PATIENCE).untilAsserted(() -> as("data-system", "health")
                .get(address)
                .then()
                .statusCode(status)
                .body("code", equalTo(code)));
    }

    @Test
    @Requirement({"A40.1", "A42.1"})
    void aContainedUnitStaysOutWhenItIsRegisteredAgainAndComesBackWhenTheOrderIsLifted() {
        UUID order = UUID.randomUUID();
        register("health");
        as("data-system", "health").get("/api/v1/notices").then().statusCode(200);

        order(order, ContainmentTarget.UNIT, "health", false);
        awaitAnswer("/api/v1/notices", 403, "unit-not-admitted");
        register("health");
        awaitAnswer("/api/v1/notices", 403, "unit-not-admitted");

        order(order, ContainmentTarget.UNIT, "health", true);
        await().atMost(PATIENCE)
                .until(() -> as("data-system", "health").get("/api/v1/notices").statusCode() == 200);
    }

    @Test
    @Requirement("A42.1")
    void aContainedGrantOrResourceIsReadByNobodyUntilTheOrderIsLifted() {
        register("health");
        Register register = new Register(false);
        broker.send(register.entry().toString(), register.published());
        broker.send(register.id().toString(), register.attached());
        await().atMost(PATIENCE)
                .until(() -> as("data-specialist", "civil-affairs")
                                .contentType("text/csv")
                                .body("code,name,town,residents\n540102001001,八廓街社区,540102001,4210\n")
                                .post("/api/v1/resources/" + register.id() + "/loads")
                                .statusCode()
                        == 201);
        ShareApproved grant = register.grant("health", List.of("code", "name"), List.of(), Map.of());
        broker.send(grant.grantId().toString(), grant);
        String rows = "/api/v1/grants/" + grant.grantId() + "/rows";
        await().atMost(PATIENCE)
                .until(() -> as("data-system", "health").get(rows).statusCode() == 200);

        for (ContainmentTarget target : List.of(ContainmentTarget.GRANT, ContainmentTarget.RESOURCE)) {
            UUID order = UUID.randomUUID();
            String id = (target == ContainmentTarget.GRANT ? grant.grantId() : register.id()).toString();
            order(order, target, id, false);
            awaitAnswer(rows, 403, "contained");
            order(order, target, id, true);
            await().atMost(PATIENCE)
                    .until(() -> as("data-system", "health").get(rows).statusCode() == 200);
        }
    }
}
