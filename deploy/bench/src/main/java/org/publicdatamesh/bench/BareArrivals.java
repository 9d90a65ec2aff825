package org.publicdatamesh.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.publicdatamesh.parts.Installation;

/** The end of the bare pipeline: a plain consumer that does nothing with what it gets. */
final class BareArrivals implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;

    BareArrivals(Installation at) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", at.kafka(), "enable.auto.commit", "false"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Pipeline.BARE_TOPIC).stream()
                .map(partition -> new TopicPartition(Pipeline.BARE_TOPIC, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Waits a little and tells the subjects that have arrived. */
    void poll(Consumer<UUID> listener) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
            listener.accept(UUID.fromString(record.key()));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
