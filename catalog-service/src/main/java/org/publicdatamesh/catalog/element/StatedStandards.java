package org.publicdatamesh.catalog.element;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.StandardClause;
import org.publicdatamesh.kit.problem.Violation;

/** Standards as they are stated of elements and plans. */
public final class StatedStandards {
    private StatedStandards() {}

    /** Every rule that a stated standard breaks, at a place. */
    public static List<Violation> violations(String at, StandardClause standard) {
        List<Violation> violations = new ArrayList<>();
        if (standard.standard().length() > 100 || Clause.of(standard).isEmpty()) {
            violations.add(Violation.at(
                    at + "/standard", "not-a-standard", "The number of a standard is expected, such as GB 11643."));
        }
        size(violations, at + "/edition", standard.edition(), 20);
        size(violations, at + "/clause", standard.clause(), 100);
        return violations;
    }

    private static void size(List<Violation> violations, String at, @Nullable String text, int most) {
        if (text != null && (text.isBlank() || text.length() > most)) {
            violations.add(Violation.at(at, "size", "1 to " + most + " characters are expected.", 1, most));
        }
    }

    /** The standard in one text, as data items name it. */
    public static String text(StandardClause standard) {
        StringBuilder text = new StringBuilder(standard.standard());
        String edition = standard.edition();
        if (edition != null
                && edition.matches("\\d{2,4}")
                && !standard.standard().contains(edition)) {
            text.append('-').append(edition);
        }
        if (standard.clause() != null) {
            text.append(' ').append(standard.clause());
        }
        return text.toString();
    }
}
