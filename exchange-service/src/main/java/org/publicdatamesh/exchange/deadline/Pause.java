package org.publicdatamesh.exchange.deadline;

import java.time.Duration;
import java.time.Instant;
import org.publicdatamesh.kit.policy.PauseCause;
import org.publicdatamesh.kit.time.WorkingDays;

/**
 * A pause of a deadline: the working days that are left when it begins go on after it. Pure.
 *
 * @param from when it begins
 * @param until when it ends at the latest, exclusive: the end of the last working day that its cause allows
 * @param daysLeft the working days that are left, at least 1: nobody has to act in the hour in which a pause ends
 */
record Pause(Instant from, Instant until, int daysLeft) {
    /** A pause of what is due at some time that is still to come. */
    static Pause of(PauseCause cause, Instant from, Instant dueAt, WorkingDays days) {
        return new Pause(from, days.dueAfter(from, cause.longestDays()).at(), Math.max(1, days.left(from, dueAt)));
    }

    /** From when the days that are left are counted where nobody ends the pause: the first counts that is not of the pause. */
    Instant countedFrom() {
        return until.minus(Duration.ofSeconds(1));
    }
}
