package org.publicdatamesh.catalog.duty;

import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Whether a unit may file that an entry holds as it is; every such bean is asked. It refuses by failing. */
public interface FilingGuard {
    /**
     * Lets a duty be filed.
     *
     * @param matterId the change or round that the duty is of
     * @param entryId the entry
     */
    Uni<Void> check(Mutiny.Session session, UUID matterId, UUID entryId);
}
