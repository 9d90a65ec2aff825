package org.publicdatamesh.catalog.collection;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.element.Wording;
import org.publicdatamesh.kit.event.catalog.StandardClause;

/**
 * An item that a unit plans to collect.
 *
 * @param name its name, 1 to 200 characters
 * @param meaning what it says
 * @param standard the standard that it follows
 * @param resolution what becomes of it where it is had already
 */
record PlannedItem(
        @NotBlank @Size(max = 200) String name,
        @Nullable @Size(max = 2000) String meaning,
        @Nullable @Valid StandardClause standard,
        @Nullable @Valid Resolution resolution) {

    Wording wording() {
        return Wording.of(name, List.of(), meaning, standard);
    }

    /** Whether the plan collects it: not where it is had by sharing. */
    boolean collected() {
        return resolution == null || resolution.kind() != ResolutionKind.SHARED;
    }
}
