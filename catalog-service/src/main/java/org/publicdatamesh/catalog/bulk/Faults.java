package org.publicdatamesh.catalog.bulk;

import java.util.ArrayList;
import java.util.List;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/** What makes a file no table of entries, gathered so that it is told at once. */
final class Faults {
    private static final int MOST = 100;
    private static final Refusal REFUSED =
            Refusal.of(422, "file-refused", "The file is not a table of catalogue entries; nothing was imported.");

    private final List<Violation> found = new ArrayList<>();

    void add(Violation fault) {
        found.add(fault);
        if (found.size() >= MOST) {
            refuse();
        }
    }

    /** Ends the reading with everything that was found. */
    void refuse() {
        if (!found.isEmpty()) {
            throw new RefusedException(REFUSED, found);
        }
    }

    /** Ends the reading with a fault that leaves nothing more to read, and what was found before it. */
    RefusedException with(Violation fault) {
        List<Violation> all = new ArrayList<>(found);
        all.add(fault);
        return new RefusedException(REFUSED, all);
    }
}
