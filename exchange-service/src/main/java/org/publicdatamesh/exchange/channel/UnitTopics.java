package org.publicdatamesh.exchange.channel;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.sql.Aside;

/**
 * Units' topics on the broker: {@code unit.<unit>.notices}, of one partition so that notices stay in their order, readable by the
 * principal that is the unit with consumer groups of its own, and by nobody else (Art. 40). What is there already is left as it is.
 */
@ApplicationScoped
class UnitTopics {
    private static final Pattern UNIT = Pattern.compile("[a-z][a-z0-9-]{1,62}");
    private static final Refusal NO_TOPIC =
            Refusal.of(409, "no-topic-for-unit", "A topic cannot be named after the unit's id.");
    private static final Refusal AWAY =
            Refusal.of(503, "broker-away", "The broker does not answer now; try again later.");
    private static final Duration SEGMENT = Duration.ofHours(1);
    private static final int WAIT_SECONDS = 8;

    private final String servers;
    private final Duration kept;
    private @Nullable Admin admin;

    UnitTopics(@ConfigProperty(name = "kafka.bootstrap.servers") String servers, ChannelConfig config) {
        this.servers = servers;
        this.kept = config.topicKeeps();
    }

    /** The unit's topic. */
    static String topic(String unit) {
        return prefix(unit) + "notices";
    }

    /** How names of the unit's consumer groups begin. */
    static String prefix(String unit) {
        return "unit." + unit + ".";
    }

    /** Makes the topic and lets the unit read it. */
    Uni<Void> make(String unit) {
        if (!UNIT.matcher(unit).matches()) {
            throw new RefusedException(NO_TOPIC);
        }
        NewTopic topic = new NewTopic(topic(unit), Optional.of(1), Optional.empty())
                .configs(Map.of(
                        "retention.ms",
                        String.valueOf(kept.toMillis()),
                        // Kept for that time and an hour at most: what is in a segment goes when the segment does.
                        "segment.ms",
                        String.valueOf(SEGMENT.toMillis())));
        return atBroker(broker -> {
            done(broker.createTopics(List.of(topic)).all(), TopicExistsException.class);
            done(broker.createAcls(acls(unit)).all(), null);
        });
    }

    /** Takes the unit's right to read its topic; {@link #make} gives it back. */
    Uni<Void> shut(String unit) {
        return atBroker(broker -> takeRights(broker, unit));
    }

    /** Takes the topic away with all in it, and the unit's right to it. */
    Uni<Void> remove(String unit) {
        return atBroker(broker -> {
            takeRights(broker, unit);
            done(broker.deleteTopics(List.of(topic(unit))).all(), UnknownTopicOrPartitionException.class);
        });
    }

    private static void takeRights(Admin broker, String unit) throws Exception {
        done(
                broker.deleteAcls(acls(unit).stream().map(AclBinding::toFilter).toList())
                        .all(),
                null);
    }

    private static List<AclBinding> acls(String unit) {
        return Stream.of(
                        new ResourcePattern(ResourceType.TOPIC, topic(unit), PatternType.LITERAL),
                        new ResourcePattern(ResourceType.GROUP, prefix(unit), PatternType.PREFIXED))
                .flatMap(what -> Stream.of(AclOperation.READ, AclOperation.DESCRIBE)
                        .map(operation -> new AclBinding(
                                what, new AccessControlEntry("User:" + unit, "*", operation, AclPermissionType.ALLOW))))
                .toList();
    }

    private interface Work {
        void at(Admin broker) throws Exception;
    }

    private Uni<Void> atBroker(Work work) {
        return Aside.on(() -> {
                    work.at(admin());
                    return true;
                })
                .onFailure()
                .transform(failure -> {
                    Log.errorf(failure, "A unit's topic cannot be made or taken away.");
                    return new RefusedException(AWAY);
                })
                .replaceWithVoid();
    }

    private static void done(KafkaFuture<?> future, @Nullable Class<? extends Exception> unless) throws Exception {
        try {
            future.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (unless == null || !unless.isInstance(e.getCause())) {
                throw e;
            }
        }
    }

    private synchronized Admin admin() {
        Admin current = admin;
        if (current == null) {
            current = Admin.create(Map.of(
                    "bootstrap.servers", servers, "request.timeout.ms", "5000", "default.api.timeout.ms", "7000"));
            admin = current;
        }
        return current;
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(2));
        }
    }
}
