package org.publicdatamesh.audit.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.publicdatamesh.audit.AuditConfig;
import org.publicdatamesh.audit.AuditParts;
import org.publicdatamesh.audit.log.LogVerifier;
import org.publicdatamesh.audit.record.Arrivals;
import org.publicdatamesh.audit.record.PersonalValues;
import org.publicdatamesh.kit.crypto.KeyVault;
import org.publicdatamesh.kit.note.Signatures;
import org.publicdatamesh.test.MeshParts;

/** Publishers of the same leaves into folders of their own, killed and damaged in all ways. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "audit"))
class LogPublisherTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    Pool pool;

    @Inject
    KeyVault vault;

    @Inject
    PersonalValues personal;

    @Inject
    AuditConfig config;

    @TempDir
    Path home;

    private final List<UUID> sent = new ArrayList<>();

    @BeforeEach
    void someLeaves() {
        more(300);
    }

    private void more(int count) {
        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(count).toList();
        try (AuditParts events = new AuditParts()) {
            events.sendAll(ids.stream().map(id -> AuditParts.record(id, Arrivals.access("p"))));
        }
        sent.addAll(ids);
        await().atMost(PATIENCE).until(() -> ofSent("count(*)") == sent.size());
    }

    /** An aggregate of this test's leaves; events of another test may still arrive beside them. */
    private long ofSent(String aggregate) {
        return pool.preparedQuery("select " + aggregate + " from leaf where event_id = any($1)")
                .execute(Tuple.tuple(List.of((Object) sent.toArray(UUID[]::new))))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong(0);
    }

    private LogPublisher publisher() {
        return new LogPublisher(pool, vault, personal, config, new SimpleMeterRegistry(), home.toString());
    }

    private void publish() {
        LogPublisher publisher = publisher();
        publisher.step();
        publisher.close();
        assertThat(publisher.trouble()).isEmpty();
    }

    @Test
    void aWriterThatWasKilledBeforeItsCheckpointIsMendedByTheNext() throws IOException {
        publish();
        Path checkpoint = home.resolve("audit/log/checkpoint");
        String old = Files.readString(checkpoint);
        more(400);
        publish();
        // As after a kill between the tiles and the checkpoint, with a file half written.
        Files.writeString(checkpoint, old);
        Files.writeString(home.resolve("audit/log/checkpoint.tmp"), "half");

        publish();

        assertWhole();
    }

    @Test
    void lostTilesAreMadeAgain() throws IOException {
        publish();
        try (Stream<Path> files = Files.walk(home.resolve("audit/log/tile"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        more(10);
        publish();

        assertWhole();
    }

    @Test
    void aFolderThatContradictsTheDatabaseIsLeftAsItIsAndReported() throws IOException {
        publish();
        Path tile = home.resolve("audit/log/tile/entries/000");
        byte[] bytes = Files.readAllBytes(tile);
        bytes[100] ^= 1;
        Files.write(tile, bytes);
        Files.delete(home.resolve("audit/log/tile/0/000"));

        LogPublisher publisher = publisher();
        publisher.step();
        publisher.close();

        assertThat(publisher.trouble())
                .hasValueSatisfying(why -> assertThat(why).contains("tile/entries/000"));
        assertThat(Files.readAllBytes(tile)).isEqualTo(bytes);
    }

    @Test
    void aSecondPublisherKeepsOutUntilTheFirstIsGone() throws IOException {
        LogPublisher first = publisher();
        LogPublisher second = publisher();
        first.step();
        more(5);
        second.step();
        assertThat(second.trouble()).isEmpty();
        first.close();
        second.step();
        second.close();

        assertWhole();
    }

    private void assertWhole() throws IOException {
        Path folder = home.resolve("audit/log");
        List<Signatures.VerifierKey> keys = Signatures.VerifierKey.parseAll(Files.readString(folder.resolve("keys")));
        LogVerifier.Report report = LogVerifier.verify(folder, keys);
        assertThat(report.faults()).isEmpty();
        assertThat(Objects.requireNonNull(report.checkpoint()).size()).isGreaterThan(ofSent("max(leaf_index)"));
    }
}
