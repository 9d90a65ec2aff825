package org.publicdatamesh.parts;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * One installation of the mesh on this machine: its data directory, its ports, its credentials, its processes.
 *
 * <p>Ports, from the base: +0 open-portal, +1 catalog, +2 exchange, +3 audit, +4 security, +10 PostgreSQL, +11 Kafka, +12
 * Kafka's controller, +13 Kafka Connect, +14 Keycloak, +15 Keycloak's management,
 * +16 Kafka for departments.
 */
public final class Installation {
    /** One database with its role, and one role for Debezium, per service. */
    public static final List<String> DATABASES = List.of("security", "catalog", "exchange", "portal", "audit");

    /** Least free space to start with, in bytes. */
    private static final long ROOM = 1L << 30;

    /** The port of Kafka's listener for departments, counted from the base. */
    static final int DEPARTMENTS = 16;

    private static final int LAST_PORT = DEPARTMENTS;
    private static final String MARK = "installation";

    private final Path home;
    private final int base;
    private final Path house;
    private final Credentials credentials;
    private final Processes processes;

    private Installation(Path house, Path home, int base) {
        this.house = house.toAbsolutePath().normalize();
        this.home = home.toAbsolutePath().normalize();
        this.base = base;
        this.credentials = Credentials.in(this.home);
        this.processes = new Processes(this.home);
    }

    /**
     * An installation.
     *
     * @param house the checkout, where the parts lie under {@code deploy/parts/target}
     * @param home its data directory
     * @param base its first port
     */
    public static Installation at(Path house, Path home, int base) {
        if (base < 1024 || base > 65_000) {
            throw new PartFailure("MESH_PORT_BASE is " + base + "; choose one from 1024 to 65000");
        }
        return new Installation(house, home, base);
    }

    /** An installation that was made before, on the ports it was made on. */
    public static Installation in(Path house, Path home) {
        return recordedBase(home)
                .map(base -> at(house, home, base))
                .orElseThrow(() -> new PartFailure("no installation in " + home + "; ./mesh up makes one"));
    }

    /** The first port that the installation in that directory was made on. */
    public static Optional<Integer> recordedBase(Path home) {
        try {
            return Optional.of(
                    Integer.valueOf(Files.readString(home.resolve(MARK)).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** A base with all its ports free, the first from {@code from} on. */
    public static int freeBase(int from) {
        for (int base = from; base < 64_000; base += 20) {
            int candidate = base;
            if (Stream.of(0, 1, 2, 3, 4, 10, 11, 12, 13, 14, 15, DEPARTMENTS)
                    .allMatch(offset -> Wait.free(candidate + offset))) {
                return base;
            }
        }
        throw new PartFailure("no " + (LAST_PORT + 1) + " free ports from " + from + " on; end what takes them");
    }

    /** The checkout: the nearest folder upward from here that holds {@code deploy/parts}. */
    public static Path findHouse() {
        Path folder = Path.of("").toAbsolutePath();
        for (Path at = folder; at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("deploy/parts"))) {
                return at;
            }
        }
        throw new PartFailure("no checkout of the mesh at or above " + folder + "; run ./mesh from it");
    }

    /** The checkout. */
    public Path house() {
        return house;
    }

    /** Data of the installation. */
    public Path home() {
        return home;
    }

    /** Its first port. */
    public int base() {
        return base;
    }

    /** The port that is {@code offset} above the base. */
    public int port(int offset) {
        return base + offset;
    }

    /** Its credentials. */
    public Credentials credentials() {
        return credentials;
    }

    /** Its processes. */
    public Processes processes() {
        return processes;
    }

    /** The declared units. */
    public Path unitsFile() {
        return house.resolve("deploy/local/region.yaml");
    }

    /** Where Keycloak's realm is. */
    public String realmUrl() {
        return "http://127.0.0.1:" + port(Part.KEYCLOAK.offset()) + "/realms/public-data";
    }

    /** Kafka's address. */
    public String kafka() {
        return "127.0.0.1:" + port(Part.KAFKA.offset());
    }

    /** Kafka's address for departments: {@code SASL_PLAINTEXT}, {@code OAUTHBEARER}. */
    public String kafkaForDepartments() {
        return "127.0.0.1:" + port(DEPARTMENTS);
    }

    /** Starts a part where it does not run and waits until it is ready; PostgreSQL and Kafka come with what is theirs. */
    public void start(Part part) {
        prepare();
        switch (part) {
            case POSTGRESQL -> {
                Postgres postgres = new Postgres(this);
                postgres.start();
                DATABASES.forEach(postgres::database);
            }
            case KAFKA -> {
                Kafka kafka = new Kafka(this);
                kafka.start();
                kafka.topics(Topics.all());
            }
            case CONNECT -> new Connect(this).start();
            case KEYCLOAK -> new Keycloak(this).start();
        }
    }

    /** Stops a part where it runs: politely, and for good when it takes too long. */
    public void stop(Part part) {
        switch (part) {
            case POSTGRESQL -> new Postgres(this).stop();
            case KAFKA -> processes.stop(part.label(), Duration.ofSeconds(30));
            case CONNECT, KEYCLOAK -> processes.stop(part.label(), Duration.ofSeconds(15));
        }
    }

    /** Ends a part as {@code kill -9} does. */
    public void kill9(Part part) {
        processes.kill(part.label());
    }

    /** States of the parts. */
    public List<ProcessStatus> status() {
        return Stream.of(Part.values())
                .map(part -> processes.status(part.label(), port(part.offset())))
                .toList();
    }

    /** Makes the data directory, notes the ports, and refuses to go on without room on the disk. */
    public void prepare() {
        try {
            Files.createDirectories(home);
            Files.writeString(home.resolve(MARK), base + "\n");
            long free = Files.getFileStore(home).getUsableSpace();
            if (free < ROOM) {
                throw new PartFailure("only " + (free >> 20) + " MB are free for " + home
                        + "; free 1 GB, or set MESH_HOME to a larger disk");
            }
        } catch (IOException e) {
            throw new PartFailure(
                    home + " cannot be made (" + e.getMessage() + "); set MESH_HOME to a place you own", e);
        }
    }

    /** Deletes the data directory with all in it, when nothing runs in it any more. */
    public void purge() {
        if (!Files.exists(home)) {
            return;
        }
        if (recordedBase(home).isEmpty()
                || home.getParent() == null
                || house.startsWith(home)
                || Path.of(System.getProperty("user.home")).startsWith(home)) {
            throw new PartFailure(home + " is not an installation's own directory; delete by hand what you mean");
        }
        try {
            Archives.delete(home);
        } catch (IOException e) {
            throw new PartFailure(home + " cannot be deleted (" + e.getMessage() + "); see that you own it", e);
        }
    }

    /** Does the work while no other start or stop of this installation is under way. */
    public void alone(Runnable work) {
        Path file = home.resolve("lock");
        try {
            Files.createDirectories(home);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid()) {
                    work.run();
                }
            }
        } catch (IOException e) {
            throw new PartFailure(
                    home + " cannot be written (" + e.getMessage() + "); set MESH_HOME to a place you own", e);
        }
    }

    /** Refuses to start a process whose port something else has. */
    public void requirePort(String name, int port) {
        Optional<ProcessHandle> own = processes.find(name);
        if (own.isEmpty() && !Wait.free(port)) {
            throw new PartFailure("port " + port + ", which " + name
                    + " needs, is taken by another program; end that, or set MESH_PORT_BASE to another base");
        }
    }

    /** Waits until a process is ready; fails when it ends, or does not get there in time. */
    public void await(String name, Duration timeout, BooleanSupplier ready, String otherwise) {
        if (Wait.until(timeout, ready, () -> processes.find(name).isEmpty())) {
            return;
        }
        throw failed(name, processes.find(name).isEmpty() ? "ended while it started" : otherwise);
    }

    /** The {@code java} that runs this. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** A failure that points to the process's log. */
    public PartFailure failed(String name, String what) {
        return new PartFailure(name + " " + what + "; its log says why: " + processes.log(name));
    }
}
