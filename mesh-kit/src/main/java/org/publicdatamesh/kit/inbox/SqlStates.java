package org.publicdatamesh.kit.inbox;

import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL says of a failure: the client says it in its own exception, Hibernate in that of JDBC. */
final class SqlStates {
    private SqlStates() {}

    /** The SQLSTATE that an exception itself says; null where it says none. */
    static @Nullable String of(Throwable failure) {
        return switch (failure) {
            case PgException refused -> refused.getSqlState();
            case SQLException refused -> refused.getSQLState();
            default -> null;
        };
    }
}
