package org.publicdatamesh.kit.access;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Sends straight to Kafka and knows when what it sent is durable: acknowledged by all in-sync replicas. */
@ApplicationScoped
public class DurableSender {
    private static final int BATCHES_AT_ONCE = 8;

    private final String source;
    private final Lane single;
    private final Lane batches;
    private final ExecutorService batchThreads = Executors.newFixedThreadPool(
            BATCHES_AT_ONCE, Thread.ofPlatform().daemon().name("batches-", 0).factory());

    DurableSender(
            @ConfigProperty(name = "kafka.bootstrap.servers") String servers,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.single = new Lane(servers);
        this.batches = new Lane(servers);
        this.source = "/" + application;
    }

    /**
     * A CloudEvent of this service in binary mode.
     *
     * @param topic where to
     * @param key under which it stays in order, and its subject
     * @param id its id: a receiver drops what it has seen
     * @param type its type
     * @param time when it happened
     * @param json its data
     */
    public ProducerRecord<String, byte[]> cloudEvent(
            String topic, String key, UUID id, String type, Instant time, String json) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, json.getBytes(StandardCharsets.UTF_8));
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", id.toString());
        header(record, "ce_type", type);
        header(record, "ce_source", source);
        header(record, "ce_subject", key);
        header(record, "ce_time", time.truncatedTo(ChronoUnit.MICROS).toString());
        header(record, "content-type", "application/json");
        return record;
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends in this order; completes when all is durable, and fails where that is not so within 6 s. */
    public Uni<Void> send(List<ProducerRecord<String, byte[]>> records) {
        return send(records, single, Infrastructure.getDefaultWorkerPool());
    }

    /**
     * The same for many records, beside {@link #send} and not in its way. After one that fails no more are sent, so that what comes
     * after a gap does not come before it.
     */
    public Uni<Void> sendBatch(List<ProducerRecord<String, byte[]>> records) {
        return send(records, batches, batchThreads);
    }

    private static Uni<Void> send(List<ProducerRecord<String, byte[]>> records, Lane lane, Executor executor) {
        if (records.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Context context = Vertx.currentContext();
        AtomicBoolean over = new AtomicBoolean();
        Uni<Void> sent = Uni.createFrom()
                .<Void>emitter(emitter -> {
                    AtomicInteger missing = new AtomicInteger(records.size());
                    try {
                        for (ProducerRecord<String, byte[]> record : records) {
                            if (over.get()) {
                                return;
                            }
                            var _ = lane.producer().send(record, (metadata, failure) -> {
                                if (failure != null) {
                                    over.set(true);
                                    emitter.fail(failure);
                                } else if (missing.decrementAndGet() == 0) {
                                    emitter.complete(null);
                                }
                            });
                        }
                    } catch (RuntimeException e) {
                        emitter.fail(e);
                    }
                })
                .runSubscriptionOn(executor)
                .ifNoItem()
                .after(Duration.ofSeconds(6))
                .fail()
                .onTermination()
                .invoke(() -> over.set(true));
        return context == null ? sent : sent.emitOn(command -> context.runOnContext(ignored -> command.run()));
    }

    /** A producer, there from its first record on. */
    private static final class Lane {
        private final String servers;
        private @Nullable Producer<String, byte[]> producer;

        private Lane(String servers) {
            this.servers = servers;
        }

        private synchronized Producer<String, byte[]> producer() {
            Producer<String, byte[]> current = producer;
            if (current == null) {
                current = new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers", servers,
                                "acks", "all",
                                "max.request.size", "2097152",
                                "enable.idempotence", "true",
                                "linger.ms", "0",
                                "max.block.ms", "4000",
                                "request.timeout.ms", "3000",
                                "delivery.timeout.ms", "5000",
                                "compression.type", "none"),
                        new StringSerializer(),
                        new ByteArraySerializer());
                producer = current;
            }
            return current;
        }

        private synchronized void close() {
            if (producer != null) {
                producer.close(Duration.ofSeconds(3));
            }
        }
    }

    @PreDestroy
    void close() {
        batchThreads.shutdownNow();
        single.close();
        batches.close();
    }
}
