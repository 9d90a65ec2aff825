package org.publicdatamesh.audit.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.quarkus.logging.Log;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.audit.AuditParts;
import org.publicdatamesh.audit.log.Checkpoint;
import org.publicdatamesh.audit.log.LogReader;
import org.publicdatamesh.audit.log.LogVerifier;
import org.publicdatamesh.audit.publish.LogPublisher;
import org.publicdatamesh.audit.record.Arrivals;
import org.publicdatamesh.audit.record.PersonalValues;
import org.publicdatamesh.kit.event.exchange.AccessRecorded;
import org.publicdatamesh.kit.note.Signatures;
import org.publicdatamesh.kit.note.SignedNote;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;

@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "audit"))
class SequencingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ACCOUNT = "data-specialist.education";

    @Inject
    Pool pool;

    @Inject
    LogPublisher publisher;

    @Inject
    PersonalValues personal;

    @Inject
    Mutiny.SessionFactory sessions;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "mesh.db.user")
    String user;

    @ConfigProperty(name = "mesh.db.password")
    String password;

    @Test
    @Requirement("A40.3")
    void everyEventHasExactlyOneLeafHoweverOftenItArrives() throws Exception {
        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(700).toList();
        AccessRecorded access = Arrivals.access(ACCOUNT);
        try (AuditParts events = new AuditParts()) {
            events.sendAll(ids.stream().map(id -> AuditParts.record(id, access)));
            events.sendAll(ids.stream().map(id -> AuditParts.record(id, access)));
            events.send("exchange.access", Map.of(), "no event at all".getBytes(StandardCharsets.UTF_8));
            UUID last = events.send(access);
            await().atMost(PATIENCE).until(() -> indexOf(last).isPresent());
        }
        await().atMost(PATIENCE).until(() -> count(ids) == 700);
        assertNoGap();
        assertLogIsWhole();
    }

    @Test
    @Requirement("A40.3")
    void anEventIsInTheSignedLogShortlyAfterItHappened() {
        try (AuditParts events = new AuditParts()) {
            UUID first = events.send(Arrivals.access(ACCOUNT));
            await().atMost(PATIENCE).until(() -> indexOf(first).isPresent());
            List<Long> millis = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                long start = System.nanoTime();
                UUID id = events.send(Arrivals.access(ACCOUNT));
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> indexOf(id).orElse(Long.MAX_VALUE) < published());
                millis.add((System.nanoTime() - start) / 1_000_000);
            }
            Collections.sort(millis);
            Log.infof("From Kafka's acknowledgement to the signed checkpoint: %s ms", millis);
            assertThat(millis.get(10)).isLessThan(1_000);
        }
    }

    @Test
    @Requirement("A40.3")
    void connectionsThatBreakInTheMiddleOfABatchLeaveNoGapAndNoDouble() throws Exception {
        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(6_000).toList();
        AccessRecorded access = Arrivals.access(ACCOUNT);
        try (AuditParts events = new AuditParts()) {
            Thread sender = Thread.ofVirtual()
                    .start(() -> events.sendAll(ids.stream().map(id -> AuditParts.record(id, access))));
            int killed = 0;
            for (int i = 0; i < 40; i++) {
                killed += killConnections();
                Thread.sleep(50);
            }
            sender.join();
            assertThat(killed).isGreaterThan(0);
            await().atMost(PATIENCE).until(() -> count(ids) == 6_000);
        }
        assertNoGap();
        assertLogIsWhole();
    }

    @Test
    @Requirement("A41.2")
    void anErasedPersonCannotBeReadAnyMoreAndEveryProofStays() throws Throwable {
        String person = "somebody-" + UUID.randomUUID();
        UUID other;
        UUID id;
        try (AuditParts events = new AuditParts()) {
            id = events.send(Arrivals.access(person));
            other = events.send(Arrivals.access(ACCOUNT));
            UUID last = other;
            await().atMost(PATIENCE)
                    .until(() -> indexOf(id).isPresent() && indexOf(last).isPresent());
        }
        long index = indexOf(id).orElseThrow();
        long otherIndex = indexOf(other).orElseThrow();
        assertThat(reveal(index)).containsExactly(Map.entry("/actor/person", TextNode.valueOf(person)));
        assertThat(dump()).doesNotContain(person);

        VertxContextSupport.subscribeAndAwait(
                () -> sessions.withTransaction(session -> personal.erasePerson(session, person)));

        assertThat(reveal(index)).isEmpty();
        assertThat(reveal(otherIndex)).containsExactly(Map.entry("/actor/person", TextNode.valueOf(ACCOUNT)));
        assertLogIsWhole();
    }

    @Test
    void aLeafCannotBeChangedOrTakenAway() throws Exception {
        try (AuditParts events = new AuditParts()) {
            UUID id = events.send(Arrivals.access(ACCOUNT));
            await().atMost(PATIENCE).until(() -> indexOf(id).isPresent());
        }
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            for (String change : List.of("delete from leaf", "update leaf set leaf = 'x'", "truncate leaf")) {
                assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> statement.execute(change)))
                        .hasMessageContaining("the log is append-only");
            }
        }
    }

    private Map<String, JsonNode> reveal(long index) {
        return personal.reveal(List.of(index)).await().atMost(PATIENCE).getOrDefault(index, Map.of());
    }

    private String dump() {
        StringBuilder all = new StringBuilder();
        for (String query : List.of(
                "select convert_from(leaf, 'UTF8') from leaf",
                "select r::text from record r",
                "select encode(ciphertext, 'escape') from personal_value",
                "select encode(handle, 'escape') || encode(wrapped, 'escape') from subject_key")) {
            for (Row row : pool.query(query).execute().await().atMost(PATIENCE)) {
                all.append(row.getString(0)).append('\n');
            }
        }
        return all.toString();
    }

    private int killConnections() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                        + " where datname = current_database() and usename = current_user and pid <> pg_backend_pid()"
                        + " and (state = 'active' or state like '%in transaction%')")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private Optional<Long> indexOf(UUID id) {
        for (Row row : pool.preparedQuery("select leaf_index from leaf where event_id = $1")
                .execute(Tuple.of(id))
                .await()
                .atMost(PATIENCE)) {
            return Optional.of(row.getLong(0));
        }
        return Optional.empty();
    }

    private long count(List<UUID> ids) {
        return pool.preparedQuery(
                        "select count(*) from record join leaf using (leaf_index, event_id) where event_id = any($1)")
                .execute(Tuple.tuple(List.of((Object) ids.toArray(UUID[]::new))))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong(0);
    }

    private void assertNoGap() {
        Row row = pool.query("select count(*), max(leaf_index) + 1, (select count(*) from record) from leaf")
                .execute()
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next();
        assertThat(row.getLong(1)).isEqualTo(row.getLong(0));
        assertThat(row.getLong(2)).isEqualTo(row.getLong(0));
    }

    private long published() throws IOException, SignedNote.Refused {
        return Checkpoint.open(new LogReader(publisher.folder()).checkpoint().orElseThrow(), keys())
                .size();
    }

    private List<Signatures.VerifierKey> keys() throws IOException {
        Path keys = publisher.folder().resolve("keys");
        return Signatures.VerifierKey.parseAll(Files.readString(keys));
    }

    private void assertLogIsWhole() throws Exception {
        long leaves = pool.query("select count(*) from leaf")
                .execute()
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong(0);
        await().atMost(PATIENCE).until(() -> published() >= leaves);
        assertThat(LogVerifier.verify(publisher.folder(), keys()).faults()).isEmpty();
    }
}
