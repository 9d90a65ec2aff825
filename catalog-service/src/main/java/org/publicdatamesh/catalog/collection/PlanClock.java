package org.publicdatamesh.catalog.collection;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.sql.SessionSql;

/** Ends plans whose term is over; each is ended once, however many replicas look. */
@ApplicationScoped
class PlanClock {
    private static final int BATCH = 100;

    private final Mutiny.SessionFactory sessions;
    private final Plans plans;
    private final InstantSource clock;

    PlanClock(Mutiny.SessionFactory sessions, Plans plans, InstantSource clock) {
        this.sessions = sessions;
        this.plans = plans;
        this.clock = clock;
    }

    @Scheduled(every = "10s", delayed = "4s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return sessions.withTransaction(session -> SessionSql.select(
                                session,
                                "select id from collection_plan where state = 'REGISTERED' and valid_until <= $1"
                                        + " order by valid_until limit " + BATCH + " for update skip locked",
                                columns -> (UUID) columns[0],
                                clock.instant().atOffset(ZoneOffset.UTC))
                        .chain(ids -> end(session, ids)))
                .onFailure()
                .invoke(failure -> Log.errorf(failure, "Plans whose term is over are ended later."))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> end(Mutiny.Session session, List<UUID> ids) {
        Uni<Void> chain = Uni.createFrom().voidItem();
        for (UUID id : ids) {
            chain = chain.chain(() -> session.find(Plan.class, id)
                    .chain(plan -> plans.ended(session, plan, null, null))
                    .replaceWithVoid());
        }
        return chain;
    }
}
