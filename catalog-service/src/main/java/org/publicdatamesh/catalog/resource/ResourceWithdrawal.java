package org.publicdatamesh.catalog.resource;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * A resource is taken back without another in its place (Art. 17).
 *
 * @param reasons why, 4 to 2000 characters
 */
record ResourceWithdrawal(
        @NotBlank @Size(min = 4, max = 2000) String reasons) {}
