package org.publicdatamesh.exchange.grant;

import java.util.ArrayList;
import java.util.List;
import org.publicdatamesh.kit.event.exchange.DataFate;
import org.publicdatamesh.kit.problem.Violation;

/** The rules of reports on what became of data (Art. 19). Pure. */
final class GrantRules {
    private GrantRules() {}

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
