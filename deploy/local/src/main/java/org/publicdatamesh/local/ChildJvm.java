package org.publicdatamesh.local;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.publicdatamesh.parts.Installation;
import org.publicdatamesh.parts.PartFailure;

/** Runs a main class of another module in a JVM of its own, on this terminal. */
final class ChildJvm {
    private ChildJvm() {}

    /** How it ended, and what it said. */
    record Ended(int exitCode, String output) {}

    /** Its exit code. */
    static int run(
            List<String> classPath,
            List<String> options,
            Map<String, String> environment,
            String main,
            List<String> args) {
        ProcessBuilder builder = new ProcessBuilder(command(classPath, options, main, args)).inheritIO();
        builder.environment().putAll(environment);
        try {
            return start(builder).waitFor();
        } catch (IOException e) {
            throw cannotStart(main, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Runs it with its words kept. */
    static Ended capture(List<String> classPath, List<String> options, String main, List<String> args) {
        ProcessBuilder builder = new ProcessBuilder(command(classPath, options, main, args))
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"));
        try {
            Process process = start(builder);
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output);
        } catch (IOException e) {
            throw cannotStart(main, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return process;
    }

    private static PartFailure cannotStart(String main, IOException e) {
        return new PartFailure(main + " cannot be started: " + e.getMessage(), e);
    }

    private static PartFailure interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new PartFailure("interrupted", e);
    }

    private static List<String> command(List<String> classPath, List<String> options, String main, List<String> args) {
        List<String> command = new ArrayList<>(List.of(
                Installation.java(),
                "-XX:+UseSerialGC",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), main));
        command.addAll(args);
        return command;
    }
}
