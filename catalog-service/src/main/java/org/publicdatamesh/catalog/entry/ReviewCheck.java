package org.publicdatamesh.catalog.entry;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** What has to hold before the unit's supervisor passes a version on; every such bean is asked. It refuses by failing. */
public interface ReviewCheck {
    /** Lets a version pass. */
    Uni<Void> check(Mutiny.Session session, EntryWork entry);
}
