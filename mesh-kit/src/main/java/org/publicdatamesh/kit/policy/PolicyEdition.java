package org.publicdatamesh.kit.policy;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One dated edition of policy.
 *
 * @param id its id, kept with each matter that began under it
 * @param inForceFrom from when it holds for new matters
 * @param providerDecisionDays working days in which a provider decides (Art. 26), 1 to 1000
 * @param correctionAnswerDays working days in which a provider answers a doubt (Art. 27), 1 to 1000
 * @param noticeAcknowledgeDays working days in which a holder acknowledges a correction, from 1
 * @param noticeApplyDays working days in which a holder has changed its copies, not fewer than those
 * @param destructionReportDays working days in which a unit reports what became of data after the end of their grant, 1 to
 *     1000 (Art. 19)
 * @param needAnswerDays working days in which a unit answers a need of data that it is asked for, 1 to 1000 (Art. 22)
 * @param disputeStepDays working days in which a step of a dispute is taken, 1 to 1000 (Art. 27)
 * @param catalogueUpdateDays working days in which a catalogue is updated (Art. 12), 1 to 1000
 * @param warningDays working days that are left when a deadline is warned of, 0 (never) to 1000
 * @param grantEndWarningDays days before the end of a grant's term at which it is warned of, 0 (never) to 1000
 * @param logRetentionYears years for which logs are kept (Art. 19), 3 or more
 * @param longestTermDays longest term of a grant, in days, 1 to 36500
 * @param signedCommitments whether a unit signs the commitments of its applications (Art. 25); not where an edition is silent
 * @param pauseCauses causes for which deadlines may be paused; where there is none, none is paused: the measures name none
 */
public record PolicyEdition(
        String id,
        OffsetDateTime inForceFrom,
        int providerDecisionDays,
        int correctionAnswerDays,
        int noticeAcknowledgeDays,
        int noticeApplyDays,
        int destructionReportDays,
        int needAnswerDays,
        int disputeStepDays,
        int catalogueUpdateDays,
        int warningDays,
        int grantEndWarningDays,
        int logRetentionYears,
        int longestTermDays,
        boolean signedCommitments,
        List<PauseCause> pauseCauses) {
    private static final Pattern CODE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /** An edition; a file that names no causes has none. */
    public PolicyEdition {
        pauseCauses = orNone(pauseCauses);
    }

    private static List<PauseCause> orNone(@Nullable List<PauseCause> causes) {
        return causes == null ? List.of() : List.copyOf(causes);
    }

    /** The cause of that code; null where the edition names none. */
    public @Nullable PauseCause pauseCause(String code) {
        return pauseCauses.stream()
                .filter(cause -> cause.code().equals(code))
                .findFirst()
                .orElse(null);
    }

    /** Every rule that the edition breaks; empty when it is good. */
    public List<String> errors() {
        List<String> errors = new ArrayList<>();
        if (isBlank(id)) {
            errors.add("id is missing");
        }
        if (isMissing(inForceFrom)) {
            errors.add("inForceFrom is missing");
        }
        inRange(errors, "providerDecisionDays", providerDecisionDays, 1, 1000);
        inRange(errors, "correctionAnswerDays", correctionAnswerDays, 1, 1000);
        inRange(errors, "noticeAcknowledgeDays", noticeAcknowledgeDays, 1, 1000);
        inRange(errors, "noticeApplyDays", noticeApplyDays, noticeAcknowledgeDays, 1000);
        inRange(errors, "destructionReportDays", destructionReportDays, 1, 1000);
        inRange(errors, "needAnswerDays", needAnswerDays, 1, 1000);
        inRange(errors, "disputeStepDays", disputeStepDays, 1, 1000);
        inRange(errors, "catalogueUpdateDays", catalogueUpdateDays, 1, 1000);
        inRange(errors, "warningDays", warningDays, 0, 1000);
        inRange(errors, "grantEndWarningDays", grantEndWarningDays, 0, 1000);
        inRange(errors, "logRetentionYears", logRetentionYears, 3, 100);
        inRange(errors, "longestTermDays", longestTermDays, 1, 36500);
        Set<String> codes = new HashSet<>();
        for (PauseCause cause : pauseCauses) {
            if (isBlank(cause.code())
                    || cause.code().length() > 50
                    || !CODE.matcher(cause.code()).matches()) {
                errors.add("pauseCauses: \"" + cause.code() + "\" is no code");
            } else if (!codes.add(cause.code())) {
                errors.add("pauseCauses: " + cause.code() + " is there twice");
            }
            inRange(errors, "pauseCauses: longestDays of " + cause.code(), cause.longestDays(), 1, 1000);
        }
        return errors;
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static boolean isMissing(@Nullable Object value) {
        return value == null;
    }

    private static void inRange(List<String> errors, String name, int value, int least, int greatest) {
        if (value < least || value > greatest) {
            errors.add(name + " is " + value + ", not " + least + " to " + greatest);
        }
    }
}
