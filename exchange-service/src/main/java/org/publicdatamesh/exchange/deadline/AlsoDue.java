package org.publicdatamesh.exchange.deadline;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** A room where something is due that has no deadline of its own; a CDI bean per room. */
public interface AlsoDue {
    /**
     * What is due and not yet late, by time and then by id.
     *
     * @param unit whose; of all units where absent
     * @param after the time from which the list goes on
     * @param afterId of what is due at that time, only what has a greater id
     * @param most how many at most
     */
    Uni<List<DeadlineView>> due(Mutiny.Session session, @Nullable String unit, Instant after, UUID afterId, int most);
}
