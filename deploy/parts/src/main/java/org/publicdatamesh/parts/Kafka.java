package org.publicdatamesh.parts;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/** The broker, KRaft, one node. Topics keep their events: every projection can be rebuilt from them. */
public final class Kafka {
    /** Its name among the processes. */
    public static final String NAME = "kafka";

    private static final int PARTITIONS = 3;

    private final Installation at;

    /** The broker of an installation. */
    public Kafka(Installation at) {
        this.at = at;
    }

    /** Starts it where it does not run, and waits until it answers. */
    public void start() {
        if (at.processes().find(NAME).isEmpty()) {
            at.requirePort(NAME, at.port(11));
            at.requirePort(NAME, at.port(12));
            at.requirePort(NAME, at.port(Installation.DEPARTMENTS));
            Path properties = configure();
            Path built = at.house().resolve("deploy/parts/kafka/target");
            String classPath = built.resolve("classes") + File.pathSeparator + built.resolve("lib") + "/*";
            if (!Files.exists(at.home().resolve("kafka/data/meta.properties"))) {
                format(classPath, properties);
            }
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
                                    "-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=" + keys(),
                                    "-cp",
                                    classPath,
                                    "kafka.Kafka",
                                    properties.toString()),
                            Map.of());
        }
        at.await(NAME, Duration.ofSeconds(90), this::answers, "does not answer on port " + at.port(11));
    }

    private boolean answers() {
        if (!Wait.open(at.port(11))) {
            return false;
        }
        try (Admin admin = admin()) {
            return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** Makes the topics that are missing. */
    public void topics(List<String> names) {
        try (Admin admin = admin()) {
            Set<String> there = admin.listTopics().names().get(20, TimeUnit.SECONDS);
            List<NewTopic> missing = new ArrayList<>();
            for (String name : names) {
                if (!there.contains(name)) {
                    missing.add(new NewTopic(name, PARTITIONS, (short) 1)
                            .configs(Map.of("retention.ms", "-1", "min.insync.replicas", "1")));
                }
            }
            admin.createTopics(missing).all().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailure("interrupted while topics were made", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new PartFailure("Kafka's topics cannot be made: " + e.getMessage(), e);
        }
    }

    /** Deletes every event from the mesh's topics, for a test that starts from none. */
    public void empty() {
        try (Admin admin = admin()) {
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            for (String topic : Topics.all()) {
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    all.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(-1));
                }
            }
            admin.deleteRecords(all).all().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailure("interrupted while topics were emptied", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new PartFailure("Kafka's topics cannot be emptied: " + e.getMessage(), e);
        }
    }

    private Admin admin() {
        return Admin.create(Map.of(
                "bootstrap.servers", at.kafka(), "request.timeout.ms", "10000", "default.api.timeout.ms", "20000"));
    }

    /** Where the broker reads the keys that tokens are signed with. */
    private String keys() {
        return at.realmUrl() + "/protocol/openid-connect/certs";
    }

    /**
     * Two listeners: the mesh's own, where everybody is {@code ANONYMOUS} and may do everything, and the departments', where
     * whoever has a token of a unit's machine is that unit and may do what an ACL says.
     */
    private Path configure() {
        Path folder = at.home().resolve("kafka");
        Path file = folder.resolve("server.properties");
        try {
            Files.createDirectories(folder);
            Files.writeString(file, """
                    process.roles=broker,controller
                    node.id=1
                    controller.quorum.voters=1@127.0.0.1:%2$d
                    listeners=PLAINTEXT://127.0.0.1:%1$d,DEPARTMENTS://127.0.0.1:%4$d,CONTROLLER://127.0.0.1:%2$d
                    advertised.listeners=PLAINTEXT://127.0.0.1:%1$d,DEPARTMENTS://127.0.0.1:%4$d
                    controller.listener.names=CONTROLLER
                    inter.broker.listener.name=PLAINTEXT
                    listener.security.protocol.map=PLAINTEXT:PLAINTEXT,DEPARTMENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT
                    authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
                    super.users=User:ANONYMOUS
                    listener.name.departments.max.connections=1000
                    listener.name.departments.sasl.enabled.mechanisms=OAUTHBEARER
                    listener.name.departments.oauthbearer.connections.max.reauth.ms=3600000
                    listener.name.departments.oauthbearer.sasl.jaas.config=\\
                      org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;
                    listener.name.departments.oauthbearer.sasl.server.callback.handler.class=\\
                      org.publicdatamesh.parts.broker.UnitTokens
                    listener.name.departments.sasl.oauthbearer.jwks.endpoint.url=%5$s
                    listener.name.departments.sasl.oauthbearer.expected.issuer=%6$s
                    listener.name.departments.sasl.oauthbearer.expected.audience=public-data-mesh
                    listener.name.departments.sasl.oauthbearer.sub.claim.name=unit
                    listener.name.departments.sasl.oauthbearer.clock.skew.seconds=0
                    log.dirs=%3$s
                    auto.create.topics.enable=false
                    offsets.topic.replication.factor=1
                    offsets.topic.num.partitions=8
                    transaction.state.log.replication.factor=1
                    transaction.state.log.min.isr=1
                    share.coordinator.state.topic.replication.factor=1
                    share.coordinator.state.topic.min.isr=1
                    group.initial.rebalance.delay.ms=0
                    log.retention.ms=-1
                    message.max.bytes=2097152
                    replica.fetch.max.bytes=2097152
                    num.network.threads=2
                    num.io.threads=4
                    num.recovery.threads.per.data.dir=2
                    """.formatted(
                            at.port(11),
                            at.port(12),
                            folder.resolve("data"),
                            at.port(Installation.DEPARTMENTS),
                            keys(),
                            at.realmUrl()));
            return file;
        } catch (IOException e) {
            throw new PartFailure("Kafka's configuration cannot be written to " + file + ": " + e.getMessage(), e);
        }
    }

    private void format(String classPath, Path properties) {
        try {
            UUID id = UUID.randomUUID();
            java.nio.ByteBuffer bytes = java.nio.ByteBuffer.allocate(16);
            bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
            String cluster = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
            Process process = new ProcessBuilder(
                            Installation.java(),
                            "-Xmx128m",
                            "-XX:+UseSerialGC",
                            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                            "-cp",
                            classPath,
                            "kafka.tools.StorageTool",
                            "format",
                            "--cluster-id=" + cluster,
                            "-c",
                            properties.toString())
                    .redirectErrorStream(true)
                    .start();
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new PartFailure("Kafka's storage cannot be formatted: " + output.strip());
            }
        } catch (IOException e) {
            throw new PartFailure("Kafka's storage cannot be formatted: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailure("interrupted while Kafka's storage was formatted", e);
        }
    }
}
