package org.publicdatamesh.exchange.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.overview.Task;
import org.publicdatamesh.exchange.overview.Tasks;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;

/** Applications that wait for somebody. */
@ApplicationScoped
class ApplicationTasks implements Tasks {
    private static final List<ApplicationState> OWN = List.of(ApplicationState.SUBMITTED);
    private static final List<ApplicationState> PROVIDER =
            List.of(ApplicationState.ENDORSED, ApplicationState.SENT_BACK);
    private static final List<ApplicationState> AUTHORITY =
            List.of(ApplicationState.AGREED, ApplicationState.REFUSED, ApplicationState.REFUSED_AGAIN);
    private static final List<ApplicationState> OFFERED =
            List.of(ApplicationState.PROVIDER_OFFERED, ApplicationState.AUTHORITY_OFFERED);

    @Override
    public Uni<List<Task>> forCaller(Mutiny.Session session, Caller caller) {
        List<Uni<List<Task>>> parts = new ArrayList<>();
        if (caller.has(Roles.DATA_SUPERVISOR)) {
            parts.add(tasks(session, "consumer", caller.unit(), OWN, Task.Kind.ENDORSE_APPLICATION));
            parts.add(tasks(session, "provider", caller.unit(), PROVIDER, Task.Kind.DECIDE_APPLICATION));
            parts.add(tasks(session, "consumer", caller.unit(), OFFERED, Task.Kind.ACCEPT_OFFER));
        }
        if (caller.has(Roles.AUTHORITY_REVIEWER)) {
            parts.add(
                    session.createQuery("from Application where state in :states order by changedAt", Application.class)
                            .setParameter("states", AUTHORITY)
                            .setMaxResults(MOST)
                            .getResultList()
                            .map(found -> found.stream()
                                    .map(one -> task(one, Task.Kind.REVIEW_APPLICATION))
                                    .toList()));
        }
        return Tasks.joined(parts);
    }

    @Override
    public Uni<List<Task>> forOthers(Mutiny.Session session, Caller caller) {
        List<Uni<List<Task>>> parts = new ArrayList<>();
        if (!caller.has(Roles.DATA_SUPERVISOR)) {
            parts.add(tasks(session, "consumer", caller.unit(), OWN, Task.Kind.ENDORSE_APPLICATION));
            parts.add(tasks(session, "consumer", caller.unit(), OFFERED, Task.Kind.ACCEPT_OFFER));
        }
        parts.add(tasks(session, "consumer", caller.unit(), PROVIDER, Task.Kind.DECIDE_APPLICATION));
        parts.add(tasks(session, "consumer", caller.unit(), AUTHORITY, Task.Kind.REVIEW_APPLICATION));
        parts.add(tasks(session, "provider", caller.unit(), OFFERED, Task.Kind.ACCEPT_OFFER));
        return Tasks.joined(parts);
    }

    private static Uni<List<Task>> tasks(
            Mutiny.Session session, String side, String unit, List<ApplicationState> states, Task.Kind kind) {
        return session.createQuery(
                        "from Application where " + side + " = :unit and state in :states"
                                + " order by providerDueAt nulls last, changedAt",
                        Application.class)
                .setParameter("unit", unit)
                .setParameter("states", states)
                .setMaxResults(MOST)
                .getResultList()
                .map(found -> found.stream().map(one -> task(one, kind)).toList());
    }

    private static Task task(Application application, Task.Kind kind) {
        boolean waits = kind == Task.Kind.DECIDE_APPLICATION;
        @Nullable
        String unit =
                switch (kind) {
                    case DECIDE_APPLICATION -> application.provider;
                    case REVIEW_APPLICATION -> null;
                    default -> application.consumer;
                };
        return new Task(
                kind,
                application.id,
                unit,
                application.purpose,
                application.changedAt,
                waits ? application.providerDueAt : null,
                waits && application.overdue);
    }
}
