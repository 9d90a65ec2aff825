package org.publicdatamesh.catalog.secrecy;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Records with texts that stand in the catalogue beside the entries (Art. 2, 13): every such bean is scanned after a change of the
 * rules, and erases what has a confirmed secret in it.
 */
public interface StandingRecords {
    /**
     * A record that stands.
     *
     * @param unit the unit here that answers for it
     * @param texts a record; every text and name in it is looked at
     */
    record Standing(UUID id, String unit, Record texts) {}

    /** Name of the kind, in kebab-case and for good; the scan goes through the kinds by their names. */
    String kind();

    /** Whether they are only a note for our own use, so that one is erased as soon as it is suspected. */
    default boolean fleeting() {
        return false;
    }

    /** Those after an id, in the order of ids. */
    Uni<List<Standing>> after(Mutiny.Session session, UUID after, int most);

    /**
     * Those after an id, in the order of ids, that were written since a time and not judged by the rules that were the last when they
     * were committed. There are none where the rules wait for whoever writes.
     */
    default Uni<List<Standing>> since(Mutiny.Session session, Instant time, UUID after, int most) {
        return Uni.createFrom().item(List.of());
    }

    /** One; null where it is not there. */
    Uni<@Nullable Standing> one(Mutiny.Session session, UUID id);

    /** Keeps nothing of what it says. */
    Uni<Void> erase(Mutiny.Session session, UUID id);
}
