package org.publicdatamesh.kit.identity;

import io.quarkus.logging.Log;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.publicdatamesh.kit.event.EventTypes;
import org.publicdatamesh.kit.event.security.ContainmentOrdered;
import org.publicdatamesh.kit.event.security.UnitRegistered;

/**
 * Feeds the whitelist. Each replica reads the topics whole at its start, in a consumer group of its own, and keeps what
 * they say in memory: a later registration of a unit replaces an earlier one, and orders are kept apart from it.
 */
@ApplicationScoped
class UnitEvents {
    private final AdmittedUnits units;
    private final Containment containment;
    private final UnitTopics topics;

    UnitEvents(AdmittedUnits units, Containment containment, @Identifier("mesh-units") UnitTopics topics) {
        this.units = units;
        this.containment = containment;
        this.topics = topics;
    }

    @Incoming("mesh-units")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        for (ConsumerRecord<String, byte[]> record : records) {
            Header header = record.headers().lastHeader("ce_type");
            if (header != null && record.value() != null) {
                apply(new String(header.value(), StandardCharsets.UTF_8), record);
            }
            topics.read(record);
        }
        return Uni.createFrom().voidItem();
    }

    private void apply(String type, ConsumerRecord<String, byte[]> record) {
        try {
            if (type.equals(EventTypes.typeOf(UnitRegistered.class))) {
                UnitRegistered unit = EventTypes.read(UnitRegistered.class, record.value());
                units.set(unit.unit(), unit.active());
            } else if (type.equals(EventTypes.typeOf(ContainmentOrdered.class))) {
                ContainmentOrdered order = EventTypes.read(ContainmentOrdered.class, record.value());
                if (order.lifted()) {
                    containment.lift(order.orderId(), order.target(), order.targetId());
                } else {
                    containment.order(order.orderId(), order.target(), order.targetId());
                }
            }
        } catch (IOException e) {
            Log.errorf(
                    "An event of the whitelist cannot be read: %s-%d@%d",
                    record.topic(), record.partition(), record.offset());
        }
    }
}
