package org.publicdatamesh.catalog.joint;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * The authority's decision that an entry goes on without a co-unit's confirmation.
 *
 * @param reasons why, 4 to 2000 characters
 */
record PartRelease(@NotBlank @Size(min = 4, max = 2000) String reasons) {}
