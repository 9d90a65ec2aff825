package org.publicdatamesh.kit.sql;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.pool.ReactiveConnection;
import org.jspecify.annotations.Nullable;

/**
 * Runs PostgreSQL statements on a session's own connection, in its transaction, past Hibernate's native queries: those keep
 * a plan for each call whose result has no entity, compare it with thousands of others first, and cost more than the
 * statement itself. What the session has not flushed is not seen; parameters are {@code $1}, {@code $2}, ….
 */
public final class SessionSql {
    private SessionSql() {}

    /**
     * Reads rows.
     *
     * @param row makes a value of a row's columns, as the Vert.x client reads them
     * @param parameters values as the Vert.x client writes them; an array is one parameter
     */
    public static <T> Uni<List<T>> select(
            Mutiny.Session session, String sql, Function<Object[], T> row, @Nullable Object... parameters) {
        return Uni.createFrom()
                .completionStage(() -> connection(session).select(sql, parameters))
                .map(result -> {
                    List<T> rows = new ArrayList<>(result.size());
                    result.forEachRemaining(columns -> rows.add(row.apply(columns)));
                    return rows;
                });
    }

    /** Changes rows; gives their number. */
    public static Uni<Integer> update(Mutiny.Session session, String sql, @Nullable Object... parameters) {
        return Uni.createFrom().completionStage(() -> connection(session).update(sql, parameters));
    }

    /** Waits for a name, which one transaction has at a time, and keeps it until the transaction ends. */
    public static Uni<Void> lockName(Mutiny.Session session, String name) {
        return select(
                        session,
                        "select cast(pg_advisory_xact_lock(hashtextextended($1, 0)) as text)",
                        columns -> String.valueOf(columns[0]),
                        name)
                .replaceWithVoid();
    }

    private static ReactiveConnection connection(Mutiny.Session session) {
        if (session instanceof MutinySessionImpl hibernates) {
            return hibernates.getReactiveConnection();
        }
        throw new IllegalArgumentException("not a session of Hibernate Reactive: " + session.getClass());
    }
}
