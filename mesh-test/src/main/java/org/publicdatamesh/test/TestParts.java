package org.publicdatamesh.test;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.parts.Installation;
import org.publicdatamesh.parts.TestPartsMain;

/**
 * The running parts of this JVM's tests: those of {@code MESH_TEST_HOME} where that is set (then whoever set it ends
 * them), else parts of its own that end with the JVM. What a killed JVM left behind is ended by the next.
 *
 * <p>Parts that are shared serve one JVM at a time: another waits until it has ended. A module whose system property
 * {@code mesh.test.parts} is {@code own} shares none.
 */
public final class TestParts {
    private static final String HOME = "mesh.test.running.home";
    private static final String BASE = "mesh.test.running.base";
    private static final String OWN = "own";
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
            String given = OWN.equals(System.getProperty("mesh.test.parts")) ? null : setting("MESH_TEST_HOME");
            Installation at = given == null ? own() : given(Path.of(given));
            System.setProperty(BASE, String.valueOf(at.port(0)));
            System.setProperty(HOME, at.home().toString());
            return at;
        }
    }

    private static Installation given(Path home) {
        String base = setting("MESH_TEST_PORT_BASE");
        int first = Installation.recordedBase(home).orElse(base == null ? DEFAULT_BASE : Integer.parseInt(base));
        Installation at = Installation.at(Installation.findHouse(), home, first);
        awaitTurn(home);
        TestPartsMain.start(at);
        return at;
    }

    /** Waits until no other JVM's tests use the parts, and keeps them until this JVM ends. */
    private static void awaitTurn(Path home) {
        try {
            Files.createDirectories(home);
            FileChannel turn =
                    FileChannel.open(home.resolve("tests.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            turn.lock();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(turn), "end-of-turn"));
        } catch (IOException e) {
            throw new IllegalStateException("the shared parts cannot be locked", e);
        }
    }

    private static void close(FileChannel turn) {
        try {
            turn.close();
        } catch (IOException e) {
            throw new IllegalStateException("the shared parts cannot be given back", e);
        }
    }

    private static Installation own() {
        Path house = Installation.findHouse();
        Path folder = house.resolve("target/test-parts");
        sweep(house, folder);
        int base = freeBase();
        Path home = folder.resolve(ProcessHandle.current().pid() + "-" + base);
        Installation at = Installation.at(house, home, base);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> TestPartsMain.stop(at), "end-of-test-parts"));
        at.prepare();
        at.processes().remember("owner", ProcessHandle.current());
        TestPartsMain.start(at);
        return at;
    }

    private static void sweep(Path house, Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> homes = Files.list(folder)) {
            for (Path home : homes.toList()) {
                Installation left = Installation.at(house, home, DEFAULT_BASE);
                if (Installation.recordedBase(home).isPresent()
                        && left.processes().find("owner").isEmpty()) {
                    TestPartsMain.stop(left);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot list " + folder, e);
        }
    }

    private static int freeBase() {
        String base = setting("MESH_TEST_PORT_BASE");
        if (base != null && setting("MESH_TEST_HOME") == null) {
            return Integer.parseInt(base);
        }
        return Installation.freeBase(26_000 + 20 * new SecureRandom().nextInt(150));
    }

    static @Nullable String setting(String name) {
        String property = System.getProperty(name);
        String value = property == null ? System.getenv(name) : property;
        return value == null || value.isBlank() ? null : value;
    }
}
