package org.publicdatamesh.parts;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One installation of the mesh on this machine: its data directory, its ports, its credentials, its processes.
 *
 * <p>Ports, from the base: +0 open-portal, +1 catalog, +2 exchange, +3 audit, +4 security, +10 PostgreSQL, +11 Kafka, +12
 * Kafka's controller, +13 Kafka Connect, +14 Keycloak, +15 Keycloak's management.
 */
public final class Installation {
    /** Least free space to start with, in bytes. */
    private static final long ROOM = 1L << 30;

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

    /** An installation whose parts lie in the checkout around the current directory. */
    public static Installation at(Path home, int base) {
        return at(findHouse(), home, base);
    }

    /** Starts a part where it does not run, and waits until it answers. */
    public void start(Part part) {
        switch (part) {
            case POSTGRESQL -> new Postgres(this).start();
            case KAFKA -> new Kafka(this).start();
            case KEYCLOAK -> new Keycloak(this).start();
            case CONNECT -> new Connect(this).start();
        }
    }

    /** Ends a part politely, and after 20 s for good. */
    public void stop(Part part) {
        if (part == Part.POSTGRESQL) {
            new Postgres(this).stop();
        } else {
            processes.stop(part.process(), Duration.ofSeconds(20));
        }
    }

    /** Ends a part as {@code kill -9} does. */
    public void kill9(Part part) {
        processes.kill(part.process());
    }

    /** The parts' states. */
    public List<ProcessStatus> status() {
        List<ProcessStatus> all = new ArrayList<>();
        for (Part part : Part.values()) {
            all.add(status(part.process(), port(part.offset())));
        }
        return all;
    }

    /** The state of one process. */
    public ProcessStatus status(String name, int port) {
        Optional<ProcessHandle> process = processes.find(name);
        if (process.isEmpty()) {
            return new ProcessStatus(name, port, false, "down", 0, Duration.ZERO, 0);
        }
        ProcessHandle handle = process.get();
        boolean open = Wait.open(port);
        Duration uptime = handle.info()
                .startInstant()
                .map(start -> Duration.between(start, Instant.now()))
                .orElse(Duration.ZERO);
        return new ProcessStatus(
                name, port, open, open ? "up" : "starting", handle.pid(), uptime, Memory.resident(handle));
    }

    /** Does the work while no other start or stop of this installation is under way. */
    public void alone(Runnable work) {
        Path file = home.resolve("lock");
        try {
            Files.createDirectories(home);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                if (lock == null) {
                    try (FileLock waited = channel.lock()) {
                        if (waited.isValid()) {
                            work.run();
                        }
                    }
                } else {
                    work.run();
                }
            }
        } catch (IOException e) {
            throw new PartFailure(
                    home + " cannot be written (" + e.getMessage() + "); set MESH_HOME to a place you own", e);
        }
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
        return "http://127.0.0.1:" + port(14) + "/realms/public-data";
    }

    /** Kafka's address. */
    public String kafka() {
        return "127.0.0.1:" + port(11);
    }

    /** Refuses to start on a disk without room. */
    public void requireRoom() {
        try {
            Files.createDirectories(home);
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

    /** Refuses to start a process whose port something else has. */
    void requirePort(String name, int port) {
        Optional<ProcessHandle> own = processes.find(name);
        if (own.isEmpty() && !Wait.free(port)) {
            throw new PartFailure("port " + port + ", which " + name
                    + " needs, is taken by another program; end that, or set MESH_PORT_BASE to another base");
        }
    }

    /** The {@code java} that runs this. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** A failure that points to the part's log. */
    PartFailure failed(String name, String what) {
        return new PartFailure(name + " " + what + "; its log says why: " + processes.log(name));
    }
}
