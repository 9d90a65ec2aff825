package org.publicdatamesh.audit.record;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes the months of the record ahead. */
@ApplicationScoped
class Housekeeping {
    private final Pool pool;

    Housekeeping(Pool pool) {
        this.pool = pool;
    }

    @Scheduled(every = "6h", delayed = "2m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> roll() {
        return pool.query("select 1 from record_roll()").execute().replaceWithVoid();
    }
}
