package org.publicdatamesh.catalog.element;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * An element gets another authoritative unit.
 *
 * @param unit the unit that is its source from now on
 * @param source the entry and item that hold it there; may be absent until one is published
 * @param reasons why, 4 to 2000 characters
 */
record HandOver(
        @NotBlank @Size(max = 60) String unit,
        @Nullable @Valid SourcePlace source,
        @NotBlank @Size(min = 4, max = 2000) String reasons) {}
