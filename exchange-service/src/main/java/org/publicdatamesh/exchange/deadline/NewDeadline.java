package org.publicdatamesh.exchange.deadline;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.policy.PolicyEdition;
import org.publicdatamesh.kit.time.WorkingDays;

/**
 * A deadline to be set. Pure.
 *
 * @param kind what is due
 * @param subject the matter
 * @param unit the unit that has to act, or that it concerns
 * @param alsoUnit another unit that has to act as well
 * @param dueAt when, exclusive
 * @param warnAt when it is warned of; never where absent
 * @param begun from when working days are counted, where they are
 * @param workingDays how many
 * @param warnLeft how many of them are left when it is warned of
 * @param provisional whether a calendar is missing
 * @param policyEdition the edition that the matter keeps
 */
public record NewDeadline(
        DeadlineKind kind,
        UUID subject,
        String unit,
        @Nullable String alsoUnit,
        Instant dueAt,
        @Nullable Instant warnAt,
        @Nullable Instant begun,
        @Nullable Integer workingDays,
        @Nullable Integer warnLeft,
        boolean provisional,
        String policyEdition) {

    /**
     * Some working days from a time; warned of when so many are left as the edition says.
     *
     * @param workingDays how many, from 1
     */
    public static NewDeadline in(
            DeadlineKind kind,
            UUID subject,
            String unit,
            Instant begun,
            int workingDays,
            PolicyEdition policy,
            WorkingDays days) {
        WorkingDays.Due due = days.dueAfter(begun, workingDays);
        return new NewDeadline(
                kind,
                subject,
                unit,
                null,
                due.at(),
                warning(begun, workingDays, policy.warningDays(), days),
                begun,
                workingDays,
                policy.warningDays(),
                due.provisional(),
                policy.id());
    }

    /** A time itself; warned of so many days before as the edition says, where that is still to come. */
    public static NewDeadline at(
            DeadlineKind kind, UUID subject, String unit, Instant dueAt, PolicyEdition policy, Instant now) {
        Instant warning = dueAt.minus(Duration.ofDays(policy.grantEndWarningDays()));
        return new NewDeadline(
                kind,
                subject,
                unit,
                null,
                dueAt,
                policy.grantEndWarningDays() > 0 && warning.isAfter(now) ? warning : null,
                null,
                null,
                null,
                false,
                policy.id());
    }

    /** The same, of another unit as well. */
    public NewDeadline alsoOf(String other) {
        return new NewDeadline(
                kind, subject, unit, other, dueAt, warnAt, begun, workingDays, warnLeft, provisional, policyEdition);
    }

    /** When a warning is due: null where there is to be none, or no whole working day is left before it. */
    public static @Nullable Instant warning(Instant begun, int workingDays, int left, WorkingDays days) {
        return left < 1 || left >= workingDays
                ? null
                : days.dueAfter(begun, workingDays - left).at();
    }

    /**
     * Whether what was counted is to be counted anew, now that it comes out otherwise. What was provisional is; what was told as
     * certain only becomes later, and stays certain: no one loses time by a day that turns out to be a working day, and a replica that
     * lacks the calendar does not undo what one that has it counted.
     */
    static boolean isStale(Instant dueAt, boolean provisional, WorkingDays.Due now) {
        return provisional
                ? !now.provisional() || !now.at().equals(dueAt)
                : !now.provisional() && now.at().isAfter(dueAt);
    }
}
