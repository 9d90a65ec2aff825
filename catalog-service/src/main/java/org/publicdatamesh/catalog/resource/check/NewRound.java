package org.publicdatamesh.catalog.resource.check;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A round in which resources are measured against their entries (Art. 13): those of all published entries, or of those that meet
 * each condition given.
 *
 * @param title its name, 2 to 200 characters
 * @param description what it is for, 4 to 2000 characters
 * @param unit entries of this unit
 * @param classification entries whose classification code begins with these digits
 * @param entries these entries
 */
record NewRound(
        @NotBlank @Size(min = 2, max = 200) String title,
        @NotBlank @Size(min = 4, max = 2000) String description,
        @Nullable @Size(min = 1, max = 60) String unit,
        @Nullable @Pattern(regexp = "[0-9]{1,20}") String classification,
        @Nullable @Size(min = 1, max = 500) List<UUID> entries) {}
