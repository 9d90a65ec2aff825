package org.publicdatamesh.catalog.collection;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * A plan ends before its term.
 *
 * @param reasons why, 4 to 2000 characters
 */
record PlanEnd(@NotBlank @Size(min = 4, max = 2000) String reasons) {}
