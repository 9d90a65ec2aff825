package org.publicdatamesh.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.publicdatamesh.parts.Installation;
import org.publicdatamesh.parts.Part;
import org.publicdatamesh.parts.Wait;

/** One service of an installation as a process: a JVM of its own with a small heap. */
final class ServiceProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(300);
    private static final Duration GOODBYE = Duration.ofSeconds(15);

    private final Service service;
    private final Installation at;

    ServiceProcess(Service service, Installation at) {
        this.service = service;
        this.at = at;
    }

    /** Starts it where it does not run, and does not wait. */
    void launch() {
        if (at.processes().find(service.module()).isPresent()) {
            return;
        }
        at.requirePort(service.module(), port());
        List<String> command = new ArrayList<>(List.of(
                Installation.java(),
                "-XX:+UseSerialGC",
                "-Xss512k",
                "-Dfile.encoding=UTF-8",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(service.heap());
        command.addAll(service.compiler());
        Path jar = service.jar(at.house());
        // Made with the build, by the JDK of the build; the JVM passes over one that is not of its own.
        Path loaded = jar.resolveSibling("app.aot");
        if (Files.exists(loaded)) {
            command.add("-XX:AOTCache=" + loaded);
            command.add("-Xlog:aot=error,cds=error");
        }
        // In the folder and by the name that it was loaded from when the cache was made, or the cache does not fit.
        command.addAll(List.of("-jar", jar.getFileName().toString()));
        at.processes()
                .start(
                        service.module(),
                        Objects.requireNonNull(jar.getParent()),
                        command,
                        environment(),
                        service.niceness());
    }

    /** Waits until it says that it is ready. */
    void await() {
        at.await(
                service.module(),
                PATIENCE,
                () -> Wait.answers(url() + "/q/health/ready"),
                "is not ready on port " + port() + " after " + PATIENCE.toSeconds() + " s");
    }

    /** Ends it: it finishes the requests that it has. */
    void stop() {
        at.processes().stop(service.module(), GOODBYE);
    }

    int port() {
        return at.port(service.offset());
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(port()));
        environment.put("MESH_DB_HOST", "127.0.0.1");
        environment.put("MESH_DB_PORT", String.valueOf(at.port(Part.POSTGRESQL.offset())));
        environment.put("MESH_DB_NAME", service.database());
        environment.put("MESH_DB_USER", service.database());
        environment.put("MESH_DB_PASSWORD", at.credentials().get("db." + service.database()));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", at.kafka());
        environment.put("MESH_CHANNELS_SERVERS", at.kafkaForDepartments());
        environment.put("MESH_OIDC_URL", at.realmUrl());
        environment.put("MESH_HOME", at.home().toString());
        environment.put("MESH_UNITS_FILE", at.unitsFile().toString());
        environment.put("MESH_KEYS_PASSWORD", at.credentials().get("keys." + service.database()));
        return environment;
    }
}
