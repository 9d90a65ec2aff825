package org.publicdatamesh.catalog.entry;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.problem.Violation;

/** What a submitted entry has to hold beside the rules of its form; every such bean is asked. */
public interface SubmissionCheck {
    /** Every rule that the content of a unit's entry breaks; empty when it is good. */
    Uni<List<Violation>> broken(Mutiny.Session session, String unit, EntryContent content);
}
