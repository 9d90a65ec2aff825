package org.publicdatamesh.catalog.resource.check;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * What the unit says to one matter of the checklist.
 *
 * @param matter which
 * @param holds whether it holds
 * @param basis on what that rests, 2 to 1000 characters
 */
public record Confirmation(
        CheckMatter matter,
        boolean holds,
        @NotBlank @Size(min = 2, max = 1000) String basis) {}
