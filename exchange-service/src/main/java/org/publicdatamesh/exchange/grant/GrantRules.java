package org.publicdatamesh.exchange.grant;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.publicdatamesh.kit.event.exchange.DataFate;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
import org.publicdatamesh.kit.problem.Violation;

/** The rules of renewals, and of reports on what became of data (Art. 19). Pure. */
final class GrantRules {
    private GrantRules() {}

    /**
     * Whether something is granted that is not held: an item, rows, rows a day, or what a mask hides; or for another purpose, in
     * another scenario or by another way of delivery.
     */
    static boolean asksMore(ShareApproved fresh, GrantView held) {
        Long quota = held.rowsPerDay();
        return !held.items().containsAll(fresh.items())
                || !fresh.purpose().equals(held.purpose())
                || !Objects.equals(fresh.scenario(), held.scenario())
                || fresh.delivery() != held.delivery()
                || !fresh.rowFilter().containsAll(held.rowFilter())
                || quota != null && (fresh.rowsPerDay() == null || fresh.rowsPerDay() > quota)
                || held.masks().entrySet().stream()
                        .anyMatch(mask -> fresh.items().contains(mask.getKey())
                                && mask.getValue() != fresh.masks().get(mask.getKey()));
    }

    /** Every rule that a report breaks: what is kept by law names the law. */
    static List<Violation> broken(DestructionReport report) {
        List<Violation> violations = new ArrayList<>();
        if (report.fate() == DataFate.RETAINED_BY_LAW && report.basis() == null) {
            violations.add(Violation.at("/basis", "missing", "What is kept by law names its title and article."));
        }
        if (report.fate() != DataFate.RETAINED_BY_LAW && report.basis() != null) {
            violations.add(Violation.at("/basis", "not-expected", "Only what is kept by law has a legal basis."));
        }
        return violations;
    }
}
