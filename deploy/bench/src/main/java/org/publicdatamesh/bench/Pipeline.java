package org.publicdatamesh.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.publicdatamesh.parts.Installation;
import org.publicdatamesh.parts.Postgres;

/**
 * Commits events to catalog's outbox, with the columns that the kit writes: to the topic of real events, or to one that
 * only the benchmark reads.
 */
final class Pipeline implements AutoCloseable {
    static final String BARE_TOPIC = "bench.bare";
    private static final String INSERT = "insert into outbox (id, topic, key, type, source, subject, time, payload)"
            + " values (?, ?, ?, ?, '/catalog-service', ?, ?, ?)";

    private final Connection connection;
    private final String topic;
    private final String type;

    private Pipeline(Connection connection, String topic, String type) {
        this.connection = connection;
        this.topic = topic;
        this.type = type;
    }

    static Pipeline bare(Installation at) throws SQLException {
        return new Pipeline(connect(at, "catalog"), BARE_TOPIC, "org.publicdatamesh.bench.bare.v1");
    }

    static Pipeline mesh(Installation at) throws SQLException {
        return new Pipeline(
                connect(at, "catalog"), "catalog.resource", "org.publicdatamesh.catalog.resource.attached.v1");
    }

    static Connection connect(Installation at, String service) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + new Postgres(at).port() + "/" + service,
                service,
                at.credentials().get("db." + service));
    }

    /** Commits one event about a subject. */
    void commit(UUID subject) throws SQLException {
        connection.setAutoCommit(true);
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            fill(insert, subject);
            insert.executeUpdate();
        }
    }

    /** An id as the kit makes them, UUID version 7 (RFC 9562). */
    static UUID newId() {
        UUID random = UUID.randomUUID();
        long time = System.currentTimeMillis() << 16;
        return new UUID(time | 0x7000 | random.getMostSignificantBits() & 0xfff, random.getLeastSignificantBits());
    }

    /** New subjects. */
    static List<UUID> subjects(int events) {
        List<UUID> subjects = new ArrayList<>(events);
        for (int i = 0; i < events; i++) {
            subjects.add(newId());
        }
        return subjects;
    }

    /** Commits an event about each, a thousand to a transaction. */
    void burst(List<UUID> subjects) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            int i = 0;
            for (UUID subject : subjects) {
                fill(insert, subject);
                insert.addBatch();
                if (++i % 1000 == 0 || i == subjects.size()) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
        }
    }

    private void fill(PreparedStatement insert, UUID subject) throws SQLException {
        insert.setObject(1, newId());
        insert.setString(2, topic);
        insert.setString(3, subject.toString());
        insert.setString(4, type);
        insert.setString(5, subject.toString());
        insert.setString(6, Instant.now().toString());
        insert.setString(7, payload(subject));
    }

    private static String payload(UUID subject) {
        return "{\"resourceId\":\"" + subject + "\",\"entryId\":\"" + subject + "\",\"unit\":\"civil-affairs\","
                + "\"kind\":\"table\",\"name\":\"benchmark\",\"informationSystem\":\"benchmark\",\"actor\":"
                + "{\"person\":\"data-specialist.civil-affairs\",\"unit\":\"civil-affairs\","
                + "\"role\":\"data-specialist\"}}";
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
