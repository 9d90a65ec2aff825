package org.publicdatamesh.local;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.local.demo.Demo;
import org.publicdatamesh.parts.Installation;
import org.publicdatamesh.parts.Part;
import org.publicdatamesh.parts.PartFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands of {@code ./mesh}. Exit codes: 0 done, 1 refused or failed (one line says why), 2 wrong usage. */
@Command(
        name = "mesh",
        description = "A public data platform as five services, on this machine.",
        subcommands = {
            Mesh.Up.class,
            Mesh.Down.class,
            Mesh.Status.class,
            Mesh.DemoCommand.class,
            Mesh.Bench.class,
            Mesh.Token.class,
            Mesh.VerifyLog.class,
            Mesh.VerifyCertificate.class
        })
public final class Mesh {
    private static final PrintStream OUT =
            new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
    private static final PrintStream ERR =
            new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.err), true, StandardCharsets.UTF_8);

    private Mesh() {}

    /** Runs one command. */
    public static void main(String[] args) {
        CommandLine line = new CommandLine(new Mesh());
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            ERR.println("mesh: " + message(e));
            return 1;
        });
        line.setParameterExceptionHandler((e, given) -> {
            ERR.println("mesh: " + e.getMessage() + "; ./mesh help tells the commands");
            return 2;
        });
        System.exit(line.execute(args));
    }

    /** What is told of a failure: one line. */
    static String message(Throwable e) {
        if (e instanceof PartFailure && e.getMessage() != null) {
            return e.getMessage().replace('\n', ' ');
        }
        return "an unforeseen failure, please report it: " + e;
    }

    @Command(name = "up", description = "Starts what does not run and waits until all is ready.")
    static final class Up implements Callable<Integer> {
        @Option(names = "--foreground", description = "Stay, and take the mesh down on Ctrl-C.")
        boolean foreground;

        @Override
        public Integer call() {
            House house = House.of(System.getenv());
            if (!foreground) {
                new MeshUp(house, OUT).run();
                return 0;
            }
            CountDownLatch leave = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                house.made().ifPresent(at -> new MeshDown(at, OUT).run());
                leave.countDown();
            }));
            Installation at = new MeshUp(house, OUT).run();
            OUT.println("in the foreground; Ctrl-C takes the mesh down");
            return watch(at, leave);
        }

        /** Tells of each process that ends by itself. */
        private static int watch(Installation at, CountDownLatch leave) {
            List<String> alive = new ArrayList<>();
            for (Part part : Part.values()) {
                alive.add(part.label());
            }
            for (Service service : Service.values()) {
                alive.add(service.module());
            }
            alive.removeIf(name -> at.processes().find(name).isEmpty());
            try {
                while (!leave.await(2, java.util.concurrent.TimeUnit.SECONDS)) {
                    for (String name : List.copyOf(alive)) {
                        if (at.processes().find(name).isEmpty()) {
                            alive.remove(name);
                            OUT.println(name + " has ended; its log is "
                                    + at.processes().log(name) + ", ./mesh up (in another terminal) starts it again");
                        }
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 0;
        }
    }

    @Command(name = "down", description = "Ends all processes, in order; the data stay.")
    static final class Down implements Callable<Integer> {
        @Option(names = "--purge", description = "Delete the installation's data too.")
        boolean purge;

        @Override
        public Integer call() {
            House house = House.of(System.getenv());
            Optional<Installation> made = house.made();
            if (made.isEmpty()) {
                OUT.println("there is no mesh in " + house.home() + ": nothing to do");
                return 0;
            }
            house.alone(OUT, () -> {
                new MeshDown(made.get(), OUT).run();
                if (purge) {
                    made.get().purge();
                    OUT.println(house.home() + " is deleted");
                }
            });
            return 0;
        }
    }

    @Command(name = "status", description = "Tells what runs, where, and what memory it takes.")
    static final class Status implements Callable<Integer> {
        @Option(names = "--json", description = "As JSON.")
        boolean json;

        /** 0 when all runs, 3 when not: so that scripts can ask. */
        @Override
        public Integer call() {
            House house = House.of(System.getenv());
            Optional<Installation> made = house.made();
            if (made.isEmpty()) {
                OUT.println(
                        json
                                ? "{\"ready\":false,\"processes\":[],\"connectors\":{}}"
                                : "there is no mesh in " + house.home() + "; ./mesh up makes one");
                return 3;
            }
            MeshStatus status = MeshStatus.of(made.get());
            if (json) {
                OUT.println(status.json());
            } else {
                status.print(OUT);
            }
            return status.allRunning() ? 0 : 3;
        }
    }

    @Command(name = "demo", description = "Drives the main job through the public interfaces, printing each step.")
    static final class DemoCommand implements Callable<Integer> {
        @Option(names = "--json", paramLabel = "FILE", description = "Write the steps with their times there.")
        @Nullable
        Path json;

        @Override
        public Integer call() {
            House house = House.of(System.getenv());
            Optional<Installation> made = house.made();
            Installation at = made.isPresent() && MeshStatus.of(made.get()).allRunning()
                    ? made.get()
                    : new MeshUp(house, OUT).run();
            return Demo.run(at, Optional.ofNullable(json), new OfflineLogCheck(house.root()), OUT);
        }
    }

    @Command(name = "bench", description = "Measures; where there is a bare limit, beside it in the same run.")
    static final class Bench implements Callable<Integer> {
        private static final int BENCH_BASE = 24800;
        private static final List<String> NAMES = List.of("events", "search", "applications", "fanout", "elements");

        @Parameters(
                paramLabel = "NAME",
                description = "What to measure: events, search, applications, fanout or elements.")
        String name = "";

        @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there.")
        @Nullable
        Path json;

        @Override
        public Integer call() {
            if (!NAMES.contains(name)) {
                throw new PartFailure(
                        "there is no benchmark \"" + name + "\"; there are " + String.join(" and ", NAMES));
            }
            Path root = House.of(System.getenv()).root();
            Path target = root.resolve("deploy/bench/target");
            if (!Files.exists(target.resolve("lib"))) {
                throw new PartFailure("the benchmarks are not built; mvn -DskipTests package -pl deploy/bench -am");
            }
            // A mesh of its own: a benchmark's events have no place in an installation's log.
            Path home = root.resolve("target/bench-mesh");
            House.of(Map.of("MESH_HOUSE", root.toString(), "MESH_HOME", home.toString()))
                    .made()
                    .ifPresent(Bench::end);
            int base = Installation.freeBase(BENCH_BASE);
            House house = House.of(Map.of(
                    "MESH_HOUSE", root.toString(),
                    "MESH_HOME", home.toString(),
                    "MESH_PORT_BASE", String.valueOf(base)));
            Thread hook = new Thread(() -> house.made().ifPresent(Bench::end));
            Runtime.getRuntime().addShutdownHook(hook);
            new MeshUp(house, OUT).run();
            List<String> args = new ArrayList<>(List.of(name));
            if (json != null) {
                args.addAll(List.of("--json", json.toAbsolutePath().toString()));
            }
            return ChildJvm.run(
                    List.of(target.resolve("classes").toString(), target.resolve("lib") + "/*"),
                    List.of("-Xmx512m"),
                    Map.of(
                            "MESH_HOUSE", root.toString(),
                            "MESH_HOME", home.toString(),
                            "MESH_PORT_BASE", String.valueOf(base)),
                    "org.publicdatamesh.bench.Bench",
                    args);
        }

        private static void end(Installation at) {
            new MeshDown(at, OUT).run();
            at.purge();
        }
    }

    @Command(name = "token", description = "Prints an access token of an evaluation account.")
    static final class Token implements Callable<Integer> {
        @Parameters(paramLabel = "ROLE@UNIT", description = "For instance data-specialist@civil-affairs.")
        String account = "";

        @Override
        public Integer call() {
            int at = account.indexOf('@');
            if (at < 1 || at == account.length() - 1) {
                throw new PartFailure("\"" + account + "\" is not ROLE@UNIT; for instance data-specialist@civil-affairs"
                        + " (a person) or data-system@civil-affairs (the unit's machine)");
            }
            Installation installation = House.of(System.getenv()).existing();
            OUT.println(MeshUp.token(installation, account.substring(0, at), account.substring(at + 1)));
            return 0;
        }
    }

    @Command(name = "verify-log", description = "Checks the tamper-evident log offline, each byte of it.")
    static final class VerifyLog implements Callable<Integer> {
        @Parameters(arity = "0..1", paramLabel = "DIR", description = "The log; default is this installation's.")
        @Nullable
        Path folder;

        @Override
        public Integer call() {
            House house = House.of(System.getenv());
            Path log = folder == null ? house.home().resolve("audit/log") : folder;
            if (!Files.isDirectory(log)) {
                throw new PartFailure(
                        "there is no log in " + log + "; name its folder, or ./mesh up and let it write one");
            }
            return new OfflineLogCheck(house.root()).print(log);
        }
    }

    @Command(
            name = "verify-certificate",
            description = "Checks a certificate of registration of a right offline. Ends with 0 where it is genuine.")
    static final class VerifyCertificate implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "FILE", description = "The certificate.")
        Path file = Path.of("");

        @Parameters(index = "1", paramLabel = "KEYS", description = "The register's verifier keys.")
        Path keys = Path.of("");

        @Override
        public Integer call() {
            return new OfflineCheck(
                            House.of(System.getenv()).root(),
                            "catalog-service",
                            "org.publicdatamesh.catalog.rights.VerifyCertificate")
                    .print(List.of(
                            file.toAbsolutePath().toString(),
                            keys.toAbsolutePath().toString()));
        }
    }
}
