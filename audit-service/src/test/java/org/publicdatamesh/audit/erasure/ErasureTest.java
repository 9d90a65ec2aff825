package org.publicdatamesh.audit.erasure;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.audit.AuditParts;
import org.publicdatamesh.audit.log.Checkpoint;
import org.publicdatamesh.audit.log.LogReader;
import org.publicdatamesh.audit.log.LogVerifier;
import org.publicdatamesh.audit.publish.LogPublisher;
import org.publicdatamesh.kit.crypto.Sm;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.exchange.AccessRecorded;
import org.publicdatamesh.kit.event.exchange.Change;
import org.publicdatamesh.kit.event.exchange.DataCorrected;
import org.publicdatamesh.kit.event.exchange.DoubtReported;
import org.publicdatamesh.kit.event.exchange.DoubtSource;
import org.publicdatamesh.kit.event.exchange.RowCondition;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.kit.note.Signatures.VerifierKey;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** What an event tells of a person is read by auditors until it is erased, and stands nowhere in plain. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "audit"))
class ErasureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PREFIX = "org.publicdatamesh.";

    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool pool;

    @Inject
    LogPublisher publisher;

    private AuditParts events = new AuditParts();
    private final UUID resource = UUID.randomUUID();
    private final String resident = "resident-" + UUID.randomUUID();
    private final String oldName = "old-" + UUID.randomUUID();
    private final String newName = "new-" + UUID.randomUUID();
    private final String account = "account-" + UUID.randomUUID();
    private final Actor actor = new Actor(account, "civil-affairs", "data-specialist");

    @BeforeEach
    void admit() {
        admitted.set("authority", true);
    }

    @AfterEach
    void close() {
        events.close();
    }

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of(role, "authority")).contentType("application/json");
    }

    private static ValidatableResponse erase(Map<String, Object> body) {
        return as("authority-admin").body(body).post("/api/v1/erasures").then();
    }

    private ValidatableResponse record(UUID event) {
        await().atMost(PATIENCE)
                .until(() -> as("auditor").get("/api/v1/records/" + event).statusCode() == 200);
        return as("auditor").get("/api/v1/records/" + event).then().statusCode(200);
    }

    private UUID corrected(String row) {
        return events.send(new DataCorrected(
                UUID.randomUUID(),
                null,
                null,
                resource,
                UUID.randomUUID(),
                "civil-affairs",
                1,
                null,
                Map.of("id_no", row),
                List.of(new Change("name", oldName, newName)),
                "She is called " + newName,
                2,
                actor));
    }

    private UUID doubted() {
        return events.send(new DoubtReported(
                UUID.randomUUID(),
                resource,
                UUID.randomUUID(),
                "education",
                "civil-affairs",
                Map.of("id_no", resident),
                "name",
                Instant.parse("2026-12-03T09:00:00Z"),
                false,
                "2025-01-01",
                DoubtSource.HOLDER,
                actor));
    }

    private UUID accessed() {
        return events.send(new AccessRecorded(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                resource,
                "civil-affairs",
                "education",
                List.of("name"),
                List.of(new RowCondition("id_no", "eq", List.of(resident))),
                "text/csv",
                actor));
    }

    /** Everything that the database holds of events, keys and values. */
    private String database() {
        StringBuilder all = new StringBuilder();
        for (String query : List.of(
                "select convert_from(leaf, 'UTF8') from leaf",
                "select r::text from record r",
                "select v::text || encode(ciphertext, 'escape') from personal_value v",
                "select encode(handle, 'escape') || encode(wrapped, 'escape') from subject_key",
                "select o::text from outbox o")) {
            for (Row row : pool.query(query).execute().await().atMost(PATIENCE)) {
                all.append(row.getString(0)).append('\n');
            }
        }
        return all.toString();
    }

    private List<Integer> bytesKept(UUID event) {
        List<Integer> lengths = new ArrayList<>();
        pool.preparedQuery("select octet_length(ciphertext) from personal_value join leaf using (leaf_index)"
                        + " where event_id = $1 order by pointer")
                .execute(Tuple.of(event))
                .await()
                .atMost(PATIENCE)
                .forEach(row -> lengths.add(row.getInteger(0)));
        return lengths;
    }

    private void assertLogIsWhole() throws Exception {
        List<VerifierKey> keys =
                VerifierKey.parseAll(Files.readString(publisher.folder().resolve("keys")));
        Path folder = publisher.folder();
        long leaves = pool.query("select count(*) from leaf")
                .execute()
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong(0);
        await().atMost(PATIENCE)
                .until(() -> Checkpoint.open(new LogReader(folder).checkpoint().orElseThrow(), keys)
                                .size()
                        >= leaves);
        assertThat(LogVerifier.verify(folder, keys).faults()).isEmpty();
    }

    @Test
    @Requirement({"A19.3", "A41.2"})
    void aCorrectedRowIsReadByAuditorsUntilItIsErasedAndThenByNobody() throws Exception {
        UUID correction = corrected(resident);
        UUID doubt = doubted();
        UUID other = corrected("another-" + resident);
        record(correction)
                .body("data.key.id_no", equalTo(resident))
                .body("data.changes[0].oldValue", equalTo(oldName))
                .body("data.changes[0].newValue", equalTo(newName))
                .body("data.reasons", equalTo("She is called " + newName))
                .body("data.actor.person", equalTo(account));
        record(doubt).body("data.key.id_no", equalTo(resident));
        record(other).body("data.changes[0].newValue", equalTo(newName));
        assertThat(database()).doesNotContain(resident, oldName, newName, account);
        String receipt = as("auditor").get("/api/v1/receipts/" + correction).asString();
        assertThat(receipt).contains("sm3:").doesNotContain(resident, oldName, newName, account);

        Map<String, Object> row = Map.of(
                "row",
                Map.of("resourceId", resource, "key", Map.of("id_no", resident)),
                "reasons",
                "She asked for it.");
        erase(row).statusCode(200).body("of", equalTo("row")).body("values", equalTo(4));

        record(correction)
                .body("data.key", matchesPattern("sm3:[0-9a-f]{64}"))
                .body("data.changes", matchesPattern("sm3:[0-9a-f]{64}"))
                .body("data.reasons", matchesPattern("sm3:[0-9a-f]{64}"))
                .body("data.actor.person", equalTo(account));
        record(doubt).body("data.key", matchesPattern("sm3:[0-9a-f]{64}"));
        record(other).body("data.changes[0].newValue", equalTo(newName));
        // In the order of the pointers: who acted, changes, key, reasons.
        assertThat(bytesKept(correction)).element(0).isNotEqualTo(0);
        assertThat(bytesKept(correction).subList(1, 4)).containsOnly(0);
        String data = as("auditor").get("/api/v1/receipts/" + correction).path("data");
        String leaf = as("auditor").get("/api/v1/receipts/" + correction).path("leaf");
        assertThat(leaf).contains(Sm.sm3Hex(data.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertLogIsWhole();

        erase(row).statusCode(200).body("values", equalTo(0));
        assertThat(erasures("row")).hasSize(2).allSatisfy(payload -> assertThat(payload)
                .contains(resource.toString())
                .doesNotContain(resident));
    }

    @Test
    @Requirement("A41.2")
    void whatOneEventTellsIsErasedAndWhoActedStays() throws Exception {
        UUID access = accessed();
        UUID second = accessed();
        record(access).body("data.filter.item", contains("id_no")).body("data.filter[0].values", contains(resident));
        assertThat(database()).doesNotContain(resident);

        erase(Map.of("event", access, "reasons", "It names a resident."))
                .statusCode(200)
                .body("of", equalTo("event"))
                .body("values", equalTo(1));

        record(access)
                .body("data.filter", matchesPattern("sm3:[0-9a-f]{64}"))
                .body("data.actor.person", equalTo(account));
        record(second).body("data.filter[0].values", contains(resident));
        assertLogIsWhole();
        erase(Map.of("event", UUID.randomUUID(), "reasons", "It names a resident."))
                .statusCode(404);
    }

    @Test
    @Requirement("A19.3")
    void whoActedIsErasedOnlyWhenLogsNeedNotBeKeptAnyMore() {
        UUID access = accessed();
        record(access).body("data.actor.person", equalTo(account));
        Map<String, Object> person = Map.of("person", account, "reasons", "He left the service.");
        erase(person).statusCode(409).body("code", equalTo("log-retention"));
        record(access).body("data.actor.person", equalTo(account));

        pool.preparedQuery("update record set recorded_at = recorded_at - interval '1097 days' where event_id = $1")
                .execute(Tuple.of(access))
                .await()
                .atMost(PATIENCE);
        erase(person).statusCode(200).body("of", equalTo("person")).body("values", equalTo(1));
        record(access)
                .body("data.actor.person", matchesPattern("sm3:[0-9a-f]{64}"))
                .body("data.filter[0].values", contains(resident));
        erase(person).statusCode(200).body("values", equalTo(0));
    }

    @Test
    void oneThingIsNamedAndTheAuthorityOrdersIt() {
        erase(Map.of("reasons", "No reason.")).statusCode(422).body("errors.code", contains("one-subject"));
        erase(Map.of("person", "x", "event", UUID.randomUUID(), "reasons", "No reason."))
                .statusCode(422)
                .body("errors.code", contains("one-subject"));
        as("auditor")
                .body(Map.of("person", "x", "reasons", "No reason."))
                .post("/api/v1/erasures")
                .then()
                .statusCode(403)
                .body("code", equalTo("role-not-allowed"));
    }

    private List<String> erasures(String of) {
        List<String> payloads = new ArrayList<>();
        pool.preparedQuery("select payload from outbox where type = $1 and payload like $2 and payload like $3")
                .execute(Tuple.of(
                        PREFIX + "audit.personal-values.erased.v1", "%\"of\":\"" + of + "\"%", "%" + resource + "%"))
                .await()
                .atMost(PATIENCE)
                .forEach(row -> payloads.add(row.getString(0)));
        return payloads;
    }
}
