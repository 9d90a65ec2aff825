package org.publicdatamesh.exchange.pool;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Actor;

/** What follows from a load for rows that others have read; the resource is locked. */
public interface LoadedChanges {
    /**
     * Sets rows apart that would put back a value which a correction has called wrong, and writes them to quarantine with
     * the correction's id; gives how many.
     */
    Uni<Integer> setRevertsApart(Mutiny.Session session, UUID loadId, StagedRows staged);

    /** Whether anybody holds a grant on the resource. */
    Uni<Boolean> held(Mutiny.Session session, SharedResource resource);

    /** Writes corrections of some rows and tells the holders; gives the number of notices. */
    Uni<Integer> tell(Mutiny.Session session, SharedResource resource, UUID loadId, List<RowChange> rows, Actor actor);
}
