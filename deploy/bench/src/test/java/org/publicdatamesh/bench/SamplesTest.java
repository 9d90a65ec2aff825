package org.publicdatamesh.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void percentilesAreNearestRanks() {
        Samples samples = new Samples();
        for (int i = 2000; i >= 1; i--) {
            samples.add(i * 1_000_000L);
        }
        assertThat(samples.percentile(0.5)).isEqualTo(1000);
        assertThat(samples.percentile(0.99)).isEqualTo(1980);
        assertThat(samples.percentile(1)).isEqualTo(2000);
    }

    @Test
    void nothingMeasuredHasNoPercentile() {
        assertThatThrownBy(() -> new Samples().percentile(0.5)).hasMessage("nothing was measured");
    }
}
