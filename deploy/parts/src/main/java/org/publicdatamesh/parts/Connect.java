package org.publicdatamesh.parts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Kafka Connect, distributed, with Debezium's PostgreSQL connector: carries each service's outbox to Kafka. */
public final class Connect {
    /** Its name among the processes. */
    public static final String NAME = "connect";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Installation at;

    /** The worker of an installation. */
    public Connect(Installation at) {
        this.at = at;
    }

    private String url() {
        return "http://127.0.0.1:" + at.port(13);
    }

    /** Starts it where it does not run, and waits until it answers. */
    public void start() {
        launch();
        await();
    }

    /** Waits until it answers. */
    public void await() {
        at.await(
                NAME,
                Duration.ofSeconds(120),
                () -> Wait.answers(url() + "/connectors"),
                "does not answer on port " + at.port(13));
    }

    /** Starts it where it does not run, and does not wait. */
    public void launch() {
        if (at.processes().find(NAME).isPresent()) {
            return;
        }
        at.requirePort(NAME, at.port(13));
        at.processes()
                .start(
                        NAME,
                        at.home(),
                        List.of(
                                Installation.java(),
                                "-Xms96m",
                                "-Xmx384m",
                                "-XX:+UseSerialGC",
                                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                                "-cp",
                                at.house().resolve("deploy/parts/connect/target/lib") + "/*",
                                "org.apache.kafka.connect.cli.ConnectDistributed",
                                configure().toString()),
                        Map.of());
    }

    private Path configure() {
        Path file = at.home().resolve("connect.properties");
        try {
            Files.writeString(file, """
                    bootstrap.servers=%1$s
                    group.id=mesh-connect
                    listeners=http://127.0.0.1:%2$d
                    rest.advertised.host.name=127.0.0.1
                    rest.advertised.port=%2$d
                    config.storage.topic=connect.configs
                    config.storage.replication.factor=1
                    offset.storage.topic=connect.offsets
                    offset.storage.replication.factor=1
                    offset.storage.partitions=3
                    status.storage.topic=connect.status
                    status.storage.replication.factor=1
                    status.storage.partitions=2
                    key.converter=org.apache.kafka.connect.storage.StringConverter
                    value.converter=org.apache.kafka.connect.storage.StringConverter
                    header.converter=org.apache.kafka.connect.storage.StringConverter
                    offset.flush.interval.ms=1000
                    scheduled.rebalance.max.delay.ms=0
                    plugin.discovery=service_load
                    connector.client.config.override.policy=All
                    producer.max.request.size=2097152
                    consumer.max.partition.fetch.bytes=2097152
                    """.formatted(at.kafka(), at.port(13)));
            return file;
        } catch (IOException e) {
            throw new PartFailure("Connect's configuration cannot be written to " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Registers the connector declared in {@code deploy/debezium/outbox-<database>.json}, or brings it to what is declared
     * there.
     */
    public void connector(String database) {
        Path file = at.house().resolve("deploy/debezium/outbox-" + database + ".json");
        try {
            String config = Files.readString(file)
                    .replace("${host}", "127.0.0.1")
                    .replace("${port}", String.valueOf(at.port(10)))
                    .replace("${password}", at.credentials().get("db." + database + "_cdc"));
            JsonNode declared = JSON.readTree(config);
            String name = "outbox-" + database;
            boolean taken = Wait.until(Duration.ofSeconds(40), () -> {
                int status = call("PUT", "/connectors/" + name + "/config", declared.toString())
                        .statusCode();
                return status == 200 || status == 201;
            });
            if (!taken) {
                throw at.failed(NAME, "does not take the connector " + name);
            }
        } catch (IOException e) {
            throw new PartFailure("the connector in " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Waits until the connector's task runs; restarts what has failed. */
    public void awaitRunning(String database) {
        String name = "outbox-" + database;
        boolean running = Wait.until(Duration.ofSeconds(60), () -> {
            String state = state(database);
            if (state.equals("FAILED")) {
                call("POST", "/connectors/" + name + "/restart?includeTasks=true&onlyFailed=true", "");
            }
            return state.equals("RUNNING");
        });
        if (!running) {
            throw at.failed(NAME, "does not run the connector " + name + " (" + state(database) + ")");
        }
    }

    /** State of a connector's task: RUNNING, FAILED, or what else Connect says. */
    public String state(String database) {
        try {
            HttpResponse<String> answer = call("GET", "/connectors/outbox-" + database + "/status", null);
            if (answer.statusCode() != 200) {
                return "UNKNOWN";
            }
            JsonNode status = JSON.readTree(answer.body());
            JsonNode task = status.path("tasks").path(0).path("state");
            return task.isMissingNode() ? "UNASSIGNED" : task.asText();
        } catch (IOException | PartFailure e) {
            return "UNKNOWN";
        }
    }

    private HttpResponse<String> call(String method, String path, @org.jspecify.annotations.Nullable String body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                    .timeout(Duration.ofSeconds(20))
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body));
            return Wait.HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw at.failed(NAME, "does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailure("interrupted", e);
        }
    }
}
