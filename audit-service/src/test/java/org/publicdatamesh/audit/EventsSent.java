package org.publicdatamesh.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.EventTypes;
import org.publicdatamesh.kit.event.MeshEvent;

/** Sends events to the real broker as Debezium does: CloudEvents in binary mode. */
public final class EventsSent implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;

    /** A sender to that broker. */
    public EventsSent(String broker) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker, "acks", "all", "linger.ms", "0"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Sends an event, and waits until the broker has it; its id is returned. */
    public UUID send(String key, Instant time, MeshEvent event) {
        return send(UUID.randomUUID(), key, time, event);
    }

    /** Sends an event under an id. */
    public UUID send(UUID id, String key, Instant time, MeshEvent event) {
        List<Header> headers = new ArrayList<>();
        header(headers, "ce_specversion", "1.0");
        header(headers, "ce_id", id.toString());
        header(headers, "ce_type", EventTypes.typeOf(event.getClass()));
        header(headers, "ce_source", "/exchange-service");
        header(headers, "ce_subject", key);
        header(headers, "ce_time", time.toString());
        header(headers, "content-type", "application/json");
        try {
            producer.send(new ProducerRecord<>(
                            EventTypes.topicOf(event.getClass()),
                            null,
                            key,
                            EventJson.write(event).getBytes(StandardCharsets.UTF_8),
                            headers))
                    .get(20, TimeUnit.SECONDS);
            return id;
        } catch (Exception e) {
            throw new IllegalStateException("not sent", e);
        }
    }

    private static void header(List<Header> headers, String name, String value) {
        headers.add(new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        producer.close();
    }
}
