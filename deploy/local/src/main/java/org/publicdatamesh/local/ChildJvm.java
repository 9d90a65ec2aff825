package org.publicdatamesh.local;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.publicdatamesh.parts.Installation;
import org.publicdatamesh.parts.PartFailure;

/** Runs a main class of another module in a JVM of its own, on this terminal. */
final class ChildJvm {
    private ChildJvm() {}

    /** Its exit code. */
    static int run(
            List<String> classPath, String heap, Map<String, String> environment, String main, List<String> args) {
        List<String> command = new ArrayList<>(List.of(
                Installation.java(),
                "-Xmx" + heap,
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                String.join(File.pathSeparator, classPath),
                main));
        command.addAll(args);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            return process.waitFor();
        } catch (IOException e) {
            throw new PartFailure(main + " cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailure("interrupted", e);
        }
    }
}
