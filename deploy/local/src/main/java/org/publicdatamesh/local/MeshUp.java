package org.publicdatamesh.local;

import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.publicdatamesh.parts.Connect;
import org.publicdatamesh.parts.Installation;
import org.publicdatamesh.parts.Keycloak;
import org.publicdatamesh.parts.Part;
import org.publicdatamesh.parts.PartFailure;

/**
 * Brings the mesh up: what runs stays, what does not is started, each as soon as what it stands on is ready. PostgreSQL,
 * Kafka and Keycloak at once; Connect on Kafka; the services on PostgreSQL, Kafka and Keycloak; the connectors on Connect
 * and on the service whose outbox they read.
 */
final class MeshUp {
    private final House house;
    private final PrintStream out;

    MeshUp(House house, PrintStream out) {
        this.house = house;
        this.out = out;
    }

    /** Starts what does not run; returns when all is ready. */
    Installation run() {
        house.alone(out, this::start);
        return house.existing();
    }

    private void start() {
        refuseOtherPorts();
        Installation at = house.toStart();
        at.prepare();
        List<Service> built = built(at);
        try (Progress progress = new Progress(out);
                ExecutorService threads = Executors.newCachedThreadPool()) {
            progress.say("mesh in " + at.home() + ", ports from " + at.base());
            start(at, built, progress, threads);
            progress.say(
                    "ready" + (built.size() < Service.values().length ? ", WITHOUT the services named above" : ""));
        }
        addresses(at, built);
    }

    private void start(Installation at, List<Service> built, Progress progress, ExecutorService threads) {
        CompletableFuture<Void> postgres = step("PostgreSQL", progress, threads, () -> at.start(Part.POSTGRESQL));
        CompletableFuture<Void> keycloak = step("Keycloak", progress, threads, () -> at.start(Part.KEYCLOAK));
        CompletableFuture<Void> kafka = step("Kafka", progress, threads, () -> at.start(Part.KAFKA));
        CompletableFuture<Void> connect =
                kafka.thenCompose(ok -> step("Connect", progress, threads, () -> at.start(Part.CONNECT)));
        CompletableFuture<Void> ground = CompletableFuture.allOf(postgres, kafka);
        List<CompletableFuture<Void>> all = new ArrayList<>(List.of(postgres, kafka, keycloak, connect));
        for (Service service : built) {
            ServiceProcess process = new ServiceProcess(service, at);
            CompletableFuture<Void> ready = ground.thenCompose(ok -> step(service.module(), progress, threads, () -> {
                process.launch();
                process.await();
            }));
            CompletableFuture<Void> events = ready.thenCombine(connect, (a, b) -> true)
                    .thenCompose(ok ->
                            step("outbox-" + service.database(), progress, threads, () -> connector(at, service)));
            all.add(ready);
            all.add(events);
        }
        // The first failure ends the wait: what has been started goes on, and the next ./mesh up finds it.
        CompletableFuture<Void> failed = new CompletableFuture<>();
        for (CompletableFuture<Void> one : all) {
            var _ = one.whenComplete((ok, e) -> {
                if (e != null) {
                    failed.completeExceptionally(e);
                }
            });
        }
        try {
            CompletableFuture.anyOf(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)), failed)
                    .join();
        } catch (CompletionException e) {
            threads.shutdownNow();
            if (e.getCause() instanceof PartFailure failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static void connector(Installation at, Service service) {
        Connect connect = new Connect(at);
        connect.connector(service.database());
        connect.awaitRunning(service.database());
    }

    private static CompletableFuture<Void> step(String name, Progress progress, Executor threads, Runnable work) {
        return CompletableFuture.runAsync(
                () -> {
                    progress.begin(name);
                    long start = System.nanoTime();
                    work.run();
                    progress.done(name, "ready (%.1f s)".formatted((System.nanoTime() - start) / 1e9));
                },
                threads);
    }

    /** While the house is being built: what is not there is said, loudly, and left out. */
    private List<Service> built(Installation at) {
        List<Service> built = new ArrayList<>();
        for (Service service : Service.values()) {
            if (Files.exists(service.jar(at.house()))) {
                built.add(service);
            } else if (Files.exists(service.folder(at.house()).resolve("pom.xml"))) {
                out.println("!!! " + service.module() + " IS NOT BUILT and is left out; mvn -DskipTests package -pl "
                        + service.module() + " -am builds it");
            } else {
                out.println("!!! " + service.module() + " IS NOT IN THIS CHECKOUT yet and is left out");
            }
        }
        return built;
    }

    private void refuseOtherPorts() {
        house.made().ifPresent(made -> {
            int wanted = house.wantedBase().orElse(made.base());
            if (wanted != made.base() && MeshStatus.of(made).anyRunning()) {
                throw new PartFailure("the mesh in " + made.home() + " runs on ports from " + made.base()
                        + "; ./mesh down first, then up with MESH_PORT_BASE=" + wanted);
            }
        });
    }

    private void addresses(Installation at, List<Service> built) {
        out.println();
        for (Service service : built) {
            String url = new ServiceProcess(service, at).url();
            switch (service) {
                case OPEN_PORTAL -> line("open portal", url + "/", "pages for everyone; API under /api/v1");
                case AUDIT -> line("audit", url + "/", "page for auditors; public log under /log/");
                case CATALOG -> line("catalog", url + "/api/v1", "description at /q/openapi");
                case EXCHANGE -> line("exchange", url + "/api/v1", "description at /q/openapi");
                case SECURITY -> line("security", url + "/api/v1", "description at /q/openapi");
            }
        }
        line("accounts", at.realmUrl(), "evaluation passwords in " + at.home().resolve("credentials.json"));
        out.println();
        out.println("next: ./mesh demo   ./mesh status   ./mesh token data-specialist@civil-affairs   ./mesh down");
    }

    private void line(String name, String url, String what) {
        out.println("  %-12s %-48s %s".formatted(name, url, what));
    }

    /** A token for an account of the realm. */
    static String token(Installation at, String role, String unit) {
        return new Keycloak(at).token(role, unit);
    }
}
