package org.publicdatamesh.catalog.rights;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Reads which rights in the data of an entry stand (Art. 34). */
public final class StandingRights {
    private StandingRights() {}

    /**
     * Rights in an entry's data that are registered, not ended and within their term, oldest first.
     *
     * @param most how many at most
     */
    public static Uni<List<RightView>> of(Mutiny.Session session, UUID entry, Instant now, int most) {
        return session.createQuery(
                        "from Right where entryId = :entry and state = RightState.REGISTERED and validFrom <= :now"
                                + " and (validUntil is null or validUntil > :now) order by id",
                        Right.class)
                .setParameter("entry", entry)
                .setParameter("now", now)
                .setMaxResults(most)
                .getResultList()
                .map(found ->
                        found.stream().map(right -> RightView.of(right, now)).toList());
    }
}
