package org.publicdatamesh.security.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.publicdatamesh.kit.problem.Violation;

class GradingDatesTest {
    private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "2026-11-27T07:55:00Z, none, none",
                "2026-11-27T07:54:59Z, none, not-in-the-future",
                "2027-11-28T08:00:00Z, none, none",
                "2027-11-28T08:00:01Z, none, too-far-ahead",
                "+10000-01-01T00:00:00Z, 2026-11-28T08:00:00Z, too-far-ahead",
                "2026-12-27T08:00:01Z, 2026-12-27T08:00:00Z, none",
                "2026-12-27T08:00:00Z, 2026-12-27T08:00:00Z, not-after-the-last",
            })
    void anEditionIsDatedFromNowOnAfterTheLastAndAtMostAYearAhead(
            Instant from, @Nullable Instant before, @Nullable String fault) {
        assertThat(Gradings.dateFaults(from, NOW, before).stream()
                        .map(Violation::code)
                        .toList())
                .isEqualTo(fault == null ? List.of() : List.of(fault));
    }
}
