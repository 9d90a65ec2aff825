package org.publicdatamesh.exchange.overview;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.identity.Caller;

/** A room that knows of tasks; a CDI bean per room. */
public interface Tasks {
    /** Tasks at most that a room tells of each kind. */
    int MOST = 100;

    /** What waits for the caller, by post and unit; at most {@link #MOST} of a kind, those first that are due first. */
    Uni<List<Task>> forCaller(Mutiny.Session session, Caller caller);

    /** What the caller's unit waits for others to do; at most {@link #MOST} of a kind, those first that are due first. */
    Uni<List<Task>> forOthers(Mutiny.Session session, Caller caller);
}
