package org.publicdatamesh.catalog.entry;

import jakarta.validation.constraints.Size;
import java.util.List;
import org.publicdatamesh.kit.problem.Violation;

/**
 * A unit's proposal to retire a published entry.
 *
 * @param reasons why; everyone reads them once it is retired
 */
public record RetirementProposal(@Size(max = 2000) String reasons) {
    /** Every rule that the proposal breaks; empty when it is good. */
    public List<Violation> violations() {
        return reasons.isBlank()
                ? List.of(Violation.at("/reasons", "missing", "A proposal to retire states its reasons."))
                : List.of();
    }
}
