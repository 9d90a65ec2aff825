package org.publicdatamesh.catalog.watch;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** Notices are made when something happens, and no clock is waited for. */
@QuarkusTest
@TestProfile(HappeningSignalTest.SlowClocks.class)
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "catalog"))
class HappeningSignalTest {
    /** Clocks that do not strike while a test waits. */
    public static class SlowClocks implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("mesh.catalog.clocks.every", "1h");
        }
    }

    private static final String NOTICES = "/api/v1/watches/notices";
    private static final String ROADS = """
            {"name":{"zh":"农村公路名录"},"summary":"编号与名称","classification":"203004","grade":1,"updateCycle":"yearly",
             "items":[
              {"name":"code","label":"路线编号","type":"text","length":10,"key":true,"required":true,"check":"none",
               "grade":1,"identifies":"nobody","mask":"none"}]}""";

    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool database;

    @BeforeEach
    void begin() {
        List.of("authority", "education", "health").forEach(unit -> admitted.set(unit, true));
        execute(
                "truncate watch, watch_happening, watch_notice, entry, entry_version, resource, outbox, publishing_unit");
        execute("insert into publishing_unit (unit, name, level, division, authority, as_of) values"
                + " ('education', '{\"zh\":\"教育厅\"}', 'REGION', '540000', false, now())");
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

    private static void published() {
        String path = "/api/v1/entries/"
                + step("data-specialist", "education", "/api/v1/entries", ROADS)
                        .statusCode(201)
                        .extract()
                        .path("id");
        as("data-specialist", "education").post(path + "/submission").then().statusCode(200);
        step("data-supervisor", "education", path + "/review", "{\"decision\":\"pass\"}")
                .statusCode(200);
        step("authority-reviewer", "authority", path + "/publication", "{\"decision\":\"confirm\"}")
                .statusCode(200);
    }

    @Test
    @Requirement("A11.1")
    void eachPublicationIsToldWithoutWaitingForAClock() {
        step(
                        "data-specialist",
                        "health",
                        "/api/v1/watches",
                        "{\"follows\":\"unit\",\"unit\":\"education\",\"notices\":\"at-once\"}")
                .statusCode(201);
        for (int told = 1; told <= 3; told++) {
            int expected = told;
            published();
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(
                            as("data-specialist", "health").get(NOTICES).<List<String>>path("items.happening.kind"))
                    .hasSize(expected)
                    .containsOnly("published"));
        }
    }
}
