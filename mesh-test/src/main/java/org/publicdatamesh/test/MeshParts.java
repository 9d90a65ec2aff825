package org.publicdatamesh.test;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.parts.Installation;
import org.publicdatamesh.parts.Kafka;
import org.publicdatamesh.parts.Postgres;

/**
 * Real PostgreSQL, Kafka and Keycloak under a {@code @QuarkusTest}: a fresh database for the service under test, a
 * consumer group of its own, topics without events, real tokens from {@link Tokens}.
 *
 * <pre>{@code
 * @QuarkusTest
 * @QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "catalog"))
 * }</pre>
 *
 * <p>The argument {@code service} is the name of the service's database and role.
 */
public final class MeshParts implements QuarkusTestResourceLifecycleManager {
    private String service = "kit";
    private @Nullable String database;
    private boolean ready;

    @Override
    public void init(Map<String, String> arguments) {
        service = arguments.getOrDefault("service", service);
    }

    @Override
    public Map<String, String> start() {
        Installation at = TestParts.running();
        String suffix = UUID.randomUUID().toString().substring(0, 8);
        database = service + "_" + suffix;
        Postgres postgres = new Postgres(at);
        postgres.database(database, service);
        new Kafka(at).empty();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("quarkus.http.test-port", "0");
        settings.put("mesh.db.host", "127.0.0.1");
        settings.put("mesh.db.port", String.valueOf(postgres.port()));
        settings.put("mesh.db.name", database);
        settings.put("mesh.db.user", service);
        settings.put("mesh.db.password", at.credentials().get("db." + service));
        settings.put("kafka.bootstrap.servers", at.kafka());
        settings.put("mesh.channels.servers", at.kafkaForDepartments());
        settings.put("mesh.oidc.url", at.realmUrl());
        settings.put("mesh.home", scratch().toString());
        settings.put("mesh.units-file", at.unitsFile().toString());
        settings.put("mesh.keys.password", at.credentials().get("keys." + service));
        settings.put("mesh.group.suffix", suffix);
        // Long enough for a test to undo a claim before it is known to be on the disk.
        settings.put("mesh.inbox.settle-after", "1s");
        settings.put("mp.messaging.incoming.mesh-events.group.id", service + "-" + suffix);
        return settings;
    }

    /** A folder for the service's files, under the module's {@code target}. */
    private static Path scratch() {
        try {
            Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
            return Files.createTempDirectory(target, "mesh-home-");
        } catch (IOException e) {
            throw new IllegalStateException("no folder for the service's files", e);
        }
    }

    /** Makes topics that only a test has. */
    public static void topics(String... names) {
        new Kafka(TestParts.running()).topics(java.util.List.of(names));
    }

    /**
     * Lets an application's first test wait until its whitelist is known: a service that has just started answers 503 to
     * everybody, and a mesh sends it nothing before it is ready.
     */
    @Override
    public void inject(Object test) {
        if (ready) {
            return;
        }
        URI health = URI.create("http://127.0.0.1:"
                + ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class) + "/q/health/ready");
        Instant begun = Instant.now();
        while (!RestAssured.given()
                .baseUri(health.resolve("/").toString())
                .port(health.getPort())
                .get(health.getPath())
                .path("checks.find { it.name == 'whitelist' }.status")
                .equals("UP")) {
            if (Instant.now().isAfter(begun.plusSeconds(60))) {
                throw new IllegalStateException("the whitelist is not known after 60 s");
            }
            pause();
        }
        ready = true;
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void stop() {
        if (database != null) {
            new Postgres(TestParts.running()).drop(Objects.requireNonNull(database));
            database = null;
        }
    }
}
