package org.publicdatamesh.catalog.secrecy;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * A word that is looked for no longer.
 *
 * @param reasons why, 4 to 2000 characters; without the word
 */
record WordWithdrawal(@NotBlank @Size(min = 4, max = 2000) String reasons) {}
