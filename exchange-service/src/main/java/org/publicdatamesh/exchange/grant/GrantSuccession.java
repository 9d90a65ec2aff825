package org.publicdatamesh.exchange.grant;

import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** What goes over from a grant to the one that takes its place. */
public interface GrantSuccession {
    /**
     * Passes on what is open under the first grant to the second, in the transaction in which they change places.
     *
     * @param resource the resource of both
     */
    Uni<Void> passOn(Mutiny.Session session, UUID resource, UUID from, UUID to);
}
