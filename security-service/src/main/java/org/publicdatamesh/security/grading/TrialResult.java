package org.publicdatamesh.security.grading;

import java.util.List;
import org.publicdatamesh.kit.grading.GradingProposal;
import org.publicdatamesh.kit.problem.Violation;

/**
 * What a trial found.
 *
 * @param edition the edition that was tried, as it is told
 * @param entries of each entry, in order
 */
public record TrialResult(GradingView edition, List<Entry> entries) {
    /**
     * What the draft says of an entry.
     *
     * @param name the entry's name
     * @param proposal what it proposes
     * @param broken every rule that the entry breaks
     */
    public record Entry(String name, GradingProposal proposal, List<Violation> broken) {}
}
