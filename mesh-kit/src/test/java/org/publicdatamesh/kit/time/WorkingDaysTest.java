package org.publicdatamesh.kit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.publicdatamesh.test.Requirement;

class WorkingDaysTest {
    private final WorkingDays calendar = WorkingDays.packed(Set.of());

    private static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }

    @ParameterizedTest
    @Requirement({"A26.2", "A27.2"})
    @CsvSource({
        // an ordinary week: Monday, 3 working days, end of Thursday
        "2026-03-02T09:00:00+08:00, 3, 2026-03-06T00:00:00+08:00",
        // over a weekend
        "2026-03-05T23:59:59+08:00, 3, 2026-03-11T00:00:00+08:00",
        // before Spring Festival 2026: the 14th is a make-up Saturday, the 15th to 23rd are holidays
        "2026-02-12T10:00:00+08:00, 3, 2026-02-25T00:00:00+08:00",
        // the make-up Saturday after the festival counts
        "2026-02-26T10:00:00+08:00, 2, 2026-03-01T00:00:00+08:00",
        // the change of year, with New Year's Day and its make-up Sunday of 2026
        "2025-12-31T10:00:00+08:00, 1, 2026-01-05T00:00:00+08:00",
        // an instant that is still the day before in UTC
        "2026-03-01T20:00:00Z, 1, 2026-03-04T00:00:00+08:00",
        "2026-03-01T15:00:00Z, 1, 2026-03-03T00:00:00+08:00",
    })
    void countsWorkingDaysWithHolidaysAndMakeUpDays(String start, int days, String due) {
        assertThat(calendar.dueAfter(at(start), days)).isEqualTo(new WorkingDays.Due(at(due), false));
    }

    @ParameterizedTest
    @CsvSource({
        // an ordinary week, and nothing of the day itself
        "2026-03-02T09:00:00+08:00, 2026-03-06T00:00:00+08:00, 3",
        "2026-03-05T23:59:59+08:00, 2026-03-06T00:00:00+08:00, 0",
        // after the end
        "2026-03-09T09:00:00+08:00, 2026-03-06T00:00:00+08:00, 0",
        // over Spring Festival 2026 with its make-up Saturdays
        "2026-02-13T09:00:00+08:00, 2026-03-01T00:00:00+08:00, 6",
    })
    void tellsHowManyAreLeft(String from, String end, int left) {
        assertThat(calendar.left(at(from), at(end))).isEqualTo(left);
        assertThat(left == 0 || calendar.dueAfter(at(from), left).at().equals(at(end)))
                .isTrue();
    }

    @Test
    void theRegionsOwnHolidaysDoNotCount() {
        WorkingDays withLosar =
                WorkingDays.packed(Set.of(LocalDate.parse("2026-03-03"), LocalDate.parse("2026-02-14")));
        assertThat(withLosar.dueAfter(at("2026-03-02T09:00:00+08:00"), 1).at())
                .isEqualTo(at("2026-03-05T00:00:00+08:00"));
        assertThat(withLosar.isWorkingDay(LocalDate.parse("2026-02-14"))).isFalse();
    }

    @Test
    void aYearWithoutAnnouncedCalendarIsProvisional() {
        // Friday is New Year's Day, whatever is announced
        assertThat(calendar.dueAfter(at("2026-12-31T09:00:00+08:00"), 1))
                .isEqualTo(new WorkingDays.Due(at("2027-01-05T00:00:00+08:00"), true));
        // Friday and Saturday the 1st and 2nd of October
        assertThat(calendar.dueAfter(at("2027-09-30T09:00:00+08:00"), 1))
                .isEqualTo(new WorkingDays.Due(at("2027-10-05T00:00:00+08:00"), true));
        assertThat(calendar.dueAfter(at("2026-12-30T09:00:00+08:00"), 1).provisional())
                .isFalse();
    }

    @Test
    void refusesACountOutOfRange() {
        assertThatThrownBy(() -> calendar.dueAfter(Instant.EPOCH, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> calendar.dueAfter(Instant.EPOCH, 1001)).isInstanceOf(IllegalArgumentException.class);
    }
}
