package org.publicdatamesh.catalog.search;

import io.quarkus.logging.Log;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.publicdatamesh.catalog.index.EntryIndex;
import org.publicdatamesh.kit.event.EventTypes;
import org.publicdatamesh.kit.event.catalog.EntryPublished;
import org.publicdatamesh.kit.event.catalog.EntryRetired;

/**
 * Keeps the index current. Each replica reads the entries' topic in a consumer group of its own, from where it ended when
 * the partition was assigned; what lies before is in the database, from which the index is made then.
 */
@ApplicationScoped
class SearchFeed {
    private final SearchIndex search;

    SearchFeed(SearchIndex search) {
        this.search = search;
    }

    @Incoming("catalog-search")
    @Blocking
    void consume(ConsumerRecords<String, byte[]> records) {
        EntryIndex index = search.written();
        for (ConsumerRecord<String, byte[]> record : records) {
            Header type = record.headers().lastHeader("ce_type");
            if (type != null && record.value() != null) {
                apply(index, new String(type.value(), StandardCharsets.UTF_8), record);
            }
        }
        index.refresh();
    }

    private static void apply(EntryIndex index, String type, ConsumerRecord<String, byte[]> record) {
        try {
            if (type.equals(EventTypes.typeOf(EntryPublished.class))) {
                index.put(Indexing.indexed(EventTypes.read(EntryPublished.class, record.value())));
            } else if (type.equals(EventTypes.typeOf(EntryRetired.class))) {
                index.remove(EventTypes.read(EntryRetired.class, record.value()).entryId());
            }
        } catch (IOException e) {
            Log.errorf(
                    "An entry cannot be read into the search index: %s-%d@%d",
                    record.topic(), record.partition(), record.offset());
        }
    }
}
