package org.publicdatamesh.security;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.EventTypes;
import org.publicdatamesh.kit.event.security.ContainmentOrdered;
import org.publicdatamesh.kit.event.security.ContainmentTarget;

/** Containment orders as records of {@code security.policy}, which the service reads and the whitelist does not. */
final class Orders {
    private static final String TOPIC = "security.policy";

    private Orders() {}

    /** A good order; headers given replace the usual ones. */
    static ProducerRecord<String, String> order(UUID id, String key, Map<String, String> headers) {
        return record(
                id,
                key,
                EventJson.write(new ContainmentOrdered(
                        id,
                        ContainmentTarget.UNIT,
                        "nobody",
                        "test",
                        false,
                        new Actor("somebody", "authority", "security-officer"))),
                headers);
    }

    /** A record with any data. */
    static ProducerRecord<String, String> record(UUID id, String key, String json, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "ce_specversion",
                "1.0",
                "ce_id",
                id.toString(),
                "ce_type",
                EventTypes.typeOf(ContainmentOrdered.class),
                "ce_source",
                "/test",
                "ce_subject",
                key));
        all.putAll(headers);
        // One partition, so that a later record is read after an earlier one.
        ProducerRecord<String, String> record = new ProducerRecord<>(TOPIC, 0, key, json);
        all.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    /** Sends records together and waits until the broker has them. */
    static void send(String servers, List<ProducerRecord<String, String>> records) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "acks", "all", "linger.ms", "200"),
                new StringSerializer(),
                new StringSerializer())) {
            List<Future<RecordMetadata>> sent =
                    records.stream().map(producer::send).toList();
            producer.flush();
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("not sent", e);
        }
    }
}
