package org.publicdatamesh.exchange;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.EventTypes;
import org.publicdatamesh.kit.event.MeshEvent;

/** The real broker, as other services use it: sends their events and reads what this service writes to it. */
public final class Broker {
    private final String servers;

    /** A broker at that address. */
    public Broker(String servers) {
        this.servers = servers;
    }

    /** Sends an event under a new id and waits until the broker has it. */
    public UUID send(String key, MeshEvent event) {
        return send(UUID.randomUUID(), key, event);
    }

    /** Sends an event under an id and waits until the broker has it. */
    public UUID send(UUID id, String key, MeshEvent event) {
        ProducerRecord<String, String> record =
                new ProducerRecord<>(EventTypes.topicOf(event.getClass()), key, EventJson.write(event));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        id.toString(),
                        "ce_type",
                        EventTypes.typeOf(event.getClass()),
                        "ce_source",
                        "/test",
                        "ce_subject",
                        key,
                        "ce_time",
                        Instant.now().toString(),
                        "content-type",
                        "application/json")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "acks", "all"), new StringSerializer(), new StringSerializer())) {
            producer.send(record).get(20, TimeUnit.SECONDS);
            return id;
        } catch (Exception e) {
            throw new IllegalStateException("not sent", e);
        }
    }

    /** The texts of all records of a topic that meet a condition, from its beginning. */
    public List<String> read(String topic, Predicate<ConsumerRecord<String, String>> wanted) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "group.id", "reader-" + UUID.randomUUID()),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<String> found = new ArrayList<>();
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (wanted.test(record)) {
                        found.add(record.value());
                    }
                });
            }
            return found;
        }
    }
}
