package org.publicdatamesh.e2e;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.local.OfflineLogCheck;
import org.publicdatamesh.local.demo.Api;
import org.publicdatamesh.local.demo.Demo;
import org.publicdatamesh.local.demo.Story;
import org.publicdatamesh.parts.Installation;

/** The mesh of these tests: up before the first, down after the last. */
final class WholeMesh {
    private static final Path HOUSE = Installation.findHouse();
    private static final Path HOME = HOUSE.resolve("deploy/e2e/target/mesh");

    private static @Nullable Installation installation;
    private static @Nullable Story story;

    /** How a command ended, and what it said. */
    record Ended(int exitCode, String output) {}

    private WholeMesh() {}

    static synchronized Installation up() {
        if (installation != null) {
            return installation;
        }
        command("down", "--purge");
        int base = Installation.freeBase(Integer.parseInt(environment("MESH_E2E_PORT_BASE", "24600")));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> command("down", "--purge")));
        Installation made = Installation.at(HOUSE, HOME, base);
        Ended ended = command(base, "up");
        if (ended.exitCode() != 0) {
            throw new IllegalStateException("./mesh up ended with " + ended.exitCode() + ":\n" + ended.output());
        }
        installation = made;
        return made;
    }

    /** The main job told up to where two units hold the village register. */
    static synchronized Story sharedRegister() {
        Story told = story;
        if (told == null) {
            Installation at = up();
            told = Demo.tellUntilReading(at, Api.enduring(at), new OfflineLogCheck(HOUSE), System.out);
            story = told;
        }
        return told;
    }

    /** A command of {@code ./mesh}. */
    static Ended command(String... words) {
        return command(0, words);
    }

    private static Ended command(int base, String... words) {
        Path local = HOUSE.resolve("deploy/local/target");
        List<String> command = new ArrayList<>(List.of(
                Installation.java(),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                local.resolve("classes") + File.pathSeparator + local.resolve("lib") + "/*",
                "org.publicdatamesh.local.Mesh"));
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectInput(new File("/dev/null"));
        builder.environment().put("MESH_HOUSE", HOUSE.toString());
        builder.environment().put("MESH_HOME", HOME.toString());
        builder.environment().put("MESH_PORT_BASE", base == 0 ? "" : String.valueOf(base));
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String environment(String name, String otherwise) {
        String value = System.getenv(name);
        return value == null || value.isBlank() ? otherwise : value;
    }
}
