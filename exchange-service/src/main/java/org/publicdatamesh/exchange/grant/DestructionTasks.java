package org.publicdatamesh.exchange.grant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.exchange.overview.Task;
import org.publicdatamesh.exchange.overview.Tasks;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;

/** Grants that are over and whose unit has not reported what became of the data. */
@ApplicationScoped
class DestructionTasks implements Tasks {
    @Override
    public Uni<List<Task>> forCaller(Mutiny.Session session, Caller caller) {
        return caller.has(Roles.DATA_SPECIALIST) || caller.has(Roles.DATA_SUPERVISOR)
                ? open(session, "consumer", caller.unit())
                : Uni.createFrom().item(List.of());
    }

    @Override
    public Uni<List<Task>> forOthers(Mutiny.Session session, Caller caller) {
        return open(session, "provider", caller.unit());
    }

    private static Uni<List<Task>> open(Mutiny.Session session, String side, String unit) {
        return session.createQuery(
                        "from Grant where " + side + " = :unit and reportDueAt is not null and dataFate is null"
                                + " order by reportDueAt, id",
                        Grant.class)
                .setParameter("unit", unit)
                .setMaxResults(MOST)
                .getResultList()
                .map(found -> found.stream()
                        .map(grant -> new Task(
                                Task.Kind.REPORT_DESTRUCTION,
                                grant.id,
                                grant.consumer,
                                grant.purpose,
                                grant.endedAt == null ? grant.validUntil : grant.endedAt,
                                grant.reportDueAt,
                                grant.reportOverdue))
                        .toList());
    }
}
