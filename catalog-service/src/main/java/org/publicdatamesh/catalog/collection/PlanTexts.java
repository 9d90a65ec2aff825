package org.publicdatamesh.catalog.collection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.catalog.element.Known.Kind;
import org.publicdatamesh.catalog.element.KnownData;
import org.publicdatamesh.catalog.secrecy.StandingRecords;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.catalog.CollectionPlanEnded;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Plans with what their parties said, as texts that may turn out to be secret. What is known of them, and the wordings, are copies
 * that go with them.
 */
@ApplicationScoped
class PlanTexts implements StandingRecords {
    private final KnownData known;
    private final Outbox outbox;

    PlanTexts(KnownData known, Outbox outbox) {
        this.known = known;
        this.outbox = outbox;
    }

    @Override
    public String kind() {
        return "collection-plan";
    }

    @Override
    public Uni<List<Standing>> after(Mutiny.Session session, UUID after, int most) {
        return session.createQuery("from Plan where id > :after order by id", Plan.class)
                .setParameter("after", after)
                .setMaxResults(most)
                .getResultList()
                .chain(plans -> standing(session, plans));
    }

    @Override
    public String written() {
        return "select id from collection_plan where " + WRITTEN + " union select plan_id from collection_party where "
                + WRITTEN;
    }

    @Override
    public Uni<List<Standing>> some(Mutiny.Session session, List<UUID> ids) {
        return session.createQuery("from Plan where id in :ids order by id", Plan.class)
                .setParameter("ids", ids)
                .getResultList()
                .chain(plans -> standing(session, plans));
    }

    private static Uni<List<Standing>> standing(Mutiny.Session session, List<Plan> plans) {
        if (plans.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return session.createQuery("from Party where planId in :ids order by planId, unit", Party.class)
                .setParameter("ids", plans.stream().map(plan -> plan.id).toList())
                .getResultList()
                .map(parties -> {
                    Map<UUID, List<Party>> ofPlans =
                            parties.stream().collect(Collectors.groupingBy(party -> party.planId));
                    return plans.stream()
                            .map(plan -> new Standing(
                                    plan.id, plan.unit, texts(plan, ofPlans.getOrDefault(plan.id, List.of()))))
                            .toList();
                });
    }

    private static List<Record> texts(Plan plan, List<Party> parties) {
        List<Record> texts = new ArrayList<>();
        texts.add(plan.content());
        if (plan.returnReasons != null) {
            texts.add(new Registration(Registration.Choice.RETURN, plan.returnReasons));
        }
        if (plan.endReasons != null) {
            texts.add(new PlanEnd(plan.endReasons));
        }
        // The duties stand in the content too, but for a party that is asked no more.
        List<JointCollection.Party> divided = new ArrayList<>();
        for (Party party : parties) {
            divided.add(new JointCollection.Party(party.unit, party.duties));
            if (party.reasons != null) {
                texts.add(new Confirmation(Confirmation.Choice.DECLINE, party.reasons));
            }
        }
        JointCollection joint = plan.content().joint();
        if (joint == null ? !divided.isEmpty() : !joint.parties().containsAll(divided)) {
            texts.add(new JointCollection(plan.unit, divided));
        }
        return texts;
    }

    /** The plan is gone, and what it collects is free for others. One in force is told to have ended. */
    @Override
    public Uni<Void> erase(Mutiny.Session session, UUID id, Actor by) {
        return SessionSql.select(
                        session,
                        "select unit from collection_plan where id = $1 for update",
                        columns -> (String) columns[0],
                        id)
                .call(() -> SessionSql.update(session, "delete from collection_party where plan_id = $1", id))
                .call(() -> known.erase(session, List.of(Kind.PLAN, Kind.VERIFICATION), id))
                .call(() -> StandingRecords.eraseTold(session, id))
                .chain(found -> SessionSql.update(
                                session, "delete from collection_plan where id = $1 and state = 'REGISTERED'", id)
                        .chain(inForce -> inForce == 0
                                ? SessionSql.update(session, "delete from collection_plan where id = $1", id)
                                        .replaceWithVoid()
                                : outbox.publish(
                                        session,
                                        id.toString(),
                                        new CollectionPlanEnded(id, "-", found.getFirst(), false, "-", by))));
    }
}
