package org.publicdatamesh.catalog.watch;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.sql.SessionSql;

/** The order of all inboxes. */
final class Inbox {
    /** Key of the lock under which notices get their positions, so that a reader who has seen one has seen all before. */
    private static final long POSITIONS = 0x5741544348L;

    private Inbox() {}

    /** Waits for the lock; the transaction's end gives it back. */
    static Uni<Void> lock(Mutiny.Session session) {
        return SessionSql.select(session, "select pg_advisory_xact_lock(" + POSITIONS + ")", row -> true)
                .replaceWithVoid();
    }

    /** Takes the lock where nobody has it. */
    static Uni<Boolean> tryLock(Mutiny.Session session) {
        return SessionSql.select(
                        session, "select pg_try_advisory_xact_lock(" + POSITIONS + ")", row -> (Boolean) row[0])
                .map(rows -> rows.getFirst());
    }
}
