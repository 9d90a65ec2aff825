package org.publicdatamesh.catalog.resource;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;

/**
 * Another resource of the same entry takes the place of one (Art. 17).
 *
 * @param successor the new one; its self-check has passed
 * @param reasons why, 4 to 2000 characters
 */
public record Replacement(
        UUID successor, @NotBlank @Size(min = 4, max = 2000) String reasons) {}
