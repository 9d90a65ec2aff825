package org.publicdatamesh.kit.grading;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of an edition (Art. 38).
 *
 * @param grades what each of the grades 1 to 4 means, in their order
 * @param rules 1 to 300 rules
 * @param combinations at most 100 rules of what is of a higher grade together; none where absent
 */
public record GradingRules(
        @Size(min = 4, max = 4) List<@Valid GradeProtection> grades,
        @Size(min = 1, max = 300) List<@Valid GradingRule> rules,
        @Nullable @Size(max = 100) List<@Valid CombinationRule> combinations) {

    /** What a grade means; the nearest one that there is where it is none. */
    public GradeProtection of(int grade) {
        return grades.get(Math.clamp(grade, 1, grades.size()) - 1);
    }
}
