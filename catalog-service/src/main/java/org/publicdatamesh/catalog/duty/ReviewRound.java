package org.publicdatamesh.catalog.duty;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A round in which published entries are reviewed (Art. 12): all of them, or those that meet each condition given.
 *
 * @param title its name, 2 to 200 characters
 * @param description what is to be looked at, 4 to 2000 characters
 * @param unit of this unit
 * @param classification whose classification code begins with these digits
 */
record ReviewRound(
        @NotBlank @Size(min = 2, max = 200) String title,
        @NotBlank @Size(min = 4, max = 2000) String description,
        @Nullable @Size(min = 1, max = 60) String unit,
        @Nullable @Pattern(regexp = "[0-9]{1,20}") String classification) {}
