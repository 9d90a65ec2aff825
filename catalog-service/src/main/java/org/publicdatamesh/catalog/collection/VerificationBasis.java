package org.publicdatamesh.catalog.collection;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * What provides otherwise than Art. 15: a law or administrative regulation.
 *
 * @param title its title, 2 to 300 characters
 * @param article article, paragraph or item
 * @param rank what it is
 */
record VerificationBasis(
        @NotBlank @Size(min = 2, max = 300) String title,
        @NotBlank @Size(max = 100) String article,
        BasisRank rank) {}
