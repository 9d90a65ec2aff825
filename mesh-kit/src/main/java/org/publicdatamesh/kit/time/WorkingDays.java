package org.publicdatamesh.kit.time;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Working days: Monday to Friday, less the State Council's holidays, plus its make-up working days, less the region's own
 * holidays. A year without an announced calendar counts by its weekends and by the holidays that the State Council's
 * "Measures for Holidays on Festivals and Memorial Days" (2024) fix to a day of the calendar; what falls into it is
 * provisional.
 */
public final class WorkingDays {
    /** The platform's time zone. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final List<Integer> PACKED_YEARS = List.of(2025, 2026);
    private static final Set<MonthDay> FIXED = Set.of(
            MonthDay.of(1, 1),
            MonthDay.of(5, 1),
            MonthDay.of(5, 2),
            MonthDay.of(10, 1),
            MonthDay.of(10, 2),
            MonthDay.of(10, 3));

    private final Set<LocalDate> holidays;
    private final Set<LocalDate> makeUpDays;
    private final Set<LocalDate> regional;
    private final Set<Integer> announced;

    /**
     * A calendar.
     *
     * @param holidays the State Council's holidays
     * @param makeUpDays days at a weekend on which is worked
     * @param regional the region's own holidays, such as Losar and Shoton; they win over make-up days
     * @param announced years whose calendar has been announced
     */
    public WorkingDays(
            Set<LocalDate> holidays, Set<LocalDate> makeUpDays, Set<LocalDate> regional, Set<Integer> announced) {
        this.holidays = Set.copyOf(holidays);
        this.makeUpDays = Set.copyOf(makeUpDays);
        this.regional = Set.copyOf(regional);
        this.announced = Set.copyOf(announced);
    }

    /** The announced calendars that the kit brings, with the region's own holidays. */
    public static WorkingDays packed(Set<LocalDate> regional) {
        Set<LocalDate> holidays = new HashSet<>();
        Set<LocalDate> makeUp = new HashSet<>();
        ObjectMapper json = new ObjectMapper();
        for (int year : PACKED_YEARS) {
            try (InputStream in = WorkingDays.class.getResourceAsStream("/calendar/holidays-" + year + ".json")) {
                JsonNode calendar = json.readTree(in);
                calendar.path("holidays").fieldNames().forEachRemaining(day -> holidays.add(LocalDate.parse(day)));
                calendar.path("workdays").fieldNames().forEachRemaining(day -> makeUp.add(LocalDate.parse(day)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new WorkingDays(holidays, makeUp, regional, Set.copyOf(PACKED_YEARS));
    }

    /** Whether the day is a working day. */
    public boolean isWorkingDay(LocalDate day) {
        if (regional.contains(day) || holidays.contains(day)) {
            return false;
        }
        if (!announced.contains(day.getYear()) && FIXED.contains(MonthDay.from(day))) {
            return false;
        }
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return !weekend || makeUpDays.contains(day);
    }

    /**
     * When something is due.
     *
     * @param at the end of the last working day: midnight in the platform's zone, exclusive
     * @param provisional true where the way there leads through a year whose calendar is not announced
     */
    public record Due(Instant at, boolean provisional) {}

    /**
     * How many working days are left, in the platform's zone.
     *
     * @param at a time, whose day does not count
     * @param end the end of the last day, exclusive, as {@link Due#at()} has it
     */
    public int left(Instant at, Instant end) {
        LocalDate first = at.atZone(ZONE).toLocalDate().plusDays(1);
        LocalDate after = end.atZone(ZONE).toLocalDate();
        return first.isBefore(after)
                ? Math.toIntExact(
                        first.datesUntil(after).filter(this::isWorkingDay).count())
                : 0;
    }

    /** Counts in the platform's zone; see {@link #dueAfter(Instant, int, ZoneId)}. */
    public Due dueAfter(Instant start, int workingDays) {
        return dueAfter(start, workingDays, ZONE);
    }

    /**
     * Counts working days from the day after the start; the day of the start does not count.
     *
     * @param start when the time begins to run
     * @param workingDays how many working days, 1 to 1000
     * @param zone whose days they are
     */
    public Due dueAfter(Instant start, int workingDays, ZoneId zone) {
        if (workingDays < 1 || workingDays > 1000) {
            throw new IllegalArgumentException("working days out of range: " + workingDays);
        }
        LocalDate day = start.atZone(zone).toLocalDate();
        boolean provisional = false;
        int left = workingDays;
        while (left > 0) {
            day = day.plusDays(1);
            provisional |= !announced.contains(day.getYear());
            if (isWorkingDay(day)) {
                left--;
            }
        }
        return new Due(day.plusDays(1).atStartOfDay(zone).toInstant(), provisional);
    }
}
