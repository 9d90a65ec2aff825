package org.publicdatamesh.exchange.dispute;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.overview.Task;
import org.publicdatamesh.exchange.overview.Tasks;
import org.publicdatamesh.kit.event.exchange.DisputeParty;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;

/** Disputes that wait for a unit, the authority or the government. */
@ApplicationScoped
class DisputeTasks implements Tasks {
    private static final String AWAITED = "(unit = :unit and awaitsUnit or other = :unit and awaitsOther)";
    private static final String OF_THE_UNIT = "(unit = :unit or other = :unit)";

    @Override
    public Uni<List<Task>> forCaller(Mutiny.Session session, Caller caller) {
        List<Uni<List<Task>>> parts = new ArrayList<>();
        if (caller.has(Roles.DATA_SUPERVISOR)) {
            parts.add(tasks(session, AWAITED, caller.unit()));
        }
        if (caller.has(Roles.AUTHORITY_REVIEWER)) {
            parts.add(tasks(session, "state = MEDIATING", null));
        }
        if (caller.has(Roles.GOVERNMENT_ARBITER)) {
            parts.add(tasks(session, "state = DECIDING", null));
        }
        return Tasks.joined(parts);
    }

    @Override
    public Uni<List<Task>> forOthers(Mutiny.Session session, Caller caller) {
        String mine = caller.has(Roles.DATA_SUPERVISOR) ? " and not " + AWAITED : "";
        return tasks(session, OF_THE_UNIT + mine, caller.unit());
    }

    private static Uni<List<Task>> tasks(Mutiny.Session session, String which, @Nullable String unit) {
        Mutiny.SelectionQuery<Dispute> query = session.createQuery(
                        "from Dispute where endedAt is null and " + which + " order by dueAt, id", Dispute.class)
                .setMaxResults(MOST);
        if (unit != null) {
            query.setParameter("unit", unit);
        }
        return query.getResultList().map(found -> found.stream()
                .map(dispute -> task(
                        dispute,
                        unit != null && dispute.unit.equals(unit) && dispute.awaitsUnit
                                ? DisputeParty.UNIT
                                : dispute.awaited().getLast()))
                .toList());
    }

    private static Task task(Dispute dispute, DisputeParty awaited) {
        return new Task(
                switch (awaited) {
                    case UNIT, OTHER -> Task.Kind.ANSWER_DISPUTE;
                    case AUTHORITY -> Task.Kind.MEDIATE_DISPUTE;
                    case GOVERNMENT -> Task.Kind.DECIDE_DISPUTE;
                },
                dispute.id,
                awaited == DisputeParty.UNIT || awaited == DisputeParty.OTHER ? dispute.unitOf(awaited) : null,
                dispute.demand,
                dispute.stepBegunAt,
                dispute.dueAt,
                dispute.overdue);
    }
}
