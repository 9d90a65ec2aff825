package org.publicdatamesh.exchange.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {
    private static final Instant SINCE = Instant.parse("2026-11-27T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "1,5",
        "2,30",
        "3,120",
        "4,600",
        "5,1800",
        "6,3600",
        "7,7200",
        "8,14400",
        "9,21600",
        "10,21600",
        "99,21600"
    })
    void eachTryWaitsLongerUpToSixHoursAndAFifthMoreOrLess(int tries, long seconds) {
        assertThat(Retry.ofWebhook(tries, SINCE, SINCE, 0.5)).contains(SINCE.plusSeconds(seconds));
        assertThat(Retry.ofWebhook(tries, SINCE, SINCE, 0)).contains(SINCE.plusMillis(seconds * 800));
        assertThat(Retry.ofWebhook(tries, SINCE, SINCE, 1)).contains(SINCE.plusMillis(seconds * 1200));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 0.5, 1})
    void theLastTryIsThreeDaysAfterTheFirst(double chance) {
        List<Instant> tried = new ArrayList<>(List.of(SINCE));
        Optional<Instant> next = Retry.ofWebhook(1, SINCE, SINCE, chance);
        while (next.isPresent()) {
            tried.add(next.get());
            next = Retry.ofWebhook(tried.size(), SINCE, tried.getLast(), chance);
        }
        assertThat(tried).isSorted().doesNotHaveDuplicates().hasSizeBetween(17, 24);
        assertThat(tried.getLast()).isEqualTo(SINCE.plus(Duration.ofDays(3)));
    }

    @ParameterizedTest
    @CsvSource({"1,2", "2,4", "3,8", "8,256", "9,300", "99,300"})
    void whatTheMeshFailsAtIsTriedEverMoreRarely(int faults, long seconds) {
        assertThat(Retry.ofFault(faults, SINCE, 0.5)).isEqualTo(SINCE.plusSeconds(seconds));
    }

    @Test
    void aTopicIsTriedForEver() {
        assertThat(Retry.ofTopic(SINCE, 0.5)).isEqualTo(SINCE.plusSeconds(5));
    }
}
