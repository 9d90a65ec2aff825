package org.publicdatamesh.catalog.entry;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What the unit's supervisor decides of an entry. */
public record ReviewDecision(
        Choice decision, @Nullable @Size(max = 2000) String reasons) {
    /** The choices. */
    public enum Choice {
        /** On to the authority. */
        PASS,
        /** Back to the specialist. */
        RETURN
    }
}
