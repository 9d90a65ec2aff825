package org.publicdatamesh.exchange.overview;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
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

    /** All of some answers, one after another: a session does one thing at a time. */
    static Uni<List<Task>> joined(List<Uni<List<Task>>> answers) {
        Uni<List<Task>> all = Uni.createFrom().item(new ArrayList<>());
        for (Uni<List<Task>> answer : answers) {
            all = all.chain(found -> answer.map(more -> {
                found.addAll(more);
                return found;
            }));
        }
        return all;
    }
}
