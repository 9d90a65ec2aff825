package org.publicdatamesh.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.parts.Installation;
import org.publicdatamesh.parts.PartFailure;

/**
 * Where the checkout and the installation lie, from the environment: {@code MESH_HOME} (default {@code .mesh} in the
 * checkout) and {@code MESH_PORT_BASE} (default what the installation was made on, or {@value #DEFAULT_BASE}).
 */
record House(Path root, Path home, Optional<Integer> wantedBase) {
    static final int DEFAULT_BASE = 23400;

    static House of(Map<String, String> environment) {
        Path root = environment.containsKey("MESH_HOUSE")
                ? Path.of(environment.get("MESH_HOUSE"))
                : Installation.findHouse();
        String home = blankToNull(environment.get("MESH_HOME"));
        return new House(
                root.toAbsolutePath().normalize(),
                (home == null ? root.resolve(".mesh") : Path.of(home))
                        .toAbsolutePath()
                        .normalize(),
                base(blankToNull(environment.get("MESH_PORT_BASE"))));
    }

    /** The installation for {@code up}: made where there is none. */
    Installation toStart() {
        int base = wantedBase.or(() -> Installation.recordedBase(home)).orElse(DEFAULT_BASE);
        return Installation.at(root, home, base);
    }

    /** The installation that there is, on the ports that it was made on; empty where there is none. */
    Optional<Installation> made() {
        return Installation.recordedBase(home).map(base -> Installation.at(root, home, base));
    }

    /** The installation that there is. */
    Installation existing() {
        return made().orElseThrow(() -> new PartFailure("there is no mesh in " + home + "; ./mesh up makes one"));
    }

    /** Does the work while no other {@code up} or {@code down} of this installation is under way. */
    void alone(PrintStream out, Runnable work) {
        Path file = home.resolve("lock");
        boolean done = false;
        while (!done) {
            try {
                Files.createDirectories(home);
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock lock = lock(channel, out)) {
                    // Who was waited for may have deleted the data, and this lock with them: then once more.
                    done = lock.isValid() && Files.exists(file);
                    if (done) {
                        work.run();
                    }
                }
            } catch (IOException e) {
                throw new PartFailure(
                        home + " cannot be made (" + e.getMessage() + "); set MESH_HOME to a place you own", e);
            }
        }
    }

    private FileLock lock(FileChannel channel, PrintStream out) throws IOException {
        FileLock lock = channel.tryLock();
        if (lock == null) {
            out.println("another ./mesh up or down is at work in " + home + "; waiting for it");
            lock = channel.lock();
        }
        return lock;
    }

    private static Optional<Integer> base(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException e) {
            throw new PartFailure("MESH_PORT_BASE is \"" + text + "\"; give the first of 17 free ports, for instance "
                    + DEFAULT_BASE);
        }
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
