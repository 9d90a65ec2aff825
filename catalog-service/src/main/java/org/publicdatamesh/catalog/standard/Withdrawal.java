package org.publicdatamesh.catalog.standard;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * The end of an edition.
 *
 * @param reasons why, 4 to 2000 characters
 */
record Withdrawal(@NotBlank @Size(min = 4, max = 2000) String reasons) {}
