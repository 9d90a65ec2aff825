package org.publicdatamesh.catalog.element;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.ItemType;

/**
 * The form of an element's values.
 *
 * @param type their type
 * @param length greatest length of a text, 1 to 4000 characters; needed for texts
 * @param rule what they have to hold, for people, such as 18位,末位为校验码
 */
record ValueForm(
        ItemType type,
        @Nullable @Min(1) @Max(4000) Integer length,
        @Nullable @Size(min = 1, max = 500) String rule) {}
