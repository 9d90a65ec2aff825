package org.publicdatamesh.security;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.event.security.ContainmentTarget;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.kit.identity.Containment;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "security"))
class UnitsTest {
    private static final String GOOD = """
            {"id":"tourism","name":{"zh":"自治区旅游发展厅"},"kind":"department","level":"region",
             "division":"540000","creditCode":"%s","posts":["data-specialist"]}""";

    @Inject
    AdmittedUnits admitted;

    @Inject
    Containment containment;

    @BeforeEach
    void admit() {
        admitted.set("authority", true);
        admitted.set("civil-affairs", true);
    }

    private static RequestSpecification as(String role, String unit) {
        return given().auth().oauth2(Tokens.of(role, unit)).contentType(ContentType.JSON);
    }

    @Test
    @Requirement({"A2.1", "A8.1"})
    void theDeclaredUnitsAreKnownWithTheirPosts() {
        as("auditor", "authority")
                .get("/api/v1/units")
                .then()
                .statusCode(200)
                .body("items.id", hasItems("authority", "civil-affairs", "education", "health", "lhasa-water"));
        as("data-specialist", "civil-affairs")
                .get("/api/v1/units/lhasa-water")
                .then()
                .statusCode(200)
                .body("kind", equalTo("public-service-institution"))
                .body("level", equalTo("prefecture"))
                .body("posts", hasItems("data-specialist", "data-supervisor"));
    }

    @Test
    @Requirement("A2.1")
    void aBrokenCheckDigitIsRefusedByName() {
        as("authority-admin", "authority")
                .body(GOOD.formatted("11540000MA0000016H"))
                .post("/api/v1/units")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid-request"))
                .body("errors.pointer", contains("/creditCode"))
                .body("errors.code", contains("broken-check-digit"));
    }

    @Test
    void aRepeatWithOneKeyHasOneEffectAndAnotherBodyIsRefused() {
        RequestSpecification first = as("authority-admin", "authority")
                .header("Idempotency-Key", "k-1")
                .body(GOOD.formatted("1154000000000110X3").replace("tourism", "culture"));
        String good = GOOD.formatted(CREDIT);
        as("authority-admin", "authority")
                .header("Idempotency-Key", "k-2")
                .body(good)
                .post("/api/v1/units")
                .then()
                .statusCode(201)
                .header("Location", startsWith("http"));
        as("authority-admin", "authority")
                .header("Idempotency-Key", "k-2")
                .body(good)
                .post("/api/v1/units")
                .then()
                .statusCode(201)
                .header("Idempotency-Replayed", "true")
                .body("id", equalTo("tourism"));
        as("authority-admin", "authority")
                .header("Idempotency-Key", "k-2")
                .body(good.replace("旅游", "文化"))
                .post("/api/v1/units")
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency-key-reused"));
        first.post("/api/v1/units").then().statusCode(422).body("errors.pointer", contains("/creditCode"));
    }

    private static final String CREDIT = "11540000MA00000970";

    @Test
    @Requirement("A40.1")
    void eachRequestIsCheckedForTokenRoleAndUnit() {
        given().get("/api/v1/units")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", startsWith("Bearer"))
                .body("code", equalTo("authentication-required"));
        given().auth()
                .oauth2("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.")
                .get("/api/v1/units")
                .then()
                .statusCode(401)
                .body("code", equalTo("authentication-required"));
        as("citizen", "public").get("/api/v1/units").then().statusCode(403).body("code", equalTo("role-not-allowed"));
        as("data-specialist", "civil-affairs")
                .body(GOOD.formatted(CREDIT))
                .post("/api/v1/units")
                .then()
                .statusCode(403)
                .body("code", equalTo("role-not-allowed"));
        as("data-specialist", "lhasa-transport")
                .get("/api/v1/units")
                .then()
                .statusCode(403)
                .body("code", equalTo("unit-not-admitted"));
        UUID order = UUID.randomUUID();
        containment.order(order, ContainmentTarget.ACCOUNT, "data-specialist.civil-affairs");
        as("data-specialist", "civil-affairs")
                .get("/api/v1/units")
                .then()
                .statusCode(403)
                .body("code", equalTo("access-denied"));
        containment.lift(order, ContainmentTarget.ACCOUNT, "data-specialist.civil-affairs");
    }

    @Test
    void whatIsNotThereOrNotTakenIsAProblem() {
        as("auditor", "authority").get("/api/v1/nothing").then().statusCode(404);
        as("auditor", "authority")
                .get("/api/v1/units/none")
                .then()
                .statusCode(404)
                .body("code", equalTo("not-found"));
        as("authority-admin", "authority")
                .body("{")
                .post("/api/v1/units")
                .then()
                .statusCode(400)
                .body("code", equalTo("malformed-json"));
        as("auditor", "authority")
                .get("/api/v1/units?limit=0&cursor=x")
                .then()
                .statusCode(422)
                .body("errors.parameter", contains("limit", "cursor"));
    }
}
