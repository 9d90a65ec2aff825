package org.publicdatamesh.exchange.correction;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.exchange.overview.Task;
import org.publicdatamesh.exchange.overview.Tasks;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;

/** Doubts that wait for their answer. */
@ApplicationScoped
class DoubtTasks implements Tasks {
    @Override
    public Uni<List<Task>> forCaller(Mutiny.Session session, Caller caller) {
        return caller.has(Roles.DATA_SPECIALIST) || caller.has(Roles.DATA_SUPERVISOR)
                ? open(session, "provider", caller.unit())
                : Uni.createFrom().item(List.of());
    }

    @Override
    public Uni<List<Task>> forOthers(Mutiny.Session session, Caller caller) {
        return open(session, "reporter", caller.unit());
    }

    private static Uni<List<Task>> open(Mutiny.Session session, String side, String unit) {
        return session.createQuery(
                        "from Doubt where " + side + " = :unit and state = :open order by dueAt, id", Doubt.class)
                .setParameter("unit", unit)
                .setParameter("open", DoubtState.OPEN)
                .setMaxResults(MOST)
                .getResultList()
                .map(found -> found.stream()
                        .map(doubt -> new Task(
                                Task.Kind.ANSWER_DOUBT,
                                doubt.id,
                                doubt.provider,
                                null,
                                doubt.reportedAt,
                                doubt.dueAt,
                                doubt.overdueRecorded))
                        .toList());
    }
}
