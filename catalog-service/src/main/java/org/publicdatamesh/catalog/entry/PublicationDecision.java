package org.publicdatamesh.catalog.entry;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What the authority decides of an entry. */
public record PublicationDecision(
        Choice decision, @Nullable @Size(max = 2000) String reasons) {
    /** The choices. */
    public enum Choice {
        /** Confirmed and thereby published. */
        CONFIRM,
        /** Back to the unit. */
        RETURN
    }
}
