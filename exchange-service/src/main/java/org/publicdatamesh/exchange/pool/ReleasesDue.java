package org.publicdatamesh.exchange.pool;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Releases rows that were loaded before their entry came to be open (Art. 31): beside the events, so that a large table does
 * not hold up those that follow.
 */
@ApplicationScoped
class ReleasesDue {
    private static final int BATCH = 20;
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Mutiny.SessionFactory sessions;
    private final Releases releases;
    private final InstantSource clock;

    ReleasesDue(Mutiny.SessionFactory sessions, Releases releases, InstantSource clock) {
        this.sessions = sessions;
        this.releases = releases;
        this.clock = clock;
    }

    @Scheduled(every = "1s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return sessions.withSession(session -> SessionSql.select(
                        session,
                        "select resource_id from release_due where next_try <= $1 order by next_try limit $2",
                        columns -> (UUID) columns[0],
                        clock.instant().atOffset(ZoneOffset.UTC),
                        (long) BATCH))
                .chain(this::releaseAll);
    }

    private Uni<Void> releaseAll(List<UUID> resources) {
        Uni<Void> chain = Uni.createFrom().voidItem();
        for (UUID resource : resources) {
            chain = chain.chain(() -> release(resource).onFailure().recoverWithUni(failure -> {
                Log.errorf(failure, "The release of resource %s is tried again.", resource);
                return later(resource);
            }));
        }
        return chain;
    }

    /** One transaction per resource; a load that is under way is waited for. */
    private Uni<Void> release(UUID id) {
        return sessions.withTransaction(session -> SharedResource.lock(session, id)
                .chain(resource -> SessionSql.update(session, "delete from release_due where resource_id = $1", id)
                        .chain(claimed -> claimed == 1 && resource != null && resource.loaded()
                                ? releases.release(session, resource)
                                : Uni.createFrom().voidItem())));
    }

    private Uni<Void> later(UUID resource) {
        return sessions.withTransaction(session -> SessionSql.update(
                        session,
                        "update release_due set next_try = $2 where resource_id = $1",
                        resource,
                        clock.instant().plus(PAUSE).atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }
}
