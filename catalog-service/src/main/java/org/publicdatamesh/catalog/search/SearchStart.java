package org.publicdatamesh.catalog.search;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Makes the index anew each time that partitions are assigned: at the start, and after the broker has given this replica up
 * for a while, when events may have gone by. The position is taken before the database is read, so that none falls between.
 */
@ApplicationScoped
@Identifier("catalog-search")
class SearchStart implements KafkaConsumerRebalanceListener {
    private final SearchIndex search;

    SearchStart(SearchIndex search) {
        this.search = search;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        partitions.forEach(consumer::position);
        search.rebuild();
    }
}
