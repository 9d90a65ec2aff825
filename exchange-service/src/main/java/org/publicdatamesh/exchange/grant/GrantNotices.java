package org.publicdatamesh.exchange.grant;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.exchange.GrantStep;

/** Tells units what was done to a grant of theirs, in the transaction in which it is done. */
public interface GrantNotices {
    /**
     * A step to tell of.
     *
     * @param grantId the grant
     * @param entryId its entry
     * @param resourceId its resource
     * @param units who is told
     * @param step what was done
     * @param reasons why; null where the term ended
     * @param at when
     */
    record Told(
            UUID grantId,
            UUID entryId,
            UUID resourceId,
            Set<String> units,
            GrantStep step,
            @Nullable String reasons,
            Instant at) {}

    /** Tells them. It waits for no other matter: a step on a grant is not to wait. */
    Uni<Void> tell(Mutiny.Session session, Told told);
}
