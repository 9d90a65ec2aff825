package org.publicdatamesh.catalog.entry;

import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.problem.Violation;

/**
 * What the authority decides of an entry.
 *
 * @param reasons why; needed for a return and an adjustment
 * @param content what is published instead of what was submitted, for an adjustment
 */
public record PublicationDecision(
        Choice decision,
        @Nullable @Size(max = 2000) String reasons,
        @Nullable EntryContent content) {
    /** The choices. */
    public enum Choice {
        /** Confirmed and thereby published. */
        CONFIRM,
        /** Published with changes, which the unit sees. */
        ADJUST,
        /** Back to the unit. */
        RETURN
    }

    /** Every rule that the decision breaks; empty when it is good. */
    public List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        if (decision != Choice.CONFIRM && (reasons == null || reasons.isBlank())) {
            violations.add(
                    decision == Choice.RETURN
                            ? Violation.at("/reasons", "missing", "A return states its reasons (Art. 10).")
                            : Violation.at("/reasons", "missing", "An adjustment states its reasons (Art. 10)."));
        }
        if (decision == Choice.ADJUST && content == null) {
            violations.add(Violation.at("/content", "missing", "An adjustment states the content that is published."));
        }
        if (decision != Choice.ADJUST && content != null) {
            violations.add(Violation.at("/content", "not-allowed", "Only an adjustment has a content."));
        }
        if (content != null) {
            for (Violation violation : content.violations()) {
                violations.add(violation.under("/content"));
            }
        }
        return violations;
    }
}
