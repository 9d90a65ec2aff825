package org.publicdatamesh.catalog.resource;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** What follows from the attachment of a resource, in its transaction; every such bean is told. */
public interface ResourceFollower {
    /** A resource was attached to a published entry. */
    Uni<Void> attached(Mutiny.Session session, Resource.View resource);
}
