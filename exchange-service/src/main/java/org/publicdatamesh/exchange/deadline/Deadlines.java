package org.publicdatamesh.exchange.deadline;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.outbox.Outbox;

/**
 * Deadlines of matters. What is due is swept each second: each fires once, however many replicas sweep, and none is lost
 * by a restart. One that fails is tried again by the next sweep. The matter is locked before its deadline is claimed, in
 * the order of those who decide the matter, so that a decision and its deadline never wait for each other.
 */
@ApplicationScoped
public class Deadlines {
    private static final int BATCH = 100;

    private final Mutiny.SessionFactory sessions;
    private final InstantSource clock;
    private final Map<DeadlineKind, DeadlineHandler> handlers = new EnumMap<>(DeadlineKind.class);

    Deadlines(Mutiny.SessionFactory sessions, InstantSource clock, @Any Instance<DeadlineHandler> handlers) {
        this.sessions = sessions;
        this.clock = clock;
        handlers.forEach(handler -> this.handlers.put(handler.kind(), handler));
    }

    /** Sets a matter's deadline of a kind; an earlier one of the kind that has not fired is replaced. */
    public static Uni<Void> set(Mutiny.Session session, DeadlineKind kind, UUID subject, Instant dueAt) {
        return clear(session, kind, subject)
                .chain(() -> session.createNativeQuery("insert into deadline (id, kind, subject_id, due_at)"
                                + " values (:id, :kind, :subject, :due)")
                        .setParameter("id", Outbox.newId())
                        .setParameter("kind", kind.name())
                        .setParameter("subject", subject)
                        .setParameter("due", dueAt)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Takes away a matter's deadline of a kind, where it has not fired. */
    public static Uni<Void> clear(Mutiny.Session session, DeadlineKind kind, UUID subject) {
        return session.createNativeQuery(
                        "delete from deadline where kind = :kind and subject_id = :subject and fired_at is null")
                .setParameter("kind", kind.name())
                .setParameter("subject", subject)
                .executeUpdate()
                .replaceWithVoid();
    }

    @Scheduled(every = "1s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        Instant now = clock.instant();
        return sessions.withSession(session -> session.<UUID>createNativeQuery(
                                "select id from deadline where fired_at is null and due_at <= :now"
                                        + " order by due_at limit :batch")
                        .setParameter("now", now)
                        .setParameter("batch", BATCH)
                        .getResultList())
                .chain(this::fireAll);
    }

    private Uni<Void> fireAll(List<UUID> ids) {
        Uni<Void> chain = Uni.createFrom().voidItem();
        for (UUID id : ids) {
            chain = chain.chain(() -> fire(id).onFailure()
                    .invoke(failure -> Log.errorf(failure, "Deadline %s is tried again.", id))
                    .onFailure()
                    .recoverWithNull());
        }
        return chain;
    }

    /** One transaction per deadline, so that one that fails holds up none of the others. */
    private Uni<Void> fire(UUID id) {
        return sessions.withTransaction(session -> session.createNativeQuery(
                        "select kind, subject_id from deadline where id = :id and fired_at is null", Object[].class)
                .setParameter("id", id)
                .getResultList()
                .chain(rows -> rows.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : fire(session, id, DeadlineKind.valueOf((String) rows.getFirst()[0]), (UUID)
                                rows.getFirst()[1])));
    }

    private Uni<Void> fire(Mutiny.Session session, UUID id, DeadlineKind kind, UUID subject) {
        DeadlineHandler handler = handlers.get(kind);
        if (handler == null) {
            throw new IllegalStateException("nothing handles deadlines of kind " + kind);
        }
        return session.find(handler.matter(), subject, LockModeType.PESSIMISTIC_WRITE)
                .chain(matter -> session.createNativeQuery(
                                "update deadline set fired_at = :now where id = :id and fired_at is null")
                        .setParameter("now", clock.instant())
                        .setParameter("id", id)
                        .executeUpdate())
                .chain(claimed -> claimed == 1
                        ? handler.due(session, subject)
                        : Uni.createFrom().voidItem());
    }
}
