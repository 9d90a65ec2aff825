package org.publicdatamesh.test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The real broker as another service uses it: sends events in CloudEvents' binary mode, and reads topics. */
public final class Broker {
    private final String servers;

    /** The broker at that address. */
    public Broker(String servers) {
        this.servers = servers;
    }

    /**
     * An event on a topic.
     *
     * @param id its id
     * @param topic the topic
     * @param type its CloudEvents type
     * @param key the record's key
     * @param json its data
     */
    public record Sent(UUID id, String topic, String type, String key, String json) {}

    /** Sends an event and waits until the broker has it. */
    public void send(UUID id, String topic, String type, String key, String json) {
        send(List.of(new Sent(id, topic, type, key, json)));
    }

    /** Sends events in their order and waits until the broker has them. */
    public void send(List<Sent> events) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "acks", "all"), new StringSerializer(), new StringSerializer())) {
            List<Future<RecordMetadata>> sent =
                    events.stream().map(event -> producer.send(record(event))).toList();
            for (Future<RecordMetadata> one : sent) {
                one.get(20, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("not sent: " + events, e);
        }
    }

    private static ProducerRecord<String, String> record(Sent event) {
        ProducerRecord<String, String> record = new ProducerRecord<>(event.topic(), event.key(), event.json());
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        event.id().toString(),
                        "ce_type",
                        event.type(),
                        "ce_source",
                        "/test",
                        "ce_subject",
                        event.key(),
                        "ce_time",
                        Instant.now().toString(),
                        "content-type",
                        "application/json")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    /** The data of all records of a topic that meet a condition, from its beginning to its present end. */
    public List<String> read(String topic, Predicate<String> wanted) {
        return records(topic, ConsumerRecord::value).stream().filter(wanted).toList();
    }

    /** All events of a topic, from its beginning to its present end; those of one key in their order. */
    public List<Sent> events(String topic) {
        return records(
                topic,
                record -> new Sent(
                        UUID.fromString(header(record, "ce_id")),
                        topic,
                        header(record, "ce_type"),
                        record.key(),
                        record.value()));
    }

    private <T> List<T> records(String topic, Function<ConsumerRecord<String, String>, T> as) {
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
            List<T> found = new ArrayList<>();
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> found.add(as.apply(record)));
            }
            return found;
        }
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
