package org.publicdatamesh.kit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.time.WorkingDays.Due;
import org.publicdatamesh.test.Requirement;

class WorkingDaysTest {
    private final WorkingDays days = WorkingDays.packed(Set.of());

    @Test
    @Requirement("A26.2")
    void three_working_days_after_a_monday_end_with_the_thursday() {
        assertThat(days.dueAfter(at("2026-03-09T10:00:00+08:00"), 3))
                .isEqualTo(new Due(at("2026-03-13T00:00:00+08:00"), false));
    }

    @Test
    void spring_festival_of_2026_is_passed_over_and_its_make_up_days_count() {
        // Friday 13 February; Saturday 14 is worked, 15 to 23 are free, then Tuesday 24.
        assertThat(days.dueAfter(at("2026-02-13T17:59:00+08:00"), 2).at()).isEqualTo(at("2026-02-25T00:00:00+08:00"));
        assertThat(days.isWorkingDay(LocalDate.parse("2026-02-28"))).isTrue();
        assertThat(days.isWorkingDay(LocalDate.parse("2026-03-01"))).isFalse();
    }

    @Test
    void the_change_of_an_announced_year_is_counted_through() {
        // Wednesday 31 December 2025; 1 to 3 January are free, Sunday 4 is worked.
        assertThat(days.dueAfter(at("2025-12-31T09:00:00+08:00"), 1))
                .isEqualTo(new Due(at("2026-01-05T00:00:00+08:00"), false));
    }

    @Test
    void a_year_without_an_announced_calendar_is_provisional() {
        assertThat(days.dueAfter(at("2026-12-30T09:00:00+08:00"), 1).provisional())
                .isFalse();
        assertThat(days.dueAfter(at("2026-12-31T09:00:00+08:00"), 1))
                .isEqualTo(new Due(at("2027-01-02T00:00:00+08:00"), true));
    }

    @Test
    void the_day_of_the_start_is_that_of_the_platform_not_of_greenwich() {
        assertThat(days.dueAfter(at("2026-03-09T23:30:00Z"), 1).at()).isEqualTo(at("2026-03-12T00:00:00+08:00"));
    }

    @Test
    void the_regions_own_holidays_are_free() {
        WorkingDays own = WorkingDays.packed(Set.of(LocalDate.parse("2026-08-12"), LocalDate.parse("2026-02-28")));
        assertThat(own.dueAfter(at("2026-08-11T09:00:00+08:00"), 1).at()).isEqualTo(at("2026-08-14T00:00:00+08:00"));
        assertThat(own.isWorkingDay(LocalDate.parse("2026-02-28"))).isFalse();
    }

    @Test
    void no_or_absurdly_many_days_are_refused() {
        assertThatThrownBy(() -> days.dueAfter(Instant.EPOCH, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> days.dueAfter(Instant.EPOCH, 1001)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }
}
