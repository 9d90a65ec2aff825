package org.publicdatamesh.exchange.party;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.CollectionDuty;
import org.publicdatamesh.kit.event.catalog.CollectionPlanEnded;
import org.publicdatamesh.kit.event.catalog.CollectionPlanRegistered;
import org.publicdatamesh.kit.event.catalog.RightEnded;
import org.publicdatamesh.kit.event.catalog.RightRegistered;
import org.publicdatamesh.kit.inbox.EventHandler;
import org.publicdatamesh.kit.sql.SessionSql;

/** What is kept of the catalogue's rights and plans to collect. Events of one right, and of one plan, come in order. */
final class PartyEvents {
    private PartyEvents() {}

    private static @Nullable OffsetDateTime time(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    @ApplicationScoped
    static class RightRegistrations implements EventHandler<RightRegistered> {
        @Override
        public Class<RightRegistered> event() {
            return RightRegistered.class;
        }

        @Override
        public Uni<Void> handle(Mutiny.Session session, Envelope<RightRegistered> event) {
            RightRegistered right = event.data();
            return SessionSql.update(
                            session,
                            "insert into data_right (right_id, entry_id, kind, holder, number, valid_from, valid_until)"
                                    + " values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
                            right.rightId(),
                            right.entryId(),
                            right.kind().name(),
                            right.holder(),
                            right.number(),
                            time(right.validFrom()),
                            time(right.validUntil()))
                    .replaceWithVoid();
        }
    }

    @ApplicationScoped
    static class RightEnds implements EventHandler<RightEnded> {
        @Override
        public Class<RightEnded> event() {
            return RightEnded.class;
        }

        @Override
        public Uni<Void> handle(Mutiny.Session session, Envelope<RightEnded> event) {
            return SessionSql.update(
                            session,
                            "update data_right set ended = true where right_id = $1",
                            event.data().rightId())
                    .replaceWithVoid();
        }
    }

    @ApplicationScoped
    static class PlanRegistrations implements EventHandler<CollectionPlanRegistered> {
        @Override
        public Class<CollectionPlanRegistered> event() {
            return CollectionPlanRegistered.class;
        }

        @Override
        public Uni<Void> handle(Mutiny.Session session, Envelope<CollectionPlanRegistered> event) {
            CollectionPlanRegistered plan = event.data();
            String[] units = plan.duties().isEmpty()
                    ? new String[] {plan.unit()}
                    : plan.duties().stream().map(CollectionDuty::unit).toArray(String[]::new);
            return SessionSql.update(
                            session,
                            "insert into collection_plan (plan_id, units, items, valid_from, valid_until)"
                                    + " values ($1, $2, $3, $4, $5) on conflict do nothing",
                            plan.planId(),
                            units,
                            EventJson.write(plan.items()),
                            time(plan.validFrom()),
                            time(plan.validUntil()))
                    .replaceWithVoid();
        }
    }

    @ApplicationScoped
    static class PlanEnds implements EventHandler<CollectionPlanEnded> {
        @Override
        public Class<CollectionPlanEnded> event() {
            return CollectionPlanEnded.class;
        }

        @Override
        public Uni<Void> handle(Mutiny.Session session, Envelope<CollectionPlanEnded> event) {
            return SessionSql.update(
                            session,
                            "update collection_plan set ended = true where plan_id = $1",
                            event.data().planId())
                    .replaceWithVoid();
        }
    }
}
