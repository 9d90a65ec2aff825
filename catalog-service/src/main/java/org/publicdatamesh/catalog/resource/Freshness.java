package org.publicdatamesh.catalog.resource;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;

/** Whether a resource is renewed as its entry declares (Art. 17). */
public enum Freshness {
    /** It was renewed within the declared cycle. */
    CURRENT,
    /** It was renewed last longer ago than the declared cycle. */
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

    /** The time of each cycle that states one, as a {@code case} of SQL over its name in an entry's content. */
    static String intervals(String name) {
        StringBuilder sql = new StringBuilder("case ").append(name);
        for (UpdateCycle cycle : UpdateCycle.values()) {
            Period period = period(cycle);
            if (period != null) {
                sql.append(" when '")
                        .append(EventJson.kebab(cycle))
                        .append("' then interval '")
                        .append(period)
                        .append('\'');
            }
        }
        return sql.append(" end").toString();
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
