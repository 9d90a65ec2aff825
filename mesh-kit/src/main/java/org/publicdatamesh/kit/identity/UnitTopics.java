package org.publicdatamesh.kit.identity;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Knows when the whitelist's topics have been read up to where they ended when this replica started. */
@ApplicationScoped
@Identifier("mesh-units")
class UnitTopics implements KafkaConsumerRebalanceListener {
    private final AdmittedUnits units;
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    UnitTopics(AdmittedUnits units) {
        this.units = units;
    }

    @Override
    public synchronized void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (units.isComplete()) {
            return;
        }
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        consumer.endOffsets(partitions).forEach((partition, end) -> {
            if (end > begins.getOrDefault(partition, 0L)) {
                ends.put(partition, end);
            }
        });
        completeWhereRead();
    }

    synchronized void read(ConsumerRecord<String, byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        Long end = ends.get(partition);
        if (end != null && record.offset() + 1 >= end) {
            ends.remove(partition);
            completeWhereRead();
        }
    }

    private void completeWhereRead() {
        if (ends.isEmpty()) {
            units.complete();
        }
    }
}
