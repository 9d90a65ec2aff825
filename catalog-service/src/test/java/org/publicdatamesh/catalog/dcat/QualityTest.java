package org.publicdatamesh.catalog.dcat;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.EventTypes;
import org.publicdatamesh.kit.event.exchange.RowsLoaded;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.test.Broker;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** The score of a real entry, which changes as it is mended. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "catalog"))
class QualityTest {
    private static final String SCHOOLS = """
            {"name":{"zh":"中小学校名录","bo":"སློབ་གྲྭའི་མིང་ཐོ།"},"summary":"全区中小学校的标识码与名称","classification":"203004",
             "grade":1,"updateCycle":"yearly",
             "items":[
              {"name":"code","label":"学校标识码","type":"text","length":10,"key":true,"required":true,"check":"none",
               "grade":1,"identifies":"organisation","mask":"none","meaning":"教育部统一编码","standard":"JY/T 1001"},
              {"name":"name","label":"学校名称","type":"text","length":100,"key":false,"required":true,"check":"none",
               "grade":1,"identifies":"organisation","mask":"none","meaning":"登记名称"}]}""";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    @Inject
    Pool database;

    @Inject
    AdmittedUnits admitted;

    @BeforeEach
    void admit() {
        List.of("authority", "education", "civil-affairs").forEach(unit -> admitted.set(unit, true));
    }

    private static RequestSpecification as(String role, String unit) {
        return given().auth().oauth2(Tokens.of(role, unit)).contentType(ContentType.JSON);
    }

    private static List<String> toMend(String path) {
        return as("data-supervisor", "education")
                .get(path + "/quality")
                .then()
                .statusCode(200)
                .extract()
                .path("mend.code");
    }

    @Test
    @Requirement({"A9.2", "A11.2", "A17.1"})
    void anEntryIsScoredAndWhatToMendIsSaidUntilItIsMended() {
        String id = as("data-specialist", "education")
                .body(SCHOOLS)
                .post("/api/v1/entries")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String path = "/api/v1/entries/" + id;
        as("data-specialist", "education").get(path + "/quality").then().statusCode(404);
        as("data-specialist", "education").post(path + "/submission").then().statusCode(200);
        as("data-supervisor", "education")
                .body("{\"decision\":\"pass\"}")
                .post(path + "/review")
                .then()
                .statusCode(200);
        as("authority-reviewer", "authority")
                .body("{\"decision\":\"confirm\"}")
                .post(path + "/publication")
                .then()
                .statusCode(200);
        assertThat(toMend(path))
                .contains(
                        "no-resource",
                        "not-machine-readable",
                        "few-keywords",
                        "items-without-standard",
                        "summary-short")
                .doesNotContain(
                        "classification-short", "not-in-tibetan", "items-without-meaning", "not-renewed", "no-licence");
        as("auditor", "authority")
                .header("Accept-Language", "zh")
                .get(path + "/quality")
                .then()
                .body("mend.find { it.code == 'no-resource' }.message", equalTo("请挂接数据资源(第十一条)。"))
                .body("mend.find { it.code == 'items-without-standard' }.items", equalTo(List.of("name")))
                .body("mend.find { it.code == 'items-without-standard' }.points", equalTo(15))
                .body("dimensions.dimension", hasItem("findability"));
        String resource = as("data-specialist", "education")
                .body("{\"kind\":\"table\",\"name\":\"学校表\",\"informationSystem\":\"教育业务系统\"}")
                .post(path + "/resources")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        assertThat(toMend(path)).doesNotContain("not-renewed", "no-resource", "not-machine-readable");
        database.query("update entry_version set published_at = published_at - interval '400 days'"
                        + " where entry_id = '" + id + "'")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10));
        assertThat(toMend(path)).contains("not-renewed");
        RowsLoaded load = new RowsLoaded(
                UUID.randomUUID(),
                UUID.fromString(resource),
                UUID.fromString(id),
                "education",
                7,
                0,
                0L,
                0L,
                0L,
                0L,
                "0".repeat(64),
                new Actor("data-specialist.education", "education", "data-specialist"));
        new Broker(servers)
                .send(
                        UUID.randomUUID(),
                        EventTypes.topicOf(RowsLoaded.class),
                        EventTypes.typeOf(RowsLoaded.class),
                        resource,
                        EventJson.write(load));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(toMend(path)).doesNotContain("not-renewed"));
    }
}
