package org.publicdatamesh.catalog.harvest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    @ParameterizedTest
    @CsvSource({
        "PT24H, 0, PT24H",
        "PT24H, 1, PT10M",
        "PT24H, 2, PT20M",
        "PT24H, 5, PT160M",
        "PT24H, 8, PT1280M",
        "PT24H, 9, PT24H",
        "PT24H, 1000000, PT24H",
        "PT15M, 0, PT15M",
        "PT15M, 1, PT10M",
        "PT15M, 9, PT24H",
        "PT5M, 1, PT5M",
        "PT720H, 1, PT10M",
        "PT720H, 13, PT40960M",
        "PT720H, 14, PT720H"
    })
    void failuresWaitLongerEachTimeUpToADayOrTheInterval(Duration interval, int failures, Duration next) {
        assertThat(Backoff.next(interval, failures)).isEqualTo(next);
    }
}
