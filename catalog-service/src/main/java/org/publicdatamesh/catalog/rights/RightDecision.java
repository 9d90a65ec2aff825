package org.publicdatamesh.catalog.rights;

import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.problem.Violation;

/**
 * What the authority decides of a right that is applied for.
 *
 * @param decision what is decided
 * @param reasons why; needed to decline
 */
record RightDecision(
        Choice decision, @Nullable @Size(max = 2000) String reasons) {
    /** The choices. */
    enum Choice {
        /** Into the register, with a certificate. */
        REGISTER,
        /** Not registered. */
        DECLINE
    }

    List<Violation> violations() {
        return decision == Choice.DECLINE && (reasons == null || reasons.isBlank())
                ? List.of(Violation.at("/reasons", "missing", "To decline a registration needs reasons."))
                : List.of();
    }
}
