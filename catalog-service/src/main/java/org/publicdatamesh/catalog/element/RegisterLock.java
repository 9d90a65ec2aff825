package org.publicdatamesh.catalog.element;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.sql.SessionSql;

/** Lets one transaction at a time register elements and plans, so that two for the same datum see each other. */
public final class RegisterLock {
    private static final long KEY = 14_0000_0001L;

    private RegisterLock() {}

    /** Waits for it; it is held to the end of the transaction. */
    public static Uni<Void> of(Mutiny.Session session) {
        return SessionSql.select(session, "select 1 from pg_advisory_xact_lock($1)", columns -> columns[0], KEY)
                .replaceWithVoid();
    }
}
