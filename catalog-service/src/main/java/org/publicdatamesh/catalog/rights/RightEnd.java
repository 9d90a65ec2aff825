package org.publicdatamesh.catalog.rights;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * The end of a right before its term.
 *
 * @param reasons why, 4 to 2000 characters
 */
record RightEnd(@NotBlank @Size(min = 4, max = 2000) String reasons) {}
