package org.publicdatamesh.catalog.standard;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * An edition of a standard to draft.
 *
 * @param code code of the standard, such as {@code GB/T 2260}, 2 to 40 characters
 * @param title its title, 2 to 200 characters
 * @param level whose it is
 * @param rules its rules
 */
record NewStandard(
        @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9 /.-]{1,39}")
        String code,

        @NotBlank @Size(min = 2, max = 200) String title,
        StandardLevel level,
        @Valid Rules rules) {}
