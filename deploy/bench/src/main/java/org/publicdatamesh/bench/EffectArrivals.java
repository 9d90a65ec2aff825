package org.publicdatamesh.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.publicdatamesh.parts.Installation;

/**
 * The end of the mesh's pipeline: the effect in exchange's database. PostgreSQL notifies of each row when the transaction
 * of the effect has committed, by a trigger that is there only while this is open.
 */
final class EffectArrivals implements Arrivals {
    private final Connection connection;

    EffectArrivals(Installation at) throws SQLException {
        connection = Pipeline.connect(at, "exchange");
        try (Statement statement = connection.createStatement()) {
            statement.execute("create or replace function bench_arrived() returns trigger language plpgsql as"
                    + " $$ begin perform pg_notify('bench', new.resource_id::text); return new; end $$");
            statement.execute("create or replace trigger bench_arrived after insert on shared_resource"
                    + " for each row execute function bench_arrived()");
            statement.execute("listen bench");
        }
    }

    @Override
    public void poll(Listener listener) throws SQLException {
        PGNotification[] arrived = connection.unwrap(PGConnection.class).getNotifications(200);
        if (arrived != null) {
            for (PGNotification one : arrived) {
                listener.arrived(UUID.fromString(one.getParameter()));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop trigger if exists bench_arrived on shared_resource");
            statement.execute("drop function if exists bench_arrived()");
        }
        connection.close();
    }
}
