package org.publicdatamesh.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * PostgreSQL 18: one server, one database and one role per service, and one role per database for Debezium. Started with
 * {@code fsync} and {@code synchronous_commit} on, and asserted to be so: without, a crash loses commits and every event
 * waits for the WAL writer.
 */
public final class Postgres {
    /** Its name among the processes. */
    public static final String NAME = "postgresql";

    private final Installation at;

    /** The server of an installation. */
    public Postgres(Installation at) {
        this.at = at;
    }

    /** Its port. */
    public int port() {
        return at.port(10);
    }

    /** Starts it where it does not run, and waits until it answers. */
    public void start() {
        Path binaries = Archives.postgres(
                at.house().resolve("deploy/parts/target/dist/postgres.jar"),
                at.house().resolve("deploy/parts/target/postgresql"));
        Path data = at.home().resolve("postgresql");
        if (at.processes().find(NAME).isEmpty()) {
            at.requirePort(NAME, port());
            if (!Files.exists(data.resolve("PG_VERSION"))) {
                initialise(binaries, data);
            }
            removeStalePid(data);
            List<String> command = unprivileged(List.of(
                    binaries.resolve("bin/postgres").toString(),
                    "-D",
                    data.toString(),
                    "-p",
                    String.valueOf(port()),
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=",
                    "-c",
                    "wal_level=logical",
                    "-c",
                    "fsync=on",
                    "-c",
                    "synchronous_commit=on",
                    "-c",
                    "max_connections=200",
                    "-c",
                    "max_wal_senders=30",
                    "-c",
                    "max_replication_slots=30",
                    "-c",
                    "shared_buffers=128MB",
                    "-c",
                    "max_wal_size=1GB",
                    "-c",
                    "timezone=UTC"));
            at.processes().start(NAME, at.home(), command, Map.of("LC_ALL", "C.UTF-8"));
        }
        if (!Wait.until(Duration.ofSeconds(60), this::answers)) {
            throw at.failed(NAME, "does not answer on port " + port());
        }
        assertDurable();
    }

    private boolean answers() {
        try (Connection c = connect("postgres")) {
            return c.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    private void initialise(Path binaries, Path data) {
        try {
            Files.createDirectories(at.home());
            Archives.delete(data);
            Path password = at.home().resolve("initdb.password");
            Files.writeString(password, at.credentials().get("postgresql"));
            try {
                Process init = new ProcessBuilder(unprivileged(List.of(
                                binaries.resolve("bin/initdb").toString(),
                                "-D",
                                data.toString(),
                                "-U",
                                "postgres",
                                "-A",
                                "scram-sha-256",
                                "--pwfile=" + password,
                                "-E",
                                "UTF8",
                                "--locale=C.UTF-8")))
                        .redirectErrorStream(true)
                        .start();
                String output =
                        new String(init.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                if (init.waitFor() != 0) {
                    throw new PartFailure("initdb failed: "
                            + output.strip().lines().reduce((a, b) -> b).orElse(""));
                }
            } finally {
                Files.deleteIfExists(password);
            }
        } catch (IOException e) {
            throw new PartFailure("PostgreSQL's data cannot be made in " + data + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailure("interrupted while PostgreSQL's data was made", e);
        }
    }

    /** The server refuses to run as root: then it gets a user namespace of its own, or another user. */
    private static List<String> unprivileged(List<String> command) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return command;
        }
        List<String> wrapped = new ArrayList<>(List.of("unshare", "-U"));
        wrapped.addAll(command);
        return wrapped;
    }

    /** After a kill the file may name a pid that lives on as somebody else; this installation's server does not run. */
    private static void removeStalePid(Path data) {
        try {
            Files.deleteIfExists(data.resolve("postmaster.pid"));
        } catch (IOException e) {
            throw new PartFailure("cannot remove " + data.resolve("postmaster.pid") + ": " + e.getMessage(), e);
        }
    }

    private void assertDurable() {
        try (Connection c = connect("postgres");
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery("select current_setting('fsync'), current_setting('synchronous_commit'),"
                        + " current_setting('wal_level')")) {
            r.next();
            if (!"on".equals(r.getString(1)) || !"on".equals(r.getString(2)) || !"logical".equals(r.getString(3))) {
                throw new PartFailure("PostgreSQL runs without fsync, synchronous_commit or wal_level=logical;"
                        + " remove what overrides them in " + at.home().resolve("postgresql"));
            }
        } catch (SQLException e) {
            throw new PartFailure("PostgreSQL on port " + port() + " fails: " + e.getMessage(), e);
        }
    }

    /** Makes a database with its role, and the role that Debezium reads it with. */
    public void database(String name) {
        try (Connection c = connect("postgres");
                Statement s = c.createStatement()) {
            role(s, name, "login");
            role(s, name + "_cdc", "login replication");
            if (!exists(s, "select 1 from pg_database where datname = '" + name + "'")) {
                s.execute("create database " + name + " owner " + name);
            }
            s.execute("grant " + name + " to " + name + "_cdc");
            s.execute("revoke connect on database " + name + " from public");
            s.execute("grant connect on database " + name + " to " + name + ", " + name + "_cdc");
        } catch (SQLException e) {
            throw new PartFailure("the database " + name + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** Drops a database, whoever is connected; its replication slots go first. */
    public void drop(String name) {
        try (Connection c = connect("postgres");
                Statement s = c.createStatement()) {
            s.execute("select pg_drop_replication_slot(slot_name) from pg_replication_slots where database = '" + name
                    + "' and not active");
            s.execute("drop database if exists " + name + " with (force)");
        } catch (SQLException e) {
            throw new PartFailure("the database " + name + " cannot be dropped: " + e.getMessage(), e);
        }
    }

    private void role(Statement s, String role, String rights) throws SQLException {
        if (!exists(s, "select 1 from pg_roles where rolname = '" + role + "'")) {
            s.execute("create role " + role);
        }
        s.execute("alter role " + role + " " + rights + " password '"
                + at.credentials().get("db." + role) + "'");
    }

    private static boolean exists(Statement s, String query) throws SQLException {
        try (ResultSet r = s.executeQuery(query)) {
            return r.next();
        }
    }

    private Connection connect(String database) throws SQLException {
        DriverManager.setLoginTimeout(5);
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port() + "/" + database,
                "postgres",
                at.credentials().get("postgresql"));
    }
}
