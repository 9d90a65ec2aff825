package org.publicdatamesh.catalog.grading;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.catalog.entry.SubmissionCheck;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.sql.Aside;

/** Refuses what is graded, classified or opened otherwise than the rules in force allow (Art. 38). */
@ApplicationScoped
class GradingCheck implements SubmissionCheck {
    private final GradingEditions editions;

    GradingCheck(GradingEditions editions) {
        this.editions = editions;
    }

    @Override
    public Uni<List<Violation>> broken(Mutiny.Session session, String unit, EntryContent content) {
        return editions.inForce(session)
                .chain(grader -> grader == null
                        ? Uni.createFrom().item(List.of())
                        // Each rule's pattern is held against each item.
                        : Aside.on(() -> grader.broken(Subjects.of(unit, content))));
    }
}
