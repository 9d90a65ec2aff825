package org.publicdatamesh.kit.inbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.rest.Paging;

/** What is known of dead letters: which there are, and how many wait to be replayed (gauge {@code mesh_dead_letters}). */
@ApplicationScoped
class DeadLetters {
    private final Mutiny.SessionFactory sessions;
    private volatile double waiting = Double.NaN;

    DeadLetters(
            Mutiny.SessionFactory sessions,
            MeterRegistry meters,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.sessions = sessions;
        Gauge.builder("mesh.dead.letters", () -> waiting)
                .description("Events that could not be processed and wait to be replayed")
                .tag("service", application)
                .register(meters);
    }

    /** How many wait; not a number as long as they were not counted. */
    double waiting() {
        return waiting;
    }

    /** Counts them anew. A count that fails leaves the last one: what cannot be counted is told by the database's health. */
    @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> count() {
        return sessions.withSession(session -> session.createSelectionQuery(
                                "select count(*) from DeadLetter where replayedAt is null", Long.class)
                        .getSingleResult())
                .invoke(found -> waiting = found)
                .onFailure()
                .invoke(failure -> Log.debugf("Dead letters could not be counted: %s", failure.toString()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Dead letters in the order in which they were made, one more than the page holds. */
    Uni<List<DeadLetter>> find(Paging paging) {
        return sessions.withSession(session -> session.createSelectionQuery(
                        "from DeadLetter d where d.id > :after order by d.id", DeadLetter.class)
                .setParameter("after", paging.afterId())
                .setMaxResults(paging.limit() + 1)
                .getResultList());
    }
}
