package org.publicdatamesh.catalog.secrecy;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * A word that secrets are known by.
 *
 * @param word 2 to 60 characters; compared without spaces and in the form of the rules
 * @param reasons why, 4 to 2000 characters; without the word
 */
record NewWord(
        @NotBlank @Size(min = 2, max = 60) String word,
        @NotBlank @Size(min = 4, max = 2000) String reasons) {}
