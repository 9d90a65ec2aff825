package org.publicdatamesh.exchange.channel;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.exchange.Register;
import org.publicdatamesh.exchange.notice.Inbox;
import org.publicdatamesh.kit.access.DurableSender;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.EventTypes;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.exchange.GrantEnd;
import org.publicdatamesh.kit.event.exchange.GrantEnded;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.test.Broker;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.TestParts;
import org.publicdatamesh.test.Tokens;
import org.publicdatamesh.test.WorthlessTokens;

/** Topics and webhooks of units with the real broker, real tokens and a real receiver. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "exchange"))
class ChannelsTest {
    private static final String CSV = """
            code,name,town,residents
            540102001001,甲村,540102001,120
            540102001002,乙村,540102001,80
            """;
    private static final List<String> ALL = List.of("code", "name", "town", "residents");
    private static final String CHANNELS = "/api/v1/channels";
    private static final String WEBHOOKS = CHANNELS + "/webhooks";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool database;

    @Inject
    Mutiny.SessionFactory sessions;

    @Inject
    Inbox inbox;

    @Inject
    Sender sender;

    @Inject
    DurableSender durable;

    @Inject
    Secrets secrets;

    @Inject
    ObjectMapper json;

    @Inject
    Outbox outbox;

    @Inject
    InstantSource clock;

    @Inject
    Vertx vertx;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    @ConfigProperty(name = "mesh.channels.servers")
    String departments;

    private Broker broker;

    @BeforeEach
    void admit() {
        List.of("authority", "civil-affairs", "education", "health", "natural-resources")
                .forEach(unit -> admitted.set(unit, true));
        broker = new Broker(servers);
    }

    private static RequestSpecification as(String role, String unit) {
        return given().auth().oauth2(Tokens.of(role, unit));
    }

    private static Response post(String role, String unit, String path, Object body) {
        return as(role, unit)
                .contentType(ContentType.JSON)
                .body(EventJson.write(body))
                .post(path);
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

    private Register register() {
        Register register = new Register(false);
        send(register.entry(), register.published());
        send(register.id(), register.attached());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> as("data-specialist", "civil-affairs")
                                .contentType("text/csv")
                                .body(CSV.getBytes(StandardCharsets.UTF_8))
                                .post("/api/v1/resources/" + register.id() + "/loads")
                                .statusCode()
                        == 201);
        return register;
    }

    private ShareApproved grant(Register register, String unit) {
        ShareApproved grant = register.grant(unit, ALL, List.of(), Map.of());
        send(grant.grantId(), grant);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> sql("select 1 from live_grant where grant_id = $1", grant.grantId())
                                .size()
                        == 1);
        return grant;
    }

    private static void correct(Register register, String code, String name) {
        post(
                        "data-supervisor",
                        "civil-affairs",
                        "/api/v1/corrections",
                        Map.of(
                                "resourceId", register.id(),
                                "key", Map.of("code", code),
                                "reasons", "自行核查发现",
                                "changes", List.of(Map.of("item", "name", "value", name))))
                .then()
                .statusCode(201);
    }

    private List<String> notices(Register register, String unit) {
        return StreamSupport.stream(
                        sql(
                                        "select id from notice where resource_id = $1 and holder = $2 order by position",
                                        register.id(),
                                        unit)
                                .spliterator(),
                        false)
                .map(row -> row.getUUID(0).toString())
                .toList();
    }

    private static String topic(String unit) {
        return as("data-supervisor", unit)
                .put(CHANNELS + "/topic")
                .then()
                .statusCode(200)
                .body("way", equalTo("topic"))
                .body("state", equalTo("active"))
                .extract()
                .path("topic");
    }

    private KafkaConsumer<String, String> reader(String unit, String token) {
        return UnitReader.consumer(
                UnitReader.settings(departments, token), "unit." + unit + ".test-" + UUID.randomUUID());
    }

    /** What comes to a topic's one partition until there are so many records of the resource. */
    private static List<ConsumerRecord<String, String>> read(
            KafkaConsumer<String, String> consumer, Register register, int count) {
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                if (record.key().equals(register.id().toString())) {
                    found.add(record);
                }
            });
            return found.size() >= count;
        });
        return found;
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Test
    @Requirement({"A27.3", "A24.1", "A40.1", "A40.3"})
    void aUnitsNoticesComeToItsTopicInOrderAsItReadsThemInItsInboxAndTheAccessIsOnRecordBefore() throws Exception {
        Register register = register();
        ShareApproved grant = grant(register, "education");
        grant(register, "health");
        String topic = topic("education");
        assertThat(topic).isEqualTo("unit.education.notices");
        assertThat(topic("education")).isEqualTo(topic);
        as("data-system", "education")
                .get(CHANNELS)
                .then()
                .statusCode(200)
                .body("items.find { it.way == 'topic' }.servers", equalTo(departments))
                .body("items.find { it.way == 'topic' }.groupPrefix", equalTo("unit.education."));
        try (KafkaConsumer<String, String> consumer = reader("education", Tokens.of("data-system", "education"))) {
            consumer.subscribe(List.of(topic));
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(100));
                return !consumer.assignment().isEmpty();
            });
            correct(register, "540102001001", "甲新村");
            List<ConsumerRecord<String, String>> first = read(consumer, register, 1);
            String id = notices(register, "education").getFirst();
            assertThat(header(first.getFirst(), "ce_id")).isEqualTo(id);
            assertThat(header(first.getFirst(), "ce_type")).isEqualTo("org.publicdatamesh.exchange.notice.sent.v1");
            assertThat(header(first.getFirst(), "content-type")).isEqualTo("application/json");
            JsonNode told = JSON.readTree(first.getFirst().value());
            assertThat(told)
                    .isEqualTo(JSON.readTree(as("data-system", "education")
                            .get("/api/v1/notices/" + id)
                            .asByteArray()));
            assertThat(told.at("/changes/0/newValue").asText()).isEqualTo("甲新村");
            assertThat(recordOf(id).timestamp())
                    .isLessThanOrEqualTo(first.getFirst().timestamp());

            for (int i = 0; i < 30; i++) {
                correct(register, "540102001002", "乙村" + i);
            }
            assertThat(read(consumer, register, 30))
                    .extracting(record -> header(record, "ce_id"))
                    .containsExactlyElementsOf(notices(register, "education").subList(1, 31));

            send(
                    grant.grantId(),
                    new GrantEnded(
                            grant.grantId(),
                            grant.entryId(),
                            grant.resourceId(),
                            grant.provider(),
                            grant.consumer(),
                            GrantEnd.REVOKED,
                            Instant.now(),
                            "目的已达成",
                            null));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> sql("select 1 from live_grant where grant_id = $1 and ended", grant.grantId())
                                    .size()
                            == 1);
            sql("update notice_channel set position = position - 1 where unit = 'education' and way = 'TOPIC'");
            JsonNode again =
                    JSON.readTree(read(consumer, register, 1).getFirst().value());
            assertThat(again.path("id").asText())
                    .isEqualTo(notices(register, "education").getLast());
            assertThat(again.path("withheld").asBoolean()).isTrue();
            assertThat(again.path("changes")).isEmpty();
        }
        as("data-supervisor", "education").delete(CHANNELS + "/topic").then().statusCode(204);
        as("data-supervisor", "education").delete(CHANNELS + "/topic").then().statusCode(204);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            assertThat(admin.listTopics().names().get(10, TimeUnit.SECONDS)).doesNotContain(topic);
        }
        as("data-system", "education")
                .get(CHANNELS)
                .then()
                .body("items.findAll { it.way == 'topic' }.size()", equalTo(0));
    }

    /** The access record of a channel's that names the notice. */
    private ConsumerRecord<String, String> recordOf(String notice) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "group.id", "records-" + UUID.randomUUID()),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("exchange.access").stream()
                    .map(partition -> new TopicPartition("exchange.access", partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<String, String>> found = new ArrayList<>();
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (record.value().contains(notice) && record.value().contains("\"person\":\"channel-")) {
                        found.add(record);
                    }
                });
                return !found.isEmpty();
            });
            return found.getFirst();
        }
    }

    @Test
    @Requirement({"A27.3", "A40.1"})
    void nobodyReadsATopicButTheMachineOfItsUnitWithATokenThatIsGood() {
        String topic = topic("health");
        String own = Tokens.of("data-system", "health");
        try (KafkaConsumer<String, String> consumer = UnitReader.consumer(
                UnitReader.settings(
                        departments,
                        TestParts.running().realmUrl(),
                        "system-health",
                        TestParts.running().credentials().get("client.system-health")),
                "unit.health.by-credentials")) {
            assertThat(consumer.partitionsFor(topic)).hasSize(1);
        }
        try (KafkaConsumer<String, String> consumer = reader("health", own)) {
            assertThat(consumer.partitionsFor(topic)).hasSize(1);
            assertThat(consumer.listTopics()).containsOnlyKeys(topic);
        }
        rightsOf("health", false);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            try (KafkaConsumer<String, String> contained = reader("health", own)) {
                assertThatThrownBy(() -> contained.partitionsFor(topic))
                        .isInstanceOf(TopicAuthorizationException.class);
            }
        });
        rightsOf("health", true);
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(() -> {
            try (KafkaConsumer<String, String> consumer = reader("health", own)) {
                assertThat(consumer.partitionsFor(topic)).hasSize(1);
            }
        });
        try (KafkaConsumer<String, String> other =
                reader("natural-resources", Tokens.of("data-system", "natural-resources"))) {
            other.assign(List.of(new TopicPartition(topic, 0)));
            assertThatThrownBy(() -> poll(other)).isInstanceOf(TopicAuthorizationException.class);
        }
        try (KafkaConsumer<String, String> group = reader("health", Tokens.of("data-system", "natural-resources"))) {
            group.subscribe(List.of(topic));
            assertThatThrownBy(() -> poll(group))
                    .isInstanceOfAny(GroupAuthorizationException.class, TopicAuthorizationException.class);
        }
        Map<String, Object> plain = new HashMap<>(UnitReader.settings(departments, own));
        plain.put("enable.idempotence", "false");
        try (KafkaProducer<String, String> writer =
                new KafkaProducer<>(plain, new StringSerializer(), new StringSerializer())) {
            assertThatThrownBy(
                            () -> writer.send(new ProducerRecord<>(topic, "x")).get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
        Map<String, String> bad = Map.of(
                "a person's", Tokens.of("data-supervisor", "health"),
                "an expired one", WorthlessTokens.expiredOfMachine("health"),
                "one that nobody signed", WorthlessTokens.foreign("health", "data-system"),
                "none", "none");
        bad.forEach((what, token) -> {
            try (KafkaConsumer<String, String> consumer = reader("health", token)) {
                assertThatThrownBy(() -> consumer.partitionsFor(topic))
                        .as(what)
                        .isInstanceOf(SaslAuthenticationException.class);
            }
        });
        try (Admin admin = Admin.create(Map.of(
                "bootstrap.servers", departments, "request.timeout.ms", "2000", "default.api.timeout.ms", "3000"))) {
            assertThatThrownBy(() -> admin.listTopics().names().get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class);
        }
    }

    /** The broker follows what is known of the unit. */
    private void rightsOf(String unit, boolean admittedNow) {
        admitted.set(unit, admittedNow);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> sql(
                                        "select 1 from notice_channel where unit = $1 and way = 'TOPIC' and readable = $2",
                                        unit,
                                        admittedNow)
                                .size()
                        == 1);
    }

    private static void poll(KafkaConsumer<String, String> consumer) {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            consumer.poll(Duration.ofMillis(200));
            return false;
        });
    }

    private static Response open(String unit, String url) {
        return post("data-supervisor", unit, WEBHOOKS, Map.of("url", url));
    }

    private static Response step(String unit, String id, String step) {
        return as("data-supervisor", unit).post(WEBHOOKS + "/" + id + "/" + step);
    }

    private static String opened(String unit, Receiver receiver) {
        receiver.echo();
        String id = open(unit, receiver.url()).then().statusCode(201).extract().path("id");
        step(unit, id, "verification").then().statusCode(200).body("state", equalTo("active"));
        receiver.forget();
        return id;
    }

    /** What is tried again later is tried at once. */
    private void now(String id) {
        sql("update notice_channel set next_try_at = null where id = $1", UUID.fromString(id));
    }

    /** How often the next notice was tried in vain; who was never tried in vain has no time since when. */
    private void awaitTries(String id, int tries) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> sql(
                                        "select 1 from notice_channel where id = $1 and tries = $2"
                                                + " and (failing_since is null) = (tries = 0)",
                                        UUID.fromString(id),
                                        tries)
                                .size()
                        == 1);
    }

    private void awaitNotices(Receiver receiver, List<String> ids) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(receiver.notices()).containsExactlyElementsOf(ids));
    }

    private void awaitState(String unit, String id, String state) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> as("data-specialist", unit)
                .get(WEBHOOKS + "/" + id)
                .then()
                .body("state", equalTo(state)));
    }

    @Test
    @Requirement("A40.1")
    void aWebhookIsTakenOnlyWhereItIsPublicAndOnlyWhenItGivesAChallengeBack() throws IOException {
        Map.of(
                        "http://10.1.2.3/x", "private-address",
                        "https://[::1]/x", "private-address",
                        "ftp://hooks.example.org/x", "not-a-web-address",
                        "https://user@hooks.example.org/x", "not-a-web-address",
                        "no address", "not-a-web-address")
                .forEach((url, rule) ->
                        open("health", url).then().statusCode(422).body("errors.code", contains(rule)));
        try (Receiver receiver = new Receiver()) {
            Response opened = open("health", receiver.url());
            opened.then().statusCode(201).body("state", equalTo("unverified")).body("secret", startsWith("whsec_"));
            String id = opened.path("id");
            as("data-supervisor", "health")
                    .get(WEBHOOKS + "/" + id)
                    .then()
                    .statusCode(200)
                    .body("secret", nullValue());
            assertThat(sql("select 1 from idempotency_key where body like '%whsec_%'")
                            .size())
                    .isZero();
            as("data-supervisor", "education").get(WEBHOOKS + "/" + id).then().statusCode(404);
            step("education", id, "verification").then().statusCode(404);
            step("health", id, "verification").then().statusCode(409).body("code", equalTo("endpoint-not-verified"));
            step("health", id, "resume").then().statusCode(409).body("code", equalTo("webhook-in-another-state"));
            receiver.echo();
            step("health", id, "verification").then().statusCode(200).body("state", equalTo("active"));
            step("health", id, "verification").then().statusCode(409);
            assertThat(receiver.messages()).hasSize(2).allSatisfy(message -> assertThat(
                            message.signedWith(opened.path("secret")))
                    .isTrue());
            as("data-supervisor", "health").delete(WEBHOOKS + "/" + id).then().statusCode(204);
            as("data-supervisor", "health").get(WEBHOOKS + "/" + id).then().statusCode(404);
        }
    }

    @Test
    @Requirement("A40.1")
    void aWebhookWhoseNameLeadsInsideIsRefusedWhenItIsOpened() {
        Sender strict = new Sender(durable, vertx, new NothingAllowed(), secrets, json, clock);
        try {
            QuarkusMock.installMockForInstance(strict, sender);
            for (String host : List.of(
                    "localhost",
                    "LOCALHOST.",
                    "foo.localhost",
                    "localhost.localdomain",
                    "kafka.internal",
                    "Db.Local.",
                    "local")) {
                open("health", "https://" + host + "/inside")
                        .then()
                        .statusCode(422)
                        .body("errors.pointer", contains("/url"))
                        .body("errors.code", contains("private-address"));
            }
        } finally {
            strict.close();
        }
        assertThat(sql("select 1 from notice_channel where url like '%/inside'").size())
                .isZero();
    }

    /** The settings of an operator that allows nothing. */
    private record NothingAllowed() implements ChannelConfig {
        @Override
        public Optional<String> servers() {
            return Optional.empty();
        }

        @Override
        public Optional<List<String>> privateNetworks() {
            return Optional.empty();
        }

        @Override
        public boolean plainHttp() {
            return false;
        }

        @Override
        public Duration topicKeeps() {
            return Duration.ofDays(1);
        }

        @Override
        public Duration oldSecretSigns() {
            return Duration.ofHours(24);
        }

        @Override
        public int deliveriesKeptDays() {
            return 30;
        }

        @Override
        public int webhooks() {
            return 10;
        }
    }

    @Test
    @Requirement({"A27.3", "A24.1", "A40.3"})
    void aWebhookGetsNoticesSignedAndInOrderHoweverOftenItFailsAndOnceMoreWhenItAsks() throws IOException {
        Register register = register();
        ShareApproved grant = grant(register, "natural-resources");
        String unit = "natural-resources";
        try (Receiver receiver = new Receiver()) {
            receiver.echo();
            Response opened = open(unit, receiver.url());
            String id = opened.path("id");
            String secret = opened.path("secret");
            sql("update notice_channel set position = 0 where id = $1", UUID.fromString(id));
            int last = sql("select coalesce(max(position), 0) from notice where holder = $1", unit)
                    .iterator()
                    .next()
                    .getLong(0)
                    .intValue();
            step(unit, id, "verification").then().statusCode(200).body("position", equalTo(last));
            receiver.forget();
            receiver.answer(500, 302);
            correct(register, "540102001001", "甲新村");
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> receiver.notices().size() == 1);
            correct(register, "540102001002", "乙新村");
            List<String> all = notices(register, unit);
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> as("data-system", unit)
                    .get(WEBHOOKS + "/" + id)
                    .then()
                    .body("tries", equalTo(1))
                    .body("failingSince", notNullValue())
                    .body("nextTryAt", notNullValue()));
            now(id);
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> as("data-system", unit)
                    .get(WEBHOOKS + "/" + id)
                    .then()
                    .body("tries", equalTo(2)));
            now(id);
            awaitNotices(receiver, List.of(all.getFirst(), all.getFirst(), all.getFirst(), all.getLast()));
            assertThat(receiver.messages()).allSatisfy(message -> {
                assertThat(message.signedWith(secret)).isTrue();
                assertThat(message.headers()).containsEntry("content-type", "application/json");
                assertThat(message.json().at("/data/id").asText()).isEqualTo(message.id());
            });
            assertThat(receiver.messages()
                            .getLast()
                            .json()
                            .at("/data/changes/0/newValue")
                            .asText())
                    .isEqualTo("乙新村");
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> as("data-specialist", unit)
                    .get(WEBHOOKS + "/" + id + "/deliveries")
                    .then()
                    .statusCode(200)
                    .body("items.noticeId", equalTo(all))
                    .body("items.tries", contains(3, 1))
                    .body("items.status", contains(204, 204)));
            assertThat(recordOf(all.getLast()).value()).contains("natural-resources");

            Response rotated = step(unit, id, "secret");
            rotated.then().statusCode(200).body("oldSecretUntil", notNullValue());
            receiver.forget();
            int position = as("data-specialist", unit)
                    .get(WEBHOOKS + "/" + id + "/deliveries")
                    .path("items[1].position");
            replay(unit, id, String.valueOf(position + 1)).then().statusCode(422);
            replay(unit, id, "yesterday")
                    .then()
                    .statusCode(422)
                    .body("errors.code", contains("not-a-position-or-time"));
            replay(unit, id, String.valueOf(position)).then().statusCode(200);
            awaitNotices(receiver, List.of(all.getLast()));
            assertThat(receiver.messages().getFirst().signedWith(secret)).isTrue();
            assertThat(receiver.messages().getFirst().signedWith(rotated.path("secret")))
                    .isTrue();

            send(
                    grant.grantId(),
                    new GrantEnded(
                            grant.grantId(),
                            grant.entryId(),
                            grant.resourceId(),
                            grant.provider(),
                            grant.consumer(),
                            GrantEnd.REVOKED,
                            Instant.now(),
                            "目的已达成",
                            null));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> sql("select 1 from live_grant where grant_id = $1 and ended", grant.grantId())
                                    .size()
                            == 1);
            receiver.forget();
            replay(unit, id, Instant.now().minus(Duration.ofHours(1)).toString())
                    .then()
                    .statusCode(200);
            awaitNotices(receiver, all);
            assertThat(receiver.messages()).allSatisfy(message -> {
                assertThat(message.json().at("/data/withheld").asBoolean()).isTrue();
                assertThat(message.json().at("/data/key")).isEmpty();
                assertThat(message.json().at("/data/changes")).isEmpty();
            });
        }
    }

    private static Response replay(String unit, String id, String from) {
        return post("data-supervisor", unit, WEBHOOKS + "/" + id + "/replay", Map.of("from", from));
    }

    @Test
    @Requirement("A27.3")
    void aWebhookThatIsGoneOrFailsForThreeDaysStopsUntilItsUnitResumesIt() throws IOException {
        Register register = register();
        grant(register, "health");
        try (Receiver receiver = new Receiver()) {
            String id = opened("health", receiver);
            receiver.answer(410);
            correct(register, "540102001001", "甲新村");
            awaitState("health", id, "switched-off");
            as("data-supervisor", "health")
                    .get("/api/v1/overview")
                    .then()
                    .body("waitsForMe.find { it.subjectId == '" + id + "' }.kind", equalTo("mend-webhook"));
            step("health", id, "resume").then().statusCode(200).body("state", equalTo("active"));
            awaitNotices(
                    receiver,
                    List.of(
                            notices(register, "health").getFirst(),
                            notices(register, "health").getFirst()));

            receiver.always(503);
            correct(register, "540102001001", "甲又村");
            awaitTries(id, 1);
            admitted.set("health", false);
            now(id);
            awaitTries(id, 0);
            admitted.set("health", true);
            now(id);
            awaitTries(id, 1);
            sql(
                    "update notice_channel set failing_since = failing_since - interval '3 days', next_try_at = null"
                            + " where id = $1",
                    UUID.fromString(id));
            awaitState("health", id, "failed");
            receiver.always(200);
            sql(
                    "update notice_channel set state = 'ACTIVE', next_try_at = now() + interval '1 day' where id = $1",
                    UUID.fromString(id));
            as("data-supervisor", "health")
                    .get("/api/v1/overview")
                    .then()
                    .body("waitsForMe.find { it.subjectId == '" + id + "' }.kind", equalTo("check-channel"));
            step("health", id, "resume").then().statusCode(200);
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> as("data-system", "health")
                    .get(WEBHOOKS + "/" + id)
                    .then()
                    .body("tries", equalTo(0))
                    .body("failingSince", nullValue()));
            assertThat(receiver.notices())
                    .endsWith(
                            notices(register, "health").getLast(),
                            notices(register, "health").getLast());
            assertThat(StreamSupport.stream(
                                    sql("select type, payload from outbox where subject = $1 order by id", id)
                                            .spliterator(),
                                    false)
                            .map(row -> row.getString(0).replace("org.publicdatamesh.exchange.channel.", "")
                                    + (row.getString(1).contains("given-up") ? " given-up" : "")))
                    .containsExactly(
                            "opened.v1",
                            "verified.v1",
                            "stopped.v1",
                            "resumed.v1",
                            "stopped.v1 given-up",
                            "resumed.v1");
        }
    }

    @Test
    @Requirement("A27.3")
    void twoReplicasNeverSendByOneChannelAtOnce() throws IOException {
        Register register = register();
        grant(register, "education");
        Dispatcher other = new Dispatcher(sessions, inbox, sender, admitted, outbox, clock, vertx);
        try (Receiver receiver = new Receiver()) {
            String id = opened("education", receiver);
            receiver.slow(Duration.ofMillis(150));
            for (int i = 0; i < 12; i++) {
                correct(register, "540102001001", "甲村" + i);
                other.wake();
            }
            List<String> all = notices(register, "education");
            assertThat(all).hasSize(12);
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                other.wake();
                return receiver.notices().size() >= 12;
            });
            assertThat(receiver.notices()).isEqualTo(all);
            assertThat(receiver.mostAtOnce()).isEqualTo(1);
            as("data-supervisor", "education")
                    .delete(WEBHOOKS + "/" + id)
                    .then()
                    .statusCode(204);
        }
    }
}
