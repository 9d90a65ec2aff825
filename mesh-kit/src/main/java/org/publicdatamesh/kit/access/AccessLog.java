package org.publicdatamesh.kit.access;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.EventTypes;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;

/**
 * Writes access records straight to Kafka, acknowledged by all in-sync replicas. They do not go through the outbox: the
 * delivery waits for the record, and the gate makes no round trip to the database.
 */
@ApplicationScoped
public class AccessLog {
    /** What a caller is told when the record cannot be written: no trace, no data. */
    public static final Refusal NOT_DURABLE = Refusal.of(
            503, "record-not-durable", "The access cannot be recorded now, so no data leaves; try again later.");

    private final String servers;
    private final String source;
    private final InstantSource clock;
    private volatile @Nullable Producer<String, byte[]> producer;

    AccessLog(
            @ConfigProperty(name = "kafka.bootstrap.servers") String servers,
            @ConfigProperty(name = "quarkus.application.name") String application,
            InstantSource clock) {
        this.servers = servers;
        this.source = "/" + application;
        this.clock = clock;
    }

    /**
     * Records an access; completes when the record is durable.
     *
     * @throws RefusedException 503 {@code record-not-durable} where Kafka does not acknowledge within 5 s
     */
    public Uni<Void> record(String key, MeshEvent event) {
        Context context = Vertx.currentContext();
        Uni<Void> sent = Uni.createFrom()
                .<Void>emitter(emitter -> {
                    try {
                        var _ = producer().send(message(key, event), (metadata, failure) -> {
                            if (failure == null) {
                                emitter.complete(null);
                            } else {
                                emitter.fail(failure);
                            }
                        });
                    } catch (RuntimeException e) {
                        emitter.fail(e);
                    }
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .ifNoItem()
                .after(Duration.ofSeconds(6))
                .fail()
                .onFailure()
                .transform(failure -> {
                    Log.errorf("An access could not be recorded: %s", failure.toString());
                    return new RefusedException(NOT_DURABLE);
                });
        return context == null ? sent : sent.emitOn(command -> context.runOnContext(ignored -> command.run()));
    }

    private ProducerRecord<String, byte[]> message(String key, MeshEvent event) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                EventTypes.topicOf(event.getClass()),
                key,
                EventJson.write(event).getBytes(StandardCharsets.UTF_8));
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", Outbox.newId().toString());
        header(record, "ce_type", EventTypes.typeOf(event.getClass()));
        header(record, "ce_source", source);
        header(record, "ce_subject", key);
        header(record, "ce_time", clock.instant().truncatedTo(ChronoUnit.MICROS).toString());
        header(record, "content-type", "application/json");
        return record;
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
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

    @PreDestroy
    void close() {
        Producer<String, byte[]> current = producer;
        if (current != null) {
            current.close(Duration.ofSeconds(3));
        }
    }
}
