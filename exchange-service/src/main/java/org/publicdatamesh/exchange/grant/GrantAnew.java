package org.publicdatamesh.exchange.grant;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Actor;

/** Makes another grant of an application, where a dispute about one that is over ended so (Art. 27). */
public interface GrantAnew {
    /**
     * Makes it, by the rules of every grant. Call with {@link Grants#beforeAnew}, taken before its resource.
     *
     * @param application the application of both
     * @param over the grant that is over
     * @param holding what the new one holds
     * @param decidedAt when whoever decides that it be granted did so
     * @param overruled whether the government decided it against the provider
     */
    Uni<Void> grantAnew(
            Mutiny.Session session,
            UUID application,
            UUID over,
            Holding holding,
            Instant decidedAt,
            boolean overruled,
            Actor actor);
}
