package org.publicdatamesh.catalog.harvest;

import java.time.Duration;

/** When a source is harvested again. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMinutes(10);
    private static final Duration GREATEST = Duration.ofDays(1);

    private Backoff() {}

    /**
     * After a whole run its interval. After others 10 minutes, or the interval where that is shorter, doubled with each
     * failure up to a day, or the interval where that is longer.
     *
     * @param failures how many runs were not whole, one after the other
     */
    static Duration next(Duration interval, int failures) {
        if (failures == 0) {
            return interval;
        }
        Duration greatest = longer(interval, GREATEST);
        Duration wait = interval.compareTo(FIRST) < 0 ? interval : FIRST;
        for (int i = 1; i < failures && wait.compareTo(greatest) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(greatest) < 0 ? wait : greatest;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
