package org.publicdatamesh.test;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.publicdatamesh.parts.Installation;
import org.publicdatamesh.parts.Kafka;
import org.publicdatamesh.parts.Keycloak;
import org.publicdatamesh.parts.Postgres;

/**
 * The real parts for component tests: PostgreSQL, Kafka and Keycloak, started once and shared between test classes and
 * modules. Under {@code ./mesh test} they go on running from module to module and the script ends them; otherwise they end
 * with this JVM. Each service gets a fresh database.
 */
public class MeshParts implements QuarkusTestResourceLifecycleManager {
    private static final int DEFAULT_BASE = 24400;
    private static final List<String> TOPICS = List.of(
            "security.unit",
            "security.policy",
            "security.containment",
            "catalog.entry",
            "catalog.resource",
            "exchange.application",
            "exchange.grant",
            "exchange.pool",
            "exchange.release",
            "exchange.correction",
            "exchange.notice",
            "exchange.access",
            "portal.open-item",
            "portal.access",
            "portal.feedback",
            "audit.finding");

    private String service = "test";

    /** The installation that tests share. */
    public static Installation installation() {
        Path house = Installation.findHouse();
        String base = System.getenv("MESH_TEST_PORT_BASE");
        return Installation.at(
                house, house.resolve("target/test-mesh"), base == null ? DEFAULT_BASE : Integer.parseInt(base));
    }

    @Override
    public void init(Map<String, String> arguments) {
        service = arguments.getOrDefault("service", service);
    }

    @Override
    public Map<String, String> start() {
        Installation at = installation();
        at.requireRoom();
        Postgres postgres = new Postgres(at);
        postgres.start();
        Keycloak keycloak = new Keycloak(at);
        keycloak.launch();
        Kafka kafka = new Kafka(at);
        kafka.start();
        kafka.topics(TOPICS);
        keycloak.await();
        if (System.getenv("MESH_TEST_HOME") == null) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                at.processes().kill(Keycloak.NAME);
                at.processes().kill(Kafka.NAME);
                at.processes().kill(Postgres.NAME);
            }));
        }
        postgres.drop(service);
        postgres.database(service);
        try {
            Map<String, String> config = new HashMap<>();
            config.put("mesh.db.host", "127.0.0.1");
            config.put("mesh.db.port", String.valueOf(at.port(10)));
            config.put("mesh.db.name", service);
            config.put("mesh.db.user", service);
            config.put("mesh.db.password", at.credentials().get("db." + service));
            config.put("kafka.bootstrap.servers", at.kafka());
            config.put("mesh.oidc.url", at.realmUrl());
            config.put("mesh.home", Files.createTempDirectory("mesh-" + service).toString());
            config.put("mesh.units-file", at.unitsFile().toString());
            config.put("mesh.keys.password", at.credentials().get("keys"));
            config.put("mesh.clock.movable", "true");
            config.put("mp.messaging.incoming.mesh-events.group.id", service + "-" + UUID.randomUUID());
            config.put("quarkus.http.test-port", "0");
            return config;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        // the parts go on for the next class; see the class comment
    }
}
