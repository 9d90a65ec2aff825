package org.publicdatamesh.parts;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Processes of an installation, known by files {@code run/<name>.pid} that hold pid and start time: a pid that was given
 * to another process since is never touched.
 */
public final class Processes {
    private final Path run;
    private final Path logs;

    Processes(Path home) {
        this.run = home.resolve("run");
        this.logs = home.resolve("logs");
    }

    /** The running process of that name. */
    public Optional<ProcessHandle> find(String name) {
        Path file = run.resolve(name + ".pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            String[] words = Files.readString(file).strip().split(" ");
            if (words.length != 2) {
                return Optional.empty();
            }
            long started = Long.parseLong(words[1]);
            return ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(handle -> startOf(handle) == started);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Starts a process that outlives this one; its output goes to {@code logs/<name>.log}. */
    public ProcessHandle start(String name, Path directory, List<String> command, Map<String, String> environment) {
        try {
            Files.createDirectories(run);
            Files.createDirectories(logs);
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.directory(directory.toFile());
            builder.environment().putAll(environment);
            builder.redirectErrorStream(true);
            builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile()));
            ProcessHandle handle = builder.start().toHandle();
            remember(name, handle);
            return handle;
        } catch (IOException e) {
            throw new PartFailure(
                    name + " cannot be started (" + e.getMessage() + "); see that the disk has room and "
                            + command.getFirst() + " can be run",
                    e);
        }
    }

    void remember(String name, ProcessHandle handle) throws IOException {
        Files.createDirectories(run);
        Files.writeString(run.resolve(name + ".pid"), handle.pid() + " " + startOf(handle));
    }

    /** The log of a process. */
    public Path log(String name) {
        return logs.resolve(name + ".log");
    }

    /** Ends a process politely, and after the time-out for good. */
    public void stop(String name, Duration timeout) {
        find(name).ifPresent(handle -> {
            handle.destroy();
            if (!awaitEnd(handle, timeout)) {
                handle.descendants().forEach(ProcessHandle::destroyForcibly);
                handle.destroyForcibly();
                awaitEnd(handle, Duration.ofSeconds(10));
            }
        });
        forget(name);
    }

    /** Ends a process as {@code kill -9} does. */
    public void kill(String name) {
        find(name).ifPresent(handle -> {
            List<ProcessHandle> children = handle.descendants().toList();
            handle.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
            awaitEnd(handle, Duration.ofSeconds(10));
        });
        forget(name);
    }

    private void forget(String name) {
        try {
            Files.deleteIfExists(run.resolve(name + ".pid"));
        } catch (IOException e) {
            throw new PartFailure("cannot remove " + run.resolve(name + ".pid") + ": " + e.getMessage(), e);
        }
    }

    private static boolean awaitEnd(ProcessHandle handle, Duration timeout) {
        try {
            handle.onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            return !handle.isAlive();
        }
    }

    static long startOf(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
