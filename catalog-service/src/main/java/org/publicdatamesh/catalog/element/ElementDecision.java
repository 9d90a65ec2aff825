package org.publicdatamesh.catalog.element;

import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.problem.Violation;

/**
 * What the authority decides of an element that its unit agreed to.
 *
 * @param decision what is decided
 * @param reasons why; needed to return
 */
record ElementDecision(
        Choice decision, @Nullable @Size(max = 2000) String reasons) {
    /** The choices. */
    enum Choice {
        /** In force: one source, one standard. */
        REGISTER,
        /** Back to the unit. */
        RETURN
    }

    List<Violation> violations() {
        return reasonsOf(decision == Choice.RETURN, reasons);
    }

    static List<Violation> reasonsOf(boolean needed, @Nullable String reasons) {
        return needed && (reasons == null || reasons.isBlank())
                ? List.of(Violation.at("/reasons", "missing", "A return states its reasons (Art. 10)."))
                : List.of();
    }
}
