package org.publicdatamesh.parts;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Processes of an installation, known by files {@code run/<name>.pid} that hold the pid and what tells this process from
 * a later one with the same pid: a pid that was given to another process since is never touched.
 */
public final class Processes {
    private static final long LOG_LIMIT = 20L << 20;
    private static final Path PROC = Path.of("/proc");
    private static final boolean SETSID = onPath("setsid");
    private static final boolean NICE = onPath("nice");

    /** Linux may share the processors out among sessions first, and regard niceness only within one (sched(7)). */
    private static final boolean AUTOGROUPS = Files.exists(Path.of("/proc/self/autogroup")) && onPath("sh");

    private static final String AS_A_GROUP =
            "nice=$1; shift; { echo \"$nice\" > /proc/self/autogroup; } 2>/dev/null; exec \"$@\"";

    private final Path run;
    private final Path logs;

    Processes(Path home) {
        this.run = home.resolve("run");
        this.logs = home.resolve("logs");
    }

    /** The running process of that name. */
    public Optional<ProcessHandle> find(String name) {
        Path file = file(name);
        try {
            String[] words = Files.readString(file).strip().split(" ");
            if (words.length != 2) {
                return Optional.empty();
            }
            return ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(Processes::lives)
                    .filter(handle -> birth(handle).equals(words[1]));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Starts a process that outlives this one and its terminal; its output goes to {@code logs/<name>.log}. */
    public ProcessHandle start(String name, Path directory, List<String> command, Map<String, String> environment) {
        return start(name, directory, command, environment, 0);
    }

    /**
     * Starts a process that yields to the others where the processors do not suffice.
     *
     * @param niceness 0 (as the others) to 19 (last), as {@code nice} has it; without that command it is not regarded
     */
    public ProcessHandle start(
            String name, Path directory, List<String> command, Map<String, String> environment, int niceness) {
        try {
            Files.createDirectories(run);
            Files.createDirectories(logs);
            turnOver(log(name));
            List<String> detached = new ArrayList<>();
            if (SETSID) {
                detached.add("setsid");
            }
            if (NICE && niceness > 0) {
                detached.addAll(List.of("nice", "-n", String.valueOf(niceness)));
                if (AUTOGROUPS) {
                    detached.addAll(List.of("sh", "-c", AS_A_GROUP, "sh", String.valueOf(niceness)));
                }
            }
            detached.addAll(command);
            ProcessBuilder builder = new ProcessBuilder(detached);
            builder.directory(directory.toFile());
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            builder.environment().remove("MAVEN_OPTS");
            builder.environment().put("MALLOC_ARENA_MAX", "2");
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

    /** Notes a running process under a name. */
    public void remember(String name, ProcessHandle handle) {
        try {
            Files.createDirectories(run);
            Files.writeString(file(name), handle.pid() + " " + birth(handle));
        } catch (IOException e) {
            throw new PartFailure(
                    file(name) + " cannot be written (" + e.getMessage() + "); see that the disk has room", e);
        }
    }

    /** Sends the signal that Ctrl-C sends. */
    void interrupt(String name) {
        find(name).ifPresent(handle -> {
            try {
                new ProcessBuilder("kill", "-INT", String.valueOf(handle.pid()))
                        .start()
                        .waitFor();
            } catch (IOException e) {
                handle.destroy();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** The log of a process. */
    public Path log(String name) {
        return logs.resolve(name + ".log");
    }

    /** Ends a process politely, and after the time-out for good. */
    public void stop(String name, Duration timeout) {
        find(name).ifPresent(handle -> {
            List<ProcessHandle> children = handle.descendants().toList();
            handle.destroy();
            if (!awaitEnd(handle, timeout)) {
                handle.destroyForcibly();
                awaitEnd(handle, Duration.ofSeconds(10));
            }
            children.forEach(ProcessHandle::destroyForcibly);
        });
        forget(name);
    }

    /** Ends a process as {@code kill -9} does; its children are left to notice. */
    public void kill(String name) {
        find(name).ifPresent(handle -> {
            handle.destroyForcibly();
            awaitEnd(handle, Duration.ofSeconds(10));
        });
    }

    /** What is known of a process that should listen on the port. */
    public ProcessStatus status(String name, int port) {
        Optional<ProcessHandle> found = find(name);
        if (found.isEmpty()) {
            ProcessStatus.State state =
                    Files.exists(file(name)) ? ProcessStatus.State.KILLED : ProcessStatus.State.STOPPED;
            return new ProcessStatus(name, state, port, null, null, 0);
        }
        ProcessHandle handle = found.get();
        Duration uptime = handle.info()
                .startInstant()
                .map(start -> Duration.between(start, Instant.now()))
                .orElse(Duration.ZERO);
        long resident = resident(handle.pid())
                + handle.descendants().mapToLong(child -> resident(child.pid())).sum();
        ProcessStatus.State state = Wait.open(port) ? ProcessStatus.State.RUNNING : ProcessStatus.State.STARTING;
        return new ProcessStatus(name, state, port, handle.pid(), uptime, resident);
    }

    /** Ends what is left of a killed process: those whose working directory is the folder, which is this installation's. */
    static void endOrphansIn(Path folder) {
        if (!Wait.until(Duration.ofSeconds(5), () -> orphansIn(folder).isEmpty())) {
            orphansIn(folder).forEach(ProcessHandle::destroyForcibly);
            Wait.until(Duration.ofSeconds(5), () -> orphansIn(folder).isEmpty());
        }
    }

    private static List<ProcessHandle> orphansIn(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(handle -> folder.equals(workingDirectory(handle.pid())))
                .toList();
    }

    private static @Nullable Path workingDirectory(long pid) {
        try {
            return Files.readSymbolicLink(PROC.resolve(pid + "/cwd"));
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    private Path file(String name) {
        return run.resolve(name + ".pid");
    }

    private void forget(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new PartFailure("cannot remove " + file(name) + " (" + e.getMessage() + "); see that you own it", e);
        }
    }

    private static void turnOver(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    static boolean awaitEnd(ProcessHandle handle, Duration timeout) {
        try {
            handle.onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return !handle.isAlive();
        }
    }

    /** Whether a process runs: one that has ended and that nobody has waited for yet does not. */
    private static boolean lives(ProcessHandle handle) {
        return handle.isAlive()
                && stat(handle.pid()).map(fields -> !"ZX".contains(fields[0])).orElse(true);
    }

    /** What Linux says of a process, from its state on; empty where it does not say. */
    private static Optional<String[]> stat(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"));
            return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * What tells a process from all others that ever had its pid: where there is a {@code /proc}, the boot and the clock
     * ticks from it to the start (the wall clock may be set, these stay); elsewhere the start time.
     */
    static String birth(ProcessHandle handle) {
        Optional<String[]> stat = stat(handle.pid());
        try {
            if (stat.isPresent()) {
                String boot = Files.readString(PROC.resolve("sys/kernel/random/boot_id"))
                        .strip();
                return boot + "/" + stat.get()[19];
            }
        } catch (IOException e) {
            // As where there is no such file system.
        }
        return String.valueOf(
                handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    private static long resident(long pid) {
        return kilobytes(PROC.resolve(pid + "/smaps_rollup"), "Pss:")
                .or(() -> kilobytes(PROC.resolve(pid + "/status"), "VmRSS:"))
                .map(kb -> kb << 10)
                .orElse(0L);
    }

    private static Optional<Long> kilobytes(Path file, String field) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(field))
                    .findFirst()
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")));
        } catch (IOException | java.io.UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** Whether there is such a command. */
    static boolean onPath(String command) {
        String path = System.getenv("PATH");
        return path != null
                && Stream.of(path.split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }
}
