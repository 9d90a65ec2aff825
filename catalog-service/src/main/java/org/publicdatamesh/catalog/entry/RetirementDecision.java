package org.publicdatamesh.catalog.entry;

import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.problem.Violation;

/**
 * What the authority decides of a proposed retirement.
 *
 * @param reasons why; needed where the entry is kept
 */
public record RetirementDecision(
        Choice decision, @Nullable @Size(max = 2000) String reasons) {
    /** The choices. */
    public enum Choice {
        /** Retired, for good. */
        RETIRE,
        /** It stays published. */
        KEEP
    }

    /** Every rule that the decision breaks; empty when it is good. */
    public List<Violation> violations() {
        return decision == Choice.KEEP && (reasons == null || reasons.isBlank())
                ? List.of(Violation.at(
                        "/reasons", "missing", "To keep an entry against its unit's proposal needs reasons."))
                : List.of();
    }
}
