package org.publicdatamesh.catalog.element;

import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.problem.Violation;

/**
 * What the unit's supervisor decides of a proposed element.
 *
 * @param decision what is decided
 * @param reasons why; needed to return
 */
record ElementAgreement(
        Choice decision, @Nullable @Size(max = 2000) String reasons) {
    /** The choices. */
    enum Choice {
        /** On to the authority. */
        AGREE,
        /** Back to the data specialist. */
        RETURN
    }

    List<Violation> violations() {
        return ElementDecision.reasonsOf(decision == Choice.RETURN, reasons);
    }
}
