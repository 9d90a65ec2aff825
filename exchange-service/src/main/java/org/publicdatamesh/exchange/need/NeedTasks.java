package org.publicdatamesh.exchange.need;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.overview.Task;
import org.publicdatamesh.exchange.overview.Tasks;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;

/** Needs that wait for the authority or for the unit that is asked. */
@ApplicationScoped
class NeedTasks implements Tasks {
    private static final List<NeedState> WITH_AUTHORITY = List.of(NeedState.FILED, NeedState.DECLINED);
    private static final List<NeedState> WITH_SOURCE = List.of(NeedState.ROUTED);

    @Override
    public Uni<List<Task>> forCaller(Mutiny.Session session, Caller caller) {
        if (caller.has(Roles.AUTHORITY_REVIEWER)) {
            return tasks(session, "", WITH_AUTHORITY, null, Task.Kind.REVIEW_NEED);
        }
        return caller.has(Roles.DATA_SUPERVISOR)
                ? tasks(session, " and source = :unit", WITH_SOURCE, caller.unit(), Task.Kind.ANSWER_NEED)
                : Uni.createFrom().item(List.of());
    }

    @Override
    public Uni<List<Task>> forOthers(Mutiny.Session session, Caller caller) {
        return Tasks.joined(List.of(
                tasks(session, " and unit = :unit", WITH_AUTHORITY, caller.unit(), Task.Kind.REVIEW_NEED),
                tasks(session, " and unit = :unit", WITH_SOURCE, caller.unit(), Task.Kind.ANSWER_NEED)));
    }

    private static Uni<List<Task>> tasks(
            Mutiny.Session session, String whose, List<NeedState> states, @Nullable String unit, Task.Kind kind) {
        Mutiny.SelectionQuery<Need> query = session.createQuery(
                        "from Need where state in :states" + whose + " order by dueAt nulls last, changedAt",
                        Need.class)
                .setParameter("states", states)
                .setMaxResults(MOST);
        if (unit != null) {
            query.setParameter("unit", unit);
        }
        return query.getResultList()
                .map(found -> found.stream().map(need -> task(need, kind)).toList());
    }

    private static Task task(Need need, Task.Kind kind) {
        boolean asked = kind == Task.Kind.ANSWER_NEED;
        return new Task(
                kind,
                need.id,
                asked ? need.source : null,
                need.title,
                need.changedAt,
                asked ? need.dueAt : null,
                asked && need.overdue);
    }
}
