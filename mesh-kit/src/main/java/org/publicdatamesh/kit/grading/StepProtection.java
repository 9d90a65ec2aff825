package org.publicdatamesh.kit.grading;

import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * What data of a grade needs in a step (Art. 38).
 *
 * @param step the step
 * @param measures 1 to 20 measures, each of at most 200 characters
 */
public record StepProtection(
        HandlingStep step, @Size(min = 1, max = 20) List<String> measures) {}
