package org.publicdatamesh.kit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class DurableSenderTest {
    @Test
    void aBatchThatFailsHoldsItsThreadForOneRecordOnly() {
        DurableSender sender = new DurableSender("127.0.0.1:1", "test");
        try {
            List<ProducerRecord<String, byte[]>> records = IntStream.range(0, 50)
                    .mapToObj(i -> sender.cloudEvent("t", "k", UUID.randomUUID(), "x", Instant.EPOCH, "{}"))
                    .toList();
            assertThatThrownBy(() -> sender.sendBatch(records).await().atMost(Duration.ofSeconds(20)))
                    .isInstanceOf(Exception.class);
            await().atMost(Duration.ofSeconds(6))
                    .untilAsserted(() -> assertThat(Thread.getAllStackTraces().entrySet())
                            .filteredOn(thread -> thread.getKey().getName().startsWith("batches-"))
                            .isNotEmpty()
                            .allSatisfy(thread -> assertThat(thread.getValue())
                                    .noneMatch(frame -> frame.getClassName().contains("KafkaProducer"))));
        } finally {
            sender.close();
        }
    }
}
