package org.publicdatamesh.catalog.duty;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * A unit files with the authority that its entry holds as it is (Art. 12).
 *
 * @param reasons how that was found, 4 to 2000 characters
 */
record Filing(@NotBlank @Size(min = 4, max = 2000) String reasons) {}
