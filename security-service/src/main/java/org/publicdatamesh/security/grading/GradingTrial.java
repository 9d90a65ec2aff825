package org.publicdatamesh.security.grading;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import org.publicdatamesh.kit.grading.GradedSubject;
import org.publicdatamesh.kit.problem.Violation;

/**
 * Entries that a draft is tried on.
 *
 * @param entries 1 to 100 entries, as they are or could be
 */
record GradingTrial(@Size(min = 1, max = 100) List<@Valid GradedSubject> entries) {

    List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            GradedSubject entry = entries.get(i);
            grade(violations, "/entries/" + i, entry.grade());
            for (int j = 0; j < entry.items().size(); j++) {
                grade(
                        violations,
                        "/entries/" + i + "/items/" + j,
                        entry.items().get(j).grade());
            }
        }
        return violations;
    }

    private static void grade(List<Violation> violations, String at, int grade) {
        if (grade < 1 || grade > 4) {
            violations.add(Violation.at(at + "/grade", "out-of-range", "1 to 4 is expected."));
        }
    }
}
