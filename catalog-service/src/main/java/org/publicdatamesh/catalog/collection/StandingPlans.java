package org.publicdatamesh.catalog.collection;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.party.StandingPlan;

/** Reads which plans to collect are in force (Art. 14). */
public final class StandingPlans {
    private StandingPlans() {}

    /** Plans that are registered and within their term, of which one of some units is a party, oldest first. */
    public static Uni<List<StandingPlan>> of(Mutiny.Session session, Set<String> units, Instant now) {
        return session.createQuery(
                        "from Plan where state = PlanState.REGISTERED and validFrom <= :now and validUntil > :now"
                                + " and (unit in :units or id in (select planId from Party where unit in :units))"
                                + " order by id",
                        Plan.class)
                .setParameter("now", now)
                .setParameter("units", units)
                .getResultList()
                .map(found -> found.stream().map(StandingPlans::plan).toList());
    }

    private static StandingPlan plan(Plan plan) {
        PlanContent content = plan.content();
        JointCollection joint = content.joint();
        return new StandingPlan(plan.id, joint == null ? List.of(plan.unit) : joint.units(), content.collectedNames());
    }
}
