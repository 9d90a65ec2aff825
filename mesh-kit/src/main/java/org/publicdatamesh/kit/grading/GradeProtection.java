package org.publicdatamesh.kit.grading;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.publicdatamesh.kit.event.catalog.OpenType;

/**
 * What a grade means, and how data of it is protected (Art. 38).
 *
 * @param grade the grade, 1 to 4
 * @param level the highest level of data that it is for
 * @param impact the harm that it answers to
 * @param openAtMost the widest open type that an entry of it may have
 * @param masked whether a data item of it is masked where the entry is shared
 * @param steps each step once
 */
public record GradeProtection(
        int grade,
        DataLevel level,
        Impact impact,
        OpenType openAtMost,
        boolean masked,
        @Size(min = 1, max = 7) List<@Valid StepProtection> steps) {}
