package org.publicdatamesh.catalog;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.UUID;
import org.publicdatamesh.test.Broker;
import org.publicdatamesh.test.Tokens;

/** Steps on the way of an entry that tests of other things take. */
final class Steps {
    private Steps() {}

    static RequestSpecification as(String role, String unit) {
        return given().auth().oauth2(Tokens.of(role, unit)).contentType(ContentType.JSON);
    }

    /** Drafted by the unit, passed by its supervisor, confirmed by the authority. */
    static UUID published(String unit, String content) {
        String id = as("data-specialist", unit)
                .body(content)
                .post("/api/v1/entries")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        confirmed(unit, "/api/v1/entries/" + id);
        return UUID.fromString(id);
    }

    /** A draft, or a revision, becomes the published version. */
    static void confirmed(String unit, String path) {
        as("data-specialist", unit).post(path + "/submission").then().statusCode(200);
        as("data-supervisor", unit)
                .body("{\"decision\":\"pass\"}")
                .post(path + "/review")
                .then()
                .statusCode(200);
        as("authority-reviewer", "authority")
                .body("{\"decision\":\"confirm\"}")
                .post(path + "/publication")
                .then()
                .statusCode(200);
    }

    /** Does what Debezium does in a mesh: what the outbox has of a subject goes to the broker. */
    static void relayed(Pool database, Broker broker, UUID subject) {
        for (Row row : database.preparedQuery(
                        "select id, topic, type, key, payload from outbox where subject = $1 order by id")
                .execute(Tuple.of(subject.toString()))
                .await()
                .atMost(Duration.ofSeconds(10))) {
            broker.send(
                    row.getUUID("id"),
                    row.getString("topic"),
                    row.getString("type"),
                    row.getString("key"),
                    row.getString("payload"));
        }
    }
}
