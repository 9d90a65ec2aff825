package org.publicdatamesh.catalog.element;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * An element is not kept any more.
 *
 * @param reasons why, 4 to 2000 characters
 */
record ElementEnd(@NotBlank @Size(min = 4, max = 2000) String reasons) {}
