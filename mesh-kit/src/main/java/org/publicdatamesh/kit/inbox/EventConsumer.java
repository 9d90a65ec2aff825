package org.publicdatamesh.kit.inbox;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** The service's one subscription: the topics in {@code mp.messaging.incoming.mesh-events.topics}, in batches. */
@ApplicationScoped
class EventConsumer {
    private final Inbox inbox;

    EventConsumer(Inbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("mesh-events")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        List<ReceivedEvent> batch = new ArrayList<>(records.count());
        for (ConsumerRecord<String, byte[]> record : records) {
            batch.add(new ReceivedEvent(record));
        }
        return inbox.receive(batch);
    }
}
