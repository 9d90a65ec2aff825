package org.publicdatamesh.audit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.publicdatamesh.audit.record.Arrivals;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.EventTypes;
import org.publicdatamesh.kit.event.MeshEvent;

/** Sends events as the other services do, for component tests. */
public final class AuditParts implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;

    /** A producer to the broker of the running test. */
    public AuditParts() {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
        settings.put("acks", "all");
        settings.put("linger.ms", "0");
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends an event and gives its id. */
    public UUID send(MeshEvent event) {
        UUID id = UUID.randomUUID();
        send(id, event);
        return id;
    }

    /** Sends an event under an id. */
    public void send(UUID id, MeshEvent event) {
        send(
                EventTypes.topicOf(event.getClass()),
                Arrivals.headers(id, event),
                EventJson.write(event).getBytes(StandardCharsets.UTF_8));
    }

    /** Sends anything; it is durable when this returns. */
    public void send(String topic, Map<String, String> headers, byte[] payload) {
        sendAll(Stream.of(record(topic, headers, payload)));
    }

    /** Sends many; they are durable when this returns. */
    public void sendAll(Stream<ProducerRecord<byte[], byte[]>> records) {
        List<Future<RecordMetadata>> sent = records.map(producer::send).toList();
        try {
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A record of an event. */
    public static ProducerRecord<byte[], byte[]> record(UUID id, MeshEvent event) {
        return record(
                EventTypes.topicOf(event.getClass()),
                Arrivals.headers(id, event),
                EventJson.write(event).getBytes(StandardCharsets.UTF_8));
    }

    /** A record of anything. */
    public static ProducerRecord<byte[], byte[]> record(String topic, Map<String, String> headers, byte[] payload) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, null, payload);
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    @Override
    public void close() {
        producer.close();
    }
}
