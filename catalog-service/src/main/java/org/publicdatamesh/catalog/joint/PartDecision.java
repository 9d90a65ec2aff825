package org.publicdatamesh.catalog.joint;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.problem.Violation;

/**
 * What a co-unit says of its part.
 *
 * @param decision what it says
 * @param digest the part as it was read, 64 hexadecimal digits
 * @param reasons why; needed to object
 */
record PartDecision(
        Choice decision,
        @NotBlank @Size(max = 64) String digest,
        @Nullable @Size(max = 2000) String reasons) {
    /** The choices. */
    enum Choice {
        /** The part is right as it stands. */
        CONFIRM,
        /** It is not. */
        OBJECT
    }

    List<Violation> violations() {
        return decision == Choice.OBJECT && (reasons == null || reasons.isBlank())
                ? List.of(Violation.at("/reasons", "missing", "An objection states its reasons (Art. 9)."))
                : List.of();
    }
}
