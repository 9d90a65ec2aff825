package org.publicdatamesh.catalog.entry;

import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Actor;

/** What follows from a publication or a retirement, in its transaction; every such bean is told. */
public interface EntryFollower {
    /** A version was submitted to the unit's supervisor. */
    default Uni<Void> submitted(Mutiny.Session session, EntryWork entry, Actor actor) {
        return Uni.createFrom().voidItem();
    }

    /** A revision was given up while it was a draft. */
    default Uni<Void> discarded(Mutiny.Session session, UUID entryId, int version) {
        return Uni.createFrom().voidItem();
    }

    /** A version was published. */
    Uni<Void> published(Mutiny.Session session, UUID entryId, int version, Actor actor);

    /** An entry is about to be retired or withheld: told before it is locked or changed, for locks that come first. */
    default Uni<Void> leaving(Mutiny.Session session) {
        return Uni.createFrom().voidItem();
    }

    /** The entry was retired. */
    Uni<Void> retired(Mutiny.Session session, UUID entryId, int version, Actor actor);

    /**
     * The entry, which is published, is about to be withheld. What it says can be read for the last time, and nothing of it may be
     * kept.
     */
    default Uni<Void> withholding(Mutiny.Session session, UUID entryId, int version) {
        return Uni.createFrom().voidItem();
    }

    /** The entry had a state secret in it: nothing of what it said is kept (Art. 2, 13). Told before its retirement. */
    default Uni<Void> withheld(Mutiny.Session session, UUID entryId) {
        return Uni.createFrom().voidItem();
    }
}
