package org.publicdatamesh.kit.inbox;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;

/** Makes the outbox's partitions ahead and drops what is old: outbox, inbox, idempotency keys. */
@ApplicationScoped
class Housekeeping {
    private final Mutiny.SessionFactory sessions;
    private final InstantSource clock;
    private final int outboxDays;
    private final int inboxDays;

    Housekeeping(
            Mutiny.SessionFactory sessions,
            InstantSource clock,
            @ConfigProperty(name = "mesh.outbox.keep-days") int outboxDays,
            @ConfigProperty(name = "mesh.inbox.keep-days") int inboxDays) {
        this.sessions = sessions;
        this.clock = clock;
        this.outboxDays = outboxDays;
        this.inboxDays = inboxDays;
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return sessions.withTransaction(session -> session.createNativeQuery("select cast(outbox_roll(:days) as text)")
                .setParameter("days", outboxDays)
                .getResultList()
                .chain(() -> session.createNativeQuery("delete from inbox where received_at < :before")
                        .setParameter("before", clock.instant().minus(Duration.ofDays(inboxDays)))
                        .executeUpdate())
                .chain(() -> session.createNativeQuery("delete from idempotency_key where created_at < :before")
                        .setParameter("before", clock.instant().minus(Duration.ofDays(3)))
                        .executeUpdate())
                .replaceWithVoid());
    }
}
