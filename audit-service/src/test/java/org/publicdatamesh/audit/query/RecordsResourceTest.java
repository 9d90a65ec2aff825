package org.publicdatamesh.audit.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.publicdatamesh.audit.EventsSent;
import org.publicdatamesh.audit.log.Bundle;
import org.publicdatamesh.audit.log.Checkpoint;
import org.publicdatamesh.audit.log.Hash;
import org.publicdatamesh.audit.log.Proofs;
import org.publicdatamesh.audit.log.TilePath;
import org.publicdatamesh.kit.crypto.Sm;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.exchange.AccessRecorded;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.kit.note.Signatures.VerifierKey;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "audit"))
class RecordsResourceTest {
    private static final Instant TIME = Instant.parse("2026-03-02T01:00:00Z");

    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool database;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String broker;

    private EventsSent events = new EventsSent("127.0.0.1:1");
    private final UUID entry = UUID.randomUUID();
    private final UUID grant = UUID.randomUUID();

    @BeforeEach
    void begin() {
        admitted.set("authority", true);
        admitted.set("education", true);
        events.close();
        events = new EventsSent(broker);
    }

    @AfterEach
    void end() {
        events.close();
    }

    private static RequestSpecification auditor() {
        return given().auth().oauth2(Tokens.of("auditor", "authority"));
    }

    private UUID access(UUID grantId, String consumer, Instant time) {
        UUID access = UUID.randomUUID();
        return events.send(
                access.toString(),
                time,
                new AccessRecorded(
                        access,
                        grantId,
                        entry,
                        UUID.randomUUID(),
                        "civil-affairs",
                        consumer,
                        List.of("code", "name"),
                        List.of(),
                        "text/csv",
                        new Actor("service-account-system-" + consumer, consumer, "data-system")));
    }

    private void awaitRecords(int count) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> auditor()
                .queryParam("entry", entry)
                .queryParam("limit", 200)
                .get("/api/v1/records")
                .then()
                .statusCode(200)
                .body("items", hasSize(count)));
    }

    @Test
    @Requirement({"A19.1", "A40.3"})
    void an_access_is_found_by_its_entry_with_all_that_was_recorded() {
        UUID event = access(grant, "education", TIME);
        awaitRecords(1);
        auditor()
                .queryParam("entry", entry)
                .get("/api/v1/records")
                .then()
                .body("items[0].eventId", equalTo(event.toString()))
                .body("items[0].type", equalTo("org.publicdatamesh.exchange.access.recorded.v1"))
                .body("items[0].time", equalTo("2026-03-02T01:00:00Z"))
                .body("items[0].topic", equalTo("exchange.access"))
                .body("items[0].source", equalTo("/exchange-service"))
                .body("items[0].unit", equalTo("education"))
                .body("items[0].units", containsInAnyOrder("education", "civil-affairs"))
                .body("items[0].grantId", equalTo(grant.toString()))
                .body("items[0].data.items", contains("code", "name"))
                .body("items[0].data.actor.person", equalTo("service-account-system-education"));
        auditor().get("/api/v1/records/" + event).then().statusCode(200).body("entryId", equalTo(entry.toString()));
    }

    @Test
    void records_are_narrowed_by_unit_grant_type_and_time() {
        UUID otherGrant = UUID.randomUUID();
        UUID first = access(grant, "education", TIME);
        UUID second = access(otherGrant, "health", TIME.plusSeconds(60));
        awaitRecords(2);
        assertThat(found("unit", "health")).containsExactly(second);
        assertThat(found("unit", "civil-affairs")).containsExactlyInAnyOrder(first, second);
        assertThat(found("unit", "lhasa-water")).isEmpty();
        assertThat(found("grant", grant.toString())).containsExactly(first);
        assertThat(found("type", "org.publicdatamesh.exchange.access.recorded.v1"))
                .containsExactlyInAnyOrder(first, second);
        assertThat(found("type", "org.publicdatamesh.exchange.access.completed.v1"))
                .isEmpty();
        assertThat(found("from", "2026-03-02T09:01:00+08:00")).containsExactly(second);
        assertThat(found("to", "2026-03-02T09:01:00+08:00")).containsExactly(first);
    }

    private List<UUID> found(String parameter, String value) {
        return auditor()
                .queryParam("entry", entry)
                .queryParam(parameter, value)
                .get("/api/v1/records")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.eventId", String.class)
                .stream()
                .map(UUID::fromString)
                .toList();
    }

    @Test
    void pages_give_each_record_once_in_the_order_of_the_log() {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sent.add(access(grant, "education", TIME).toString());
        }
        awaitRecords(5);
        List<String> got = new ArrayList<>();
        List<Long> places = new ArrayList<>();
        String cursor = null;
        do {
            RequestSpecification request = auditor().queryParam("entry", entry).queryParam("limit", 2);
            if (cursor != null) {
                request.queryParam("cursor", cursor);
            }
            Response page = request.get("/api/v1/records");
            JsonPath body = page.jsonPath();
            got.addAll(body.getList("items.eventId", String.class));
            places.addAll(body.getList("items.leafIndex", Long.class));
            cursor = body.getString("next");
            assertThat(page.header("Link") == null).isEqualTo(cursor == null);
        } while (cursor != null);
        assertThat(got).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(places).isSorted().doesNotHaveDuplicates();
    }

    @Test
    @Requirement({"A19.3", "A40.3"})
    void a_receipt_holds_against_the_public_log_without_the_service() throws Exception {
        UUID event = access(grant, "education", TIME);
        awaitRecords(1);
        JsonPath receipt = auditor()
                .get("/api/v1/receipts/" + event)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        List<VerifierKey> keys = VerifierKey.parseAll(
                given().get("/log/keys").then().statusCode(200).extract().asString());
        assertThat(keys).hasSize(2);

        Checkpoint checkpoint = Checkpoint.open(receipt.getString("checkpoint"), keys);
        byte[] leaf = receipt.getString("leaf").getBytes(StandardCharsets.UTF_8);
        long index = receipt.getLong("leafIndex");
        List<Hash> proof =
                receipt.getList("proof", String.class).stream().map(Hash::parse).toList();
        assertThat(receipt.getLong("treeSize")).isEqualTo(checkpoint.size());
        assertThat(Proofs.includes(Hash.ofLeaf(leaf), index, checkpoint.size(), proof, checkpoint.root()))
                .isTrue();
        assertThat(Proofs.includes(Hash.ofLeaf(new byte[] {1}), index, checkpoint.size(), proof, checkpoint.root()))
                .isFalse();

        JsonNode content = new ObjectMapper().readTree(leaf);
        assertThat(content.at("/event/id").asText()).isEqualTo(event.toString());
        assertThat(content.at("/unit").asText()).isEqualTo("education");
        assertThat(content.at("/commitments/~1actor~1person").asText()).matches("sm3:[0-9a-f]{64}");
        assertThat(new String(leaf, StandardCharsets.UTF_8)).doesNotContain("service-account");
        assertThat(content.at("/sm3").asText())
                .isEqualTo(Sm.sm3Hex(receipt.getString("data").getBytes(StandardCharsets.UTF_8)));
        assertThat(receipt.getString("data")).doesNotContain("service-account");

        int width = (int) Math.min(256, checkpoint.size() - index / 256 * 256);
        byte[] bundle = given().get("/log/" + new TilePath(TilePath.ENTRIES, index / 256, width).path())
                .then()
                .statusCode(200)
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .contentType("application/octet-stream")
                .extract()
                .asByteArray();
        assertThat(Bundle.read(bundle).leaves().get((int) (index % 256))).isEqualTo(leaf);
    }

    @Test
    @Requirement("A40.3")
    void who_reads_which_records_is_itself_on_record() {
        UUID event = access(grant, "education", TIME);
        awaitRecords(1);
        Response page =
                auditor().queryParam("entry", entry).queryParam("limit", 5).get("/api/v1/records");
        Response one = auditor().get("/api/v1/records/" + event);
        long place = one.jsonPath().getLong("leafIndex");
        Response none = auditor().queryParam("grant", UUID.randomUUID()).get("/api/v1/records");
        reading(page)
                .body("data.asked.entry", equalTo(entry.toString()))
                .body("data.records", equalTo(1))
                .body("data.first", equalTo((int) place))
                .body("data.last", equalTo((int) place))
                .body("data.actor.person", equalTo("auditor.authority"))
                .body("data.actor.role", equalTo("auditor"))
                .body("topic", equalTo("audit.access"))
                .body("unit", equalTo("authority"));
        reading(one).body("data.asked.event", equalTo(event.toString())).body("data.records", equalTo(1));
        reading(none).body("data.records", equalTo(0)).body("data.first", equalTo(null));
        assertThat(found("type", "org.publicdatamesh.audit.records.read.v1")).isEmpty();
    }

    /** The record of a reading, found by the access that the answer named. */
    private ValidatableResponse reading(Response answer) {
        String access = answer.then().statusCode(200).extract().header("Access-Id");
        List<UUID> events = new ArrayList<>();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            database.preparedQuery("select event_id from record where type = $1 and subject = $2")
                    .execute(Tuple.of("org.publicdatamesh.audit.records.read.v1", access))
                    .await()
                    .atMost(Duration.ofSeconds(10))
                    .forEach(row -> events.add(row.getUUID(0)));
            return !events.isEmpty();
        });
        return auditor().get("/api/v1/records/" + events.getFirst()).then().statusCode(200);
    }

    @Test
    void the_checkpoint_is_public_and_never_kept() throws Exception {
        access(grant, "education", TIME);
        awaitRecords(1);
        String note = given().get("/log/checkpoint")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-cache")
                .contentType("text/plain;charset=utf-8")
                .extract()
                .asString();
        List<VerifierKey> keys = VerifierKey.parseAll(given().get("/log/keys").asString());
        assertThat(Checkpoint.open(note, keys).size()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tile/0/999", "tile/9/000", "tile/0/000.p/0", "tile/0/..%2f..%2fkeys", "tile/entries/x", "x"})
    void what_is_no_tile_is_not_found(String path) {
        given().urlEncodingEnabled(false)
                .get("/log/" + path)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", anyOf(equalTo("not-found"), equalTo("no-such-address")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/records",
                "/api/v1/records/0198c5b2-6f2e-7c53-9a3e-0d8f5a1b2c3d",
                "/api/v1/receipts/0198c5b2-6f2e-7c53-9a3e-0d8f5a1b2c3d",
                "/api/v1/findings"
            })
    @Requirement("A40.1")
    void only_auditors_and_the_authority_may_read(String path) {
        given().get(path).then().statusCode(401).contentType("application/problem+json");
        given().auth()
                .oauth2(Tokens.of("data-specialist", "education"))
                .get(path)
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("code", equalTo("role-not-allowed"));
        given().auth()
                .oauth2(Tokens.of("authority-admin", "authority"))
                .get(path)
                .then()
                .statusCode(path.matches(".*[0-9a-f]{12}") ? 404 : 200);
    }

    @ParameterizedTest
    @CsvSource({
        "entry, x, wrong-format",
        "grant, 1-1-1-1-1, wrong-format",
        "unit, a b, wrong-format",
        "type, %00, wrong-format",
        "from, 2026-03-02, wrong-format",
        "to, +999999999-12-31T23:59:59Z, out-of-range",
        "limit, 201, out-of-range",
        "cursor, abc, wrong-format"
    })
    void a_wrong_parameter_is_named(String parameter, String value, String code) {
        auditor()
                .queryParam(parameter, value.equals("%00") ? "\0" : value)
                .get("/api/v1/records")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.parameter", contains(parameter))
                .body("errors.code", contains(code));
    }
}
