package org.publicdatamesh.catalog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.publicdatamesh.kit.time.WorkingDays;

/** When digests were due last: Shanghai is eight hours ahead of UTC, and the calendar is the State Council's of 2026. */
class DigestTurnTest {
    private final WorkingDays days = WorkingDays.packed(Set.of(LocalDate.of(2026, 3, 11)));

    @ParameterizedTest
    @CsvSource({
        // A Monday after a Saturday on which is worked: before its time that Saturday's holds, then its own.
        "2026-03-02T00:29:59Z,2026-02-28",
        "2026-03-02T00:30:00Z,2026-03-02",
        "2026-03-02T15:59:59Z,2026-03-02",
        "2026-03-03T00:00:00Z,2026-03-02",
        // A weekend has none.
        "2026-03-07T04:00:00Z,2026-03-06",
        "2026-03-08T23:59:00Z,2026-03-06",
        // The region's own holiday.
        "2026-03-11T04:00:00Z,2026-03-10",
        // The week of the national day, and the Sunday before it on which is worked.
        "2026-09-20T04:00:00Z,2026-09-20",
        "2026-10-05T04:00:00Z,2026-09-30"
    })
    void aTurnIsOnAWorkingDayThatHasReachedItsTime(Instant now, LocalDate expected) {
        Digests.Turn turn = Digests.Turn.last(now, LocalTime.of(8, 30), days);
        assertThat(turn.day()).isEqualTo(expected);
        assertThat(turn.at()).isEqualTo(Instant.parse(expected + "T00:30:00Z"));
    }
}
