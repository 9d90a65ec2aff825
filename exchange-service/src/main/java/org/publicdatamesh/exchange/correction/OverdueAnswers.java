package org.publicdatamesh.exchange.correction;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.exchange.AnswerOverdue;
import org.publicdatamesh.kit.outbox.Outbox;

/** Records each answer that is not there when it is due, once, whoever sweeps (Art. 27, 41). */
@ApplicationScoped
class OverdueAnswers {
    private static final int BATCH = 100;

    private final Mutiny.SessionFactory sessions;
    private final Outbox outbox;
    private final InstantSource clock;

    OverdueAnswers(Mutiny.SessionFactory sessions, Outbox outbox, InstantSource clock) {
        this.sessions = sessions;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Scheduled(every = "1s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return sessions.withTransaction(session -> session.createNativeQuery(
                        "select id from doubt where state = 'OPEN' and not overdue_recorded and due_at <= :now"
                                + " order by due_at limit :batch for update skip locked",
                        UUID.class)
                .setParameter("now", clock.instant())
                .setParameter("batch", BATCH)
                .getResultList()
                .chain(ids -> record(session, ids)));
    }

    private Uni<Void> record(Mutiny.Session session, List<UUID> ids) {
        Uni<Void> chain = Uni.createFrom().voidItem();
        for (UUID id : ids) {
            chain = chain.chain(() -> session.find(Doubt.class, id).chain(doubt -> {
                doubt.overdueRecorded = true;
                return outbox.publish(
                        session,
                        doubt.resourceId.toString(),
                        new AnswerOverdue(
                                doubt.id,
                                doubt.resourceId,
                                doubt.entryId,
                                doubt.reporter,
                                doubt.provider,
                                doubt.dueAt));
            }));
        }
        return chain;
    }
}
