package org.publicdatamesh.parts;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The declared connectors with the real parts: what is committed to an outbox arrives, whatever was killed meanwhile. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutboxToKafkaIT {
    private static final String DATABASE = "catalog";
    private static final String TOPIC = "catalog.entry";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Path HOUSE = Installation.findHouse();
    private static final Path HOME = HOUSE.resolve("deploy/local/target/outbox-it");
    private static final Installation AT = Installation.at(HOUSE, HOME, freeBase());
    private static final Postgres POSTGRES = new Postgres(AT);
    private static final Kafka KAFKA = new Kafka(AT);
    private static final Connect CONNECT = new Connect(AT);
    private static final List<UUID> EARLY =
            IntStream.range(0, 5).mapToObj(i -> UUID.randomUUID()).toList();

    @BeforeAll
    static void startTheParts() throws IOException, SQLException {
        Archives.delete(HOME);
        POSTGRES.start();
        KAFKA.start();
        KAFKA.topics(List.of(TOPIC));
        POSTGRES.database(DATABASE);
        String migration = Files.readString(HOUSE.resolve("mesh-kit/src/main/resources/db/kit/V0001__mesh.sql"));
        try (Connection c = connect();
                Statement s = c.createStatement()) {
            s.execute(migration);
        }
        for (UUID id : EARLY) {
            commit(id, "early", "{\"name\":\"墨脱县\"}");
        }
        CONNECT.start();
        CONNECT.connector(DATABASE);
        CONNECT.awaitRunning(DATABASE);
    }

    @AfterAll
    static void stopTheParts() {
        AT.processes().stop(Connect.NAME, Duration.ofSeconds(20));
        AT.processes().stop(Kafka.NAME, Duration.ofSeconds(20));
        AT.processes().stop(Postgres.NAME, Duration.ofSeconds(20));
    }

    @Test
    @Order(1)
    void rowsWrittenBeforeTheSlotExistedArrive() {
        assertThat(arrivals(Set.copyOf(EARLY)).keySet()).containsAll(EARLY);
    }

    @Test
    @Order(2)
    void aRowBecomesACloudEventInBinaryMode() throws SQLException {
        UUID id = UUID.randomUUID();
        String payload = "{\"name\":\"བོད\",\"count\":5580,\"nothing\":null}";

        commit(id, "entry-1", payload);

        ConsumerRecord<String, String> record =
                requireNonNull(arrivals(Set.of(id)).get(id));
        assertThat(record.key()).isEqualTo("entry-1");
        assertThat(record.value()).isEqualTo(payload);
        Map<String, String> expected = new TreeMap<>();
        expected.put("ce_specversion", "1.0");
        expected.put("ce_id", id.toString());
        expected.put("ce_type", "org.publicdatamesh.catalog.entry.published.v1");
        expected.put("ce_source", "/catalog");
        expected.put("ce_subject", "entry-1");
        expected.put("ce_time", "2026-03-01T08:00:00.123456Z");
        expected.put("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        expected.put("content-type", "application/json");
        assertThat(headers(record)).isEqualTo(expected);
    }

    @Test
    @Order(3)
    void aRowWithoutATraceHasNone() throws SQLException {
        UUID id = UUID.randomUUID();
        try (Connection c = connect();
                Statement s = c.createStatement()) {
            s.execute("insert into outbox (id, topic, key, type, source, subject, time, payload) values ('" + id
                    + "', '" + TOPIC + "', 'k', 't', '/catalog', 'k', '2026-03-01T08:00:00Z', '{}')");
        }

        assertThat(headers(requireNonNull(arrivals(Set.of(id)).get(id))).get("traceparent"))
                .isNull();
    }

    @Test
    @Order(3)
    void aRowThatIsLargerThanKafkasOwnLimitArrives() throws SQLException {
        UUID id = UUID.randomUUID();
        String payload = "{\"text\":\"" + "村".repeat(500_000) + "\"}";

        commit(id, "large", payload);

        assertThat(requireNonNull(arrivals(Set.of(id)).get(id)).value()).isEqualTo(payload);
    }

    @Test
    @Order(3)
    void eventsOfOneAggregateStayInOrder() throws SQLException {
        List<UUID> ids =
                IntStream.range(0, 200).mapToObj(i -> UUID.randomUUID()).toList();

        for (UUID id : ids) {
            commit(id, "in-order", "{}");
        }

        assertThat(arrivals(new LinkedHashSet<>(ids)).keySet()).containsSubsequence(ids);
    }

    @Test
    @Order(4)
    void whatIsRolledBackNeverArrives() throws SQLException {
        UUID never = UUID.randomUUID();
        UUID after = UUID.randomUUID();
        try (Connection c = connect()) {
            c.setAutoCommit(false);
            insert(c, never, "rollback", "{}");
            c.rollback();
        }
        commit(after, "rollback", "{}");

        assertThat(arrivals(Set.of(after))).containsKey(after).doesNotContainKey(never);
    }

    @Test
    @Order(5)
    void anIdleOutboxDoesNotHoldTheLogOfOthers() throws SQLException {
        POSTGRES.database("exchange");
        String before = confirmed();
        try (Connection c = connect("exchange");
                Statement s = c.createStatement()) {
            s.execute("create table if not exists busy (x text)");
            s.execute("insert into busy select repeat('x', 1000) from generate_series(1, 5000)");
        }

        assertThat(Wait.until(Duration.ofSeconds(30), () -> behind(before)))
                .as("the slot moved on though its database was idle")
                .isTrue();
    }

    @ParameterizedTest
    @Order(6)
    @ValueSource(strings = {Connect.NAME, Kafka.NAME, Postgres.NAME})
    void nothingIsLostWhenAPartIsKilled(String part) throws SQLException {
        Set<UUID> ids = new LinkedHashSet<>();
        for (int i = 0; i < 50; i++) {
            ids.add(commitNew(part));
        }
        AT.processes().kill(part);
        if (!part.equals(Postgres.NAME)) {
            for (int i = 0; i < 50; i++) {
                ids.add(commitNew(part));
            }
        }

        switch (part) {
            case Connect.NAME -> CONNECT.start();
            case Kafka.NAME -> KAFKA.start();
            default -> POSTGRES.start();
        }
        for (int i = 0; i < 50; i++) {
            ids.add(commitNew(part));
        }

        assertThat(arrivals(ids).keySet()).containsAll(ids);
        assertThat(Wait.until(PATIENCE, () -> CONNECT.state(DATABASE).equals("RUNNING")))
                .as("the connector runs again without anybody's help")
                .isTrue();
    }

    private static UUID commitNew(String key) throws SQLException {
        UUID id = UUID.randomUUID();
        commit(id, key, "{}");
        return id;
    }

    private static void commit(UUID id, String key, String payload) throws SQLException {
        try (Connection c = connect()) {
            insert(c, id, key, payload);
        }
    }

    private static void insert(Connection c, UUID id, String key, String payload) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(
                "insert into outbox (id, topic, key, type, source, subject, time, traceparent, payload)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            s.setObject(1, id);
            s.setString(2, TOPIC);
            s.setString(3, key);
            s.setString(4, "org.publicdatamesh.catalog.entry.published.v1");
            s.setString(5, "/catalog");
            s.setString(6, key);
            s.setString(7, "2026-03-01T08:00:00.123456Z");
            s.setString(8, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
            s.setString(9, payload);
            s.executeUpdate();
        }
    }

    /** Reads the topic from its beginning until all these ids were seen; the records in their order, by id. */
    private static Map<UUID, ConsumerRecord<String, String>> arrivals(Set<UUID> awaited) {
        Map<UUID, ConsumerRecord<String, String>> seen = new LinkedHashMap<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", AT.kafka(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(consumer.partitionsFor(TOPIC).stream()
                    .map(p -> new TopicPartition(TOPIC, p.partition()))
                    .toList());
            consumer.seekToBeginning(consumer.assignment());
            Set<UUID> missing = new LinkedHashSet<>(awaited);
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!missing.isEmpty() && System.nanoTime() < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    UUID id = UUID.fromString(headers(record).get("ce_id"));
                    missing.remove(id);
                    seen.putIfAbsent(id, record);
                }
            }
        }
        return seen;
    }

    private static Map<String, String> headers(ConsumerRecord<String, String> record) {
        Map<String, String> headers = new TreeMap<>();
        List<String> doubled = new ArrayList<>();
        record.headers().forEach(h -> {
            if (h.value() != null && headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)) != null) {
                doubled.add(h.key());
            }
        });
        assertThat(doubled).as("headers that came twice").isEmpty();
        return headers;
    }

    private static String confirmed() throws SQLException {
        try (Connection c = connect();
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery("select pg_current_wal_lsn()")) {
            r.next();
            return r.getString(1);
        }
    }

    private static boolean behind(String lsn) {
        try (Connection c = connect();
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery("select confirmed_flush_lsn > '" + lsn
                        + "'::pg_lsn + 4000000 from pg_replication_slots where slot_name = 'outbox_" + DATABASE
                        + "'")) {
            return r.next() && r.getBoolean(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static Connection connect() throws SQLException {
        return connect(DATABASE);
    }

    private static Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + POSTGRES.port() + "/" + database,
                database,
                AT.credentials().get("db." + database));
    }

    private static int freeBase() {
        for (int base = 25_600; base < 64_000; base += 20) {
            int candidate = base;
            if (IntStream.of(10, 11, 12, 13).allMatch(offset -> Wait.free(candidate + offset))) {
                return base;
            }
        }
        throw new IllegalStateException("no free ports");
    }
}
