package org.publicdatamesh.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.publicdatamesh.parts.Installation;

/**
 * The end of the mesh's pipeline: the effect in exchange's database. When it committed is asked of PostgreSQL afterwards
 * ({@code track_commit_timestamp}), so that to look costs nothing while it is measured; the clock is this machine's.
 */
final class Effects implements AutoCloseable {
    private final Connection connection;

    Effects(Installation at) throws SQLException {
        connection = Pipeline.connect(at, "exchange");
    }

    /** How many of the subjects have had their effect. */
    int count(Collection<UUID> subjects) throws SQLException {
        try (PreparedStatement count =
                connection.prepareStatement("select count(*) from shared_resource where resource_id = any (?)")) {
            count.setArray(1, connection.createArrayOf("uuid", subjects.toArray()));
            try (ResultSet result = count.executeQuery()) {
                result.next();
                return result.getInt(1);
            }
        }
    }

    /** When the effect of each committed. */
    Map<UUID, Instant> committed(Collection<UUID> subjects) throws SQLException {
        Map<UUID, Instant> committed = new HashMap<>();
        try (PreparedStatement when = connection.prepareStatement(
                "select resource_id, pg_xact_commit_timestamp(xmin) from shared_resource where resource_id = any (?)")) {
            when.setArray(1, connection.createArrayOf("uuid", subjects.toArray()));
            try (ResultSet result = when.executeQuery()) {
                while (result.next()) {
                    committed.put(
                            result.getObject(1, UUID.class),
                            result.getObject(2, OffsetDateTime.class).toInstant());
                }
            }
        }
        return committed;
    }

    /** All effects of benchmarks. */
    long all() throws SQLException {
        try (PreparedStatement count =
                        connection.prepareStatement("select count(*) from shared_resource where name = 'benchmark'");
                ResultSet result = count.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
