package org.publicdatamesh.exchange.backflow;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The way to the exchanges of the levels above and below. What is sent is stored in the session's transaction, signed and forwarded
 * until the other level has it, once or more often; what comes is verified and given to {@link LevelInbox}.
 */
public interface LevelGateway {
    /** Sends to the level above. Refused with 409 {@code no-level-above} where none is configured. */
    Uni<Void> up(Mutiny.Session session, LevelMessage.Asked message);

    /**
     * Sends to a level below.
     *
     * @param below the unit that stands for that level on this one
     */
    Uni<Void> down(Mutiny.Session session, String below, LevelMessage.Told message);
}
