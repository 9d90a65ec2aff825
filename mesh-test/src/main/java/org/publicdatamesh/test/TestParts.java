package org.publicdatamesh.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.parts.Installation;
import org.publicdatamesh.parts.Kafka;
import org.publicdatamesh.parts.Keycloak;
import org.publicdatamesh.parts.Part;
import org.publicdatamesh.parts.Postgres;
import org.publicdatamesh.parts.Topics;
import org.publicdatamesh.parts.Wait;

/**
 * The running parts of this JVM's tests: those of {@code MESH_TEST_HOME} where that is set (then whoever set it ends
 * them), else parts of its own that end with the JVM. What a killed JVM left behind is ended by the next.
 */
public final class TestParts {
    private static final String HOME = "mesh.test.running.home";
    private static final String BASE = "mesh.test.running.base";
    private static final int DEFAULT_BASE = 24400;

    private TestParts() {}

    /** The installation, started if need be. Known by system properties: test class loaders do not share statics. */
    public static Installation running() {
        // System is the one class that all class loaders of the tests share.
        synchronized (System.class) {
            String home = System.getProperty(HOME);
            if (home != null) {
                return Installation.at(
                        Installation.findHouse(), Path.of(home), Integer.parseInt(System.getProperty(BASE)));
            }
            String given = setting("MESH_TEST_HOME");
            Installation at = given == null ? own() : given(Path.of(given));
            System.setProperty(BASE, String.valueOf(at.port(0)));
            System.setProperty(HOME, at.home().toString());
            return at;
        }
    }

    private static Installation given(Path home) {
        String base = setting("MESH_TEST_PORT_BASE");
        Installation at =
                Installation.at(Installation.findHouse(), home, base == null ? DEFAULT_BASE : Integer.parseInt(base));
        at.alone(() -> start(at));
        return at;
    }

    private static Installation own() {
        Path house = Installation.findHouse();
        Path folder = house.resolve("target/test-parts");
        sweep(house, folder);
        int base = freeBase();
        Path home = folder.resolve(ProcessHandle.current().pid() + "-" + base);
        Installation at = Installation.at(house, home, base);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(at), "end-of-test-parts"));
        at.processes().remember("owner", ProcessHandle.current());
        at.alone(() -> start(at));
        return at;
    }

    /** PostgreSQL, Kafka with the topics, Keycloak with the realm. */
    public static void start(Installation at) {
        at.requireRoom();
        Keycloak keycloak = new Keycloak(at);
        keycloak.launch();
        new Postgres(at).start();
        Kafka kafka = new Kafka(at);
        kafka.start();
        kafka.topics(Topics.all());
        keycloak.await();
    }

    private static void end(Installation at) {
        for (Part part : List.of(Part.CONNECT, Part.KEYCLOAK, Part.KAFKA, Part.POSTGRESQL)) {
            at.kill9(part);
        }
        delete(at.home());
    }

    private static void sweep(Path house, Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> homes = Files.list(folder)) {
            for (Path home : homes.toList()) {
                Installation left = Installation.at(house, home, DEFAULT_BASE);
                if (left.processes().find("owner").isEmpty()) {
                    end(left);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot list " + folder, e);
        }
    }

    private static int freeBase() {
        String base = setting("MESH_TEST_PORT_BASE");
        if (base != null) {
            return Integer.parseInt(base);
        }
        SecureRandom random = new SecureRandom();
        while (true) {
            int candidate = 26_000 + 20 * random.nextInt(150);
            if (Stream.of(10, 11, 12, 13, 14, 15).allMatch(offset -> Wait.free(candidate + offset))) {
                return candidate;
            }
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // The folder lies under target/, and the next run sweeps it.
            return;
        }
    }

    static @Nullable String setting(String name) {
        String property = System.getProperty(name);
        String value = property == null ? System.getenv(name) : property;
        return value == null || value.isBlank() ? null : value;
    }
}
