package org.publicdatamesh.audit.sequence;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.audit.publish.LogPublisher;
import org.publicdatamesh.audit.record.Arrival;
import org.publicdatamesh.audit.record.Commitment;
import org.publicdatamesh.audit.record.RecordedEvent;
import org.publicdatamesh.kit.crypto.Sm;

/**
 * Reads all topics. A batch is acknowledged, and so its offsets are committed, only when its leaves are; a database that
 * is away is waited for, since an event that is passed over would be a gap in the record.
 */
@ApplicationScoped
public class LogConsumer {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LONGEST_PAUSE_MS = 3_000;

    private final Sequencer sequencer;
    private final LogPublisher publisher;
    private volatile @Nullable String trouble;
    private volatile boolean stopping;

    LogConsumer(Sequencer sequencer, LogPublisher publisher) {
        this.sequencer = sequencer;
        this.publisher = publisher;
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /** Why batches are not taken in at the moment; empty where they are. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    @Incoming("audit-log")
    @Blocking
    void consume(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        List<RecordedEvent> batch = new ArrayList<>(records.count());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            batch.add(RecordedEvent.of(arrival(record), () -> Sm.random(Commitment.SALT_BYTES)));
        }
        int pause = 50;
        while (!append(batch)) {
            if (stopping) {
                // Not acknowledged: the batch comes again after the restart.
                throw new IllegalStateException("stopped before the batch was in the log");
            }
            Thread.sleep(pause);
            pause = Math.min(LONGEST_PAUSE_MS, 2 * pause);
        }
        publisher.wake();
    }

    private boolean append(List<RecordedEvent> batch) {
        try {
            sequencer.append(batch).await().atMost(PATIENCE);
            if (trouble != null) {
                Log.info("Events are taken into the log again.");
                trouble = null;
            }
            return true;
        } catch (RuntimeException e) {
            if (trouble == null) {
                Log.errorf(e, "A batch of %d events is not in the log yet; it is tried again.", batch.size());
            }
            trouble = String.valueOf(e.getMessage());
            return false;
        }
    }

    private static Arrival arrival(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        if (record.key() != null) {
            headers.putIfAbsent("ce_subject", new String(record.key(), StandardCharsets.UTF_8));
        }
        return new Arrival(
                record.topic(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                headers,
                record.value());
    }
}
