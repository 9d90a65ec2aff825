package org.publicdatamesh.exchange.channel;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.exchange.Register;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.EventTypes;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.parts.Installation;
import org.publicdatamesh.parts.Kafka;
import org.publicdatamesh.test.Broker;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.TestParts;
import org.publicdatamesh.test.Tokens;

/** A unit's topic while the broker is killed and comes again. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "exchange"))
class BrokerKilledTest {
    private static final String UNIT = "education";
    private static final String TOPIC = "/api/v1/channels/topic";

    /** So many that the topic has not got them all when the broker is killed at the first one. */
    private static final int ROWS = 5_000;

    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool database;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    private final Installation parts = TestParts.running();
    private Broker broker;

    @BeforeEach
    void admit() {
        List.of("authority", "civil-affairs", UNIT).forEach(unit -> admitted.set(unit, true));
        broker = new Broker(servers);
    }

    /** Also for the tests that come after, whatever became of this one. */
    @AfterEach
    void startBroker() {
        new Kafka(parts).start();
        as("data-supervisor", UNIT).delete(TOPIC).then().statusCode(204);
    }

    private static RequestSpecification as(String role, String unit) {
        return given().auth().oauth2(Tokens.of(role, unit));
    }

    private RowSet<Row> sql(String sql, Object... parameters) {
        return database.preparedQuery(sql)
                .execute(Tuple.from(parameters))
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private void send(UUID key, MeshEvent event) {
        broker.send(
                UUID.randomUUID(),
                EventTypes.topicOf(event.getClass()),
                EventTypes.typeOf(event.getClass()),
                key.toString(),
                EventJson.write(event));
    }

    private static Response load(Register register, String suffix) {
        StringBuilder csv = new StringBuilder("code,name,town,residents\n");
        IntStream.range(0, ROWS)
                .forEach(i -> csv.append("540102%03d%03d,村%d%s,540102%03d,120\n"
                        .formatted(1 + i / 500, 1 + i % 500, i, suffix, 1 + i / 500)));
        return as("data-specialist", "civil-affairs")
                .contentType("text/csv")
                .body(csv.toString().getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/resources/" + register.id() + "/loads");
    }

    private Register granted() {
        Register register = new Register(false);
        send(register.entry(), register.published());
        send(register.id(), register.attached());
        await().atMost(Duration.ofSeconds(30)).until(() -> load(register, "").statusCode() == 201);
        ShareApproved grant = register.grant(UNIT, List.of("code", "name"), List.of(), Map.of());
        send(grant.grantId(), grant);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> sql("select 1 from live_grant where grant_id = $1", grant.grantId())
                                .size()
                        == 1);
        return register;
    }

    private KafkaConsumer<String, String> reader(TopicPartition partition) {
        KafkaConsumer<String, String> reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new StringDeserializer(), new StringDeserializer());
        reader.assign(List.of(partition));
        reader.seekToBeginning(List.of(partition));
        return reader;
    }

    private static JsonNode json(String text) {
        try {
            return EventJson.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Where the channel stands, how often it has failed, and the last notice that there is for it. */
    private Row channel() {
        return sql(
                        "select c.position, c.tries + c.faults, (select max(n.position) from notice n where n.holder = c.unit)"
                                + " from notice_channel c where c.unit = $1 and c.way = 'TOPIC'",
                        UNIT)
                .iterator()
                .next();
    }

    @Test
    @Requirement("A27.3")
    void everyNoticeComesInItsOrderThoughTheBrokerIsKilledWithinABatch() throws Exception {
        Register register = granted();
        as("data-supervisor", UNIT).put(TOPIC).then().statusCode(200).body("state", equalTo("active"));
        TopicPartition topic = new TopicPartition(UnitTopics.topic(UNIT), 0);
        try (KafkaConsumer<String, String> reader = reader(topic)) {
            load(register, "新").then().statusCode(201).body("quarantined", equalTo(0));
            await().pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !reader.poll(Duration.ofMillis(20)).isEmpty());
            parts.processes().kill(Kafka.NAME);
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> channel().getInteger(1) > 0);
        assertThat(channel().getLong(0)).isLessThan(channel().getLong(2));

        new Kafka(parts).start();
        await().atMost(Duration.ofSeconds(90))
                .until(() -> channel().getLong(0).equals(channel().getLong(2)));
        List<String> sent = StreamSupport.stream(
                        sql(
                                        "select id from notice where resource_id = $1 and holder = $2 order by position",
                                        register.id(),
                                        UNIT)
                                .spliterator(),
                        false)
                .map(row -> row.getUUID(0).toString())
                .toList();
        assertThat(sent).hasSize(ROWS);
        Set<String> came = new LinkedHashSet<>();
        List<Long> sequences = new ArrayList<>();
        try (KafkaConsumer<String, String> reader = reader(topic)) {
            long end = reader.endOffsets(List.of(topic)).getOrDefault(topic, 0L);
            while (reader.position(topic) < end) {
                reader.poll(Duration.ofMillis(200)).forEach(record -> {
                    JsonNode notice = json(record.value());
                    // What comes again has come before; what is new is the next one.
                    if (came.add(notice.path("id").asText())) {
                        sequences.add(notice.path("sequence").asLong());
                    }
                });
            }
        }
        assertThat(came).containsExactlyElementsOf(sent);
        assertThat(sequences)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, ROWS).boxed().toList());
    }
}
