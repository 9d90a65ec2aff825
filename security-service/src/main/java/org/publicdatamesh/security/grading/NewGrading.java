package org.publicdatamesh.security.grading;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.publicdatamesh.kit.grading.GradingRules;

/**
 * An edition to draft.
 *
 * @param title its title, 2 to 200 characters
 * @param rules its rules
 */
record NewGrading(
        @NotBlank @Size(min = 2, max = 200) String title,
        @Valid GradingRules rules) {}
