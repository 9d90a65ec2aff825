package org.publicdatamesh.catalog.entry;

import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** An assessment that a version has to pass before it goes on (Art. 13); every such bean is asked. It refuses by failing. */
public interface PublicationAssessment {
    /** Where the version is to go. */
    enum Step {
        /** To the unit's supervisor. */
        SUBMISSION,
        /** To everybody. */
        PUBLICATION
    }

    /**
     * Assesses a version and puts it on record in the transaction of the step.
     *
     * @param content what the version says
     */
    Uni<Void> assess(Mutiny.Session session, UUID entryId, int version, String unit, EntryContent content, Step step);
}
