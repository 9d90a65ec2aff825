package org.publicdatamesh.exchange.backflow;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.application.NewApplication;
import org.publicdatamesh.exchange.overview.Task;
import org.publicdatamesh.exchange.overview.Tasks;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;

/** Requests for data held above that wait for the authority of this level. */
@ApplicationScoped
class BackflowTasks implements Tasks {
    private static final List<BackflowState> WITH_AUTHORITY = List.of(BackflowState.FILED, BackflowState.RECEIVED);

    @Override
    public Uni<List<Task>> forCaller(Mutiny.Session session, Caller caller) {
        return caller.has(Roles.AUTHORITY_REVIEWER)
                ? tasks(session, "", null)
                : Uni.createFrom().item(List.of());
    }

    @Override
    public Uni<List<Task>> forOthers(Mutiny.Session session, Caller caller) {
        return tasks(session, " and unit = :unit and below is null", caller.unit());
    }

    private static Uni<List<Task>> tasks(Mutiny.Session session, String whose, @Nullable String unit) {
        Mutiny.SelectionQuery<Backflow> query = session.createQuery(
                        "from Backflow where state in :states" + whose + " order by changedAt, id", Backflow.class)
                .setParameter("states", WITH_AUTHORITY)
                .setMaxResults(MOST);
        if (unit != null) {
            query.setParameter("unit", unit);
        }
        return query.getResultList().map(found -> found.stream()
                .map(backflow -> new Task(
                        Task.Kind.PASS_BACKFLOW_UP,
                        backflow.id,
                        null,
                        Backflows.read(backflow.wish, NewApplication.class).purpose(),
                        backflow.changedAt,
                        null,
                        false))
                .toList());
    }
}
