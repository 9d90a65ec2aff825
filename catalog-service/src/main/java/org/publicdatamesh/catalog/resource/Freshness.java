package org.publicdatamesh.catalog.resource;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;

/** Whether a table is renewed as its entry declares (Art. 17). */
public enum Freshness {
    /** Rows came within the declared cycle. */
    CURRENT,
    /** The last rows came longer ago than the declared cycle. */
    OVERDUE,
    /** No rows came yet. */
    NEVER_LOADED,
    /** The cycle states no time. */
    NOT_MEASURED;

    /** Whether the cycle states a time. */
    public static boolean measured(UpdateCycle cycle) {
        return period(cycle) != null;
    }

    /**
     * How fresh rows are.
     *
     * @param loaded when the last rows came; null where none came
     */
    public static Freshness of(UpdateCycle cycle, @Nullable Instant loaded, Instant now) {
        Period period = period(cycle);
        if (period == null) {
            return NOT_MEASURED;
        }
        if (loaded == null) {
            return NEVER_LOADED;
        }
        Instant due = loaded.atOffset(ZoneOffset.UTC).plus(period).toInstant();
        return due.isBefore(now) ? OVERDUE : CURRENT;
    }

    /** How old rows may be; null where no time is declared. What is declared as it happens is renewed each day at least. */
    public static @Nullable Period period(UpdateCycle cycle) {
        return switch (cycle) {
            case REAL_TIME, DAILY -> Period.ofDays(1);
            case WEEKLY -> Period.ofWeeks(1);
            case MONTHLY -> Period.ofMonths(1);
            case QUARTERLY -> Period.ofMonths(3);
            case YEARLY -> Period.ofYears(1);
            case ON_DEMAND -> null;
        };
    }
}
