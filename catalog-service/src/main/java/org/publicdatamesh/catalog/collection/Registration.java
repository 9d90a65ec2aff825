package org.publicdatamesh.catalog.collection;

import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.problem.Violation;

/**
 * What the authority decides of a plan.
 *
 * @param decision what is decided
 * @param reasons why; needed to return
 */
record Registration(
        Choice decision, @Nullable @Size(max = 2000) String reasons) {
    /** The choices. */
    enum Choice {
        /** The data may be collected. */
        REGISTER,
        /** Back to the unit. */
        RETURN
    }

    List<Violation> violations() {
        return decision == Choice.RETURN && (reasons == null || reasons.isBlank())
                ? List.of(Violation.at("/reasons", "missing", "A return states its reasons (Art. 10)."))
                : List.of();
    }
}
