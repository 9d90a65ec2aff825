package org.publicdatamesh.catalog.resource;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** What follows once a resource is offered to others, in that transaction; every such bean is told. */
public interface ResourceFollower {
    /** A resource of a published entry passed its first self-check (Art. 13). */
    Uni<Void> offered(Mutiny.Session session, Resource.View resource);
}
