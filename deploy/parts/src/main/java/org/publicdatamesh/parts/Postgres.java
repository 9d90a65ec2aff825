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

    /** The numeric user and group that owns nothing, where user namespaces are forbidden. */
    private static final String NOBODY = "65534";

    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "wal_level=logical",
            "fsync=on",
            "synchronous_commit=on",
            "track_commit_timestamp=on",
            "max_connections=200",
            "max_wal_senders=30",
            "max_replication_slots=30",
            "shared_buffers=128MB",
            "max_wal_size=1GB",
            "timezone=UTC");

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
        Path binaries = prepare(at.house());
        Path data = at.home().resolve("postgresql");
        // After a kill -9 the old server's children may live some moments longer and hold its memory: then once more.
        for (int attempt = 1; !answersSoon(binaries, data); attempt++) {
            if (attempt == 3 || at.processes().find(NAME).isPresent()) {
                throw at.failed(NAME, "does not answer on port " + port());
            }
            Wait.pause(Duration.ofSeconds(1));
        }
        assertDurable();
    }

    /** Unpacks the binaries, once for a checkout. */
    static Path prepare(Path house) {
        Path target = house.resolve("deploy/parts/target");
        return Archives.postgres(target.resolve("dist/postgres.jar"), target.resolve("postgresql"));
    }

    private boolean answersSoon(Path binaries, Path data) {
        if (at.processes().find(NAME).isEmpty()) {
            at.requirePort(NAME, port());
            if (!Files.exists(data.resolve("PG_VERSION"))) {
                initialise(binaries, data);
            }
            Processes.endOrphansIn(data);
            removeForeignPid(data);
            List<String> command = new ArrayList<>(List.of(
                    binaries.resolve("bin/postgres").toString(), "-D", data.toString(), "-p", String.valueOf(port())));
            for (String setting : SETTINGS) {
                command.add("-c");
                command.add(setting);
            }
            at.processes().start(NAME, at.home(), unprivileged(command, data), Map.of("LC_ALL", "C.UTF-8"));
        }
        boolean[] ready = {false};
        Wait.until(Duration.ofSeconds(90), () -> {
            ready[0] = answers();
            return ready[0] || at.processes().find(NAME).isEmpty();
        });
        return ready[0];
    }

    /** Ends the server: connections are cut, what is committed is flushed. */
    public void stop() {
        // SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for the clients.
        at.processes().interrupt(NAME);
        at.processes().find(NAME).ifPresent(handle -> Processes.awaitEnd(handle, Duration.ofSeconds(30)));
        at.processes().stop(NAME, Duration.ofSeconds(5));
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
            Credentials.writePrivately(
                    password, at.credentials().get("postgresql").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            try {
                Process init = new ProcessBuilder(unprivileged(
                                List.of(
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
                                        "--locale=C.UTF-8"),
                                data))
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

    /** The server refuses to run as root: then it gets a user namespace of its own, or else another user. */
    private List<String> unprivileged(List<String> command, Path data) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return command;
        }
        List<String> wrapped = new ArrayList<>();
        if (succeeds("unshare", "-U", "true")) {
            wrapped.addAll(List.of("unshare", "-U"));
        } else {
            try {
                Files.createDirectories(data);
            } catch (IOException e) {
                throw new PartFailure("PostgreSQL's data cannot be made in " + data + ": " + e.getMessage(), e);
            }
            if (!succeeds("chown", "-R", NOBODY + ":" + NOBODY, data.toString())) {
                throw new PartFailure(
                        "PostgreSQL does not run as root, and neither a user namespace nor another user is"
                                + " to be had here; run ./mesh as an ordinary user");
            }
            wrapped.addAll(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"));
        }
        wrapped.addAll(command);
        return wrapped;
    }

    private static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * After a kill the server's lock file may name a pid that lives on as somebody else, and the server would not start.
     * Where the pid is dead the file stays: the server itself reads from it whether its old children still hold memory.
     */
    private static void removeForeignPid(Path data) {
        Path file = data.resolve("postmaster.pid");
        try {
            if (!Files.exists(file)) {
                return;
            }
            long pid = Long.parseLong(
                    Files.readString(file).lines().findFirst().orElse("0").strip());
            boolean foreign = ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .map(handle -> !handle.info().commandLine().orElse("").contains(data.toString()))
                    .orElse(false);
            if (foreign) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | NumberFormatException e) {
            throw new PartFailure("cannot read " + file + " (" + e.getMessage() + "); remove it", e);
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

    /** Makes a database with the role of its name, and the role that Debezium reads it with. */
    public void database(String name) {
        database(name, name);
    }

    /** Makes a database owned by a role, and the role that Debezium reads it with ({@code <role>_cdc}). */
    public void database(String name, String role) {
        try (Connection c = connect("postgres");
                Statement s = c.createStatement()) {
            role(s, role, "login");
            role(s, role + "_cdc", "login replication");
            if (!exists(s, "select 1 from pg_database where datname = '" + name + "'")) {
                s.execute("create database " + name + " owner " + role);
            }
            if (!exists(s, "select 1 where pg_has_role('" + role + "_cdc', '" + role + "', 'member')")) {
                s.execute("grant " + role + " to " + role + "_cdc");
            }
            s.execute("revoke connect on database " + name + " from public");
            s.execute("grant connect on database " + name + " to " + role + ", " + role + "_cdc");
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
