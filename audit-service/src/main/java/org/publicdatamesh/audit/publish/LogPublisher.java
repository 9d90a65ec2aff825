package org.publicdatamesh.audit.publish;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.audit.AuditConfig;
import org.publicdatamesh.audit.log.Damaged;
import org.publicdatamesh.audit.log.LogFolder;
import org.publicdatamesh.audit.record.PersonalValues;
import org.publicdatamesh.kit.crypto.KeyVault;
import org.publicdatamesh.kit.note.Signatures;

/**
 * Writes {@code <mesh.home>/audit/log} on a thread of its own. The folder is only ever derived from the database, so a
 * killed writer loses nothing: the next one opens the folder, holds its checkpoint against the leaves and goes on. A file
 * lock keeps a second replica on the same folder out; it takes over when the first is gone.
 *
 * <p>Where the folder contradicts the database nothing is written any more and the service says that it is not ready:
 * somebody has to look.
 */
@ApplicationScoped
public class LogPublisher {
    private static final int CHUNK = 4096;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Pool pool;
    private final KeyVault vault;
    private final PersonalValues personal;
    private final String origin;
    private final Path home;
    private final Semaphore work = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "audit-log-publisher");

    private @Nullable FileChannel lockFile;
    private @Nullable LogFolder log;
    private volatile long size;
    private volatile boolean stopping;
    private volatile boolean damaged;
    private volatile @Nullable String trouble = "not opened yet";

    LogPublisher(
            Pool pool,
            KeyVault vault,
            PersonalValues personal,
            AuditConfig config,
            MeterRegistry meters,
            @ConfigProperty(name = "mesh.home") String home) {
        this.pool = pool;
        this.vault = vault;
        this.personal = personal;
        this.origin = config.origin();
        this.home = Path.of(home, "audit");
        meters.gauge("audit.log.published", this, publisher -> publisher.size);
    }

    void start(@Observes StartupEvent event) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        wake();
        thread.join(5_000);
    }

    /** The log's folder. */
    public Path folder() {
        return home.resolve("log");
    }

    /** There are new leaves. */
    public void wake() {
        work.release();
    }

    /** Why the files are behind the database; empty where they are not. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    private void run() {
        try {
            while (!stopping) {
                step();
                work.tryAcquire(1, TimeUnit.SECONDS);
                work.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    /** Opens the folder if need be and publishes what is new. */
    void step() {
        if (damaged) {
            return;
        }
        try {
            LogFolder open = log == null ? open() : log;
            if (open == null) {
                trouble = null;
                return;
            }
            publish(open);
            trouble = null;
        } catch (Damaged e) {
            damaged = true;
            trouble = "the log's folder contradicts the database: " + e.getMessage();
            Log.fatalf("Nothing is published any more: %s", trouble);
        } catch (IOException | RuntimeException e) {
            String why = String.valueOf(e.getMessage());
            if (!why.equals(trouble)) {
                Log.errorf(e, "The log could not be published; it is tried again.");
            }
            trouble = why;
            log = null;
        }
    }

    /** Opens the folder, mending it where need be; null where another process writes it. */
    private @Nullable LogFolder open() throws IOException, Damaged {
        if (!locked()) {
            return null;
        }
        personal.prepare().await().atMost(PATIENCE);
        List<Signatures.Signer> signers = List.of(
                Signatures.Signer.of(origin, Signatures.Kind.ED25519, vault.ed25519("log")),
                Signatures.Signer.of(origin, Signatures.Kind.SM2, vault.sm2("log")));
        LogFolder opened = LogFolder.open(folder(), origin, signers, this::leaves);
        log = opened;
        size = opened.size();
        return opened;
    }

    private boolean locked() throws IOException {
        if (lockFile != null) {
            return true;
        }
        Files.createDirectories(home);
        FileChannel file =
                FileChannel.open(home.resolve("log.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = file.tryLock();
            if (lock != null) {
                lockFile = file;
                return true;
            }
        } catch (OverlappingFileLockException e) {
            Log.debug("Another publisher of this process has the folder.");
        }
        file.close();
        return false;
    }

    private void publish(LogFolder open) throws IOException, Damaged {
        while (!stopping) {
            List<byte[]> next = leaves(open.size(), open.size() + CHUNK);
            if (next.isEmpty()) {
                return;
            }
            open.append(next);
            size = open.size();
        }
    }

    private List<byte[]> leaves(long from, long to) {
        List<byte[]> leaves = new ArrayList<>();
        for (Row row : pool.preparedQuery(
                        "select leaf from leaf where leaf_index >= $1 and leaf_index < $2 order by leaf_index")
                .execute(Tuple.of(from, to))
                .await()
                .atMost(PATIENCE)) {
            leaves.add(row.getDelegate().getBuffer(0).getBytes());
        }
        return leaves;
    }

    /** Gives the folder free. */
    void close() {
        log = null;
        try {
            if (lockFile != null) {
                lockFile.close();
            }
        } catch (IOException e) {
            Log.debug("The lock file was not closed.", e);
        }
    }
}
