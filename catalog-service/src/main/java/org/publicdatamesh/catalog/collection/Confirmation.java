package org.publicdatamesh.catalog.collection;

import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.problem.Violation;

/**
 * Whether a unit takes its duties in a joint collection.
 *
 * @param decision what it says
 * @param reasons why; needed to decline
 */
record Confirmation(
        Choice decision, @Nullable @Size(max = 2000) String reasons) {
    /** The choices. */
    enum Choice {
        /** It takes them. */
        CONFIRM,
        /** It does not. */
        DECLINE
    }

    List<Violation> violations() {
        return decision == Choice.DECLINE && (reasons == null || reasons.isBlank())
                ? List.of(Violation.at("/reasons", "missing", "To decline needs reasons."))
                : List.of();
    }
}
