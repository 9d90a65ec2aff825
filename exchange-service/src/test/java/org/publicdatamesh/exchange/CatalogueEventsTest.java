package org.publicdatamesh.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.test.Broker;
import org.publicdatamesh.test.MeshParts;

/** Claim and effect of a projection are one statement. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "exchange"))
class CatalogueEventsTest {
    private static final String ATTACHED = "org.publicdatamesh.catalog.resource.attached.v1";

    @Inject
    Pool database;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    private Broker broker;

    @BeforeEach
    void connect() {
        broker = new Broker(servers);
    }

    private void send(UUID event, UUID resource, String kind, String name) {
        broker.send(
                event,
                "catalog.resource",
                ATTACHED,
                "catalogue-events",
                "{\"resourceId\":\"" + resource + "\",\"entryId\":\"" + resource + "\",\"unit\":\"health\",\"kind\":\""
                        + kind
                        + "\",\"name\":\"" + name + "\",\"informationSystem\":\"s\",\"actor\":{\"person\":\"p\","
                        + "\"unit\":\"health\",\"role\":\"data-specialist\"}}");
    }

    private List<Row> rows(String sql, Object value) {
        return StreamSupport.stream(
                        database.preparedQuery(sql)
                                .execute(Tuple.of(value))
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .spliterator(),
                        false)
                .toList();
    }

    private List<String> names(UUID resource) {
        return rows("select unit, name from shared_resource where resource_id = $1", resource).stream()
                .map(row -> row.getString(0) + " " + row.getString(1))
                .toList();
    }

    @Test
    void anEventThatComesAgainHasNoSecondEffectAndIsClaimedOnce() {
        UUID event = Outbox.newId();
        UUID first = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        UUID last = UUID.randomUUID();
        send(event, first, "table", "一");
        // The same id again, with what would be another effect: it must be passed over.
        send(event, other, "table", "二");
        send(Outbox.newId(), last, "table", "三");
        await().atMost(Duration.ofSeconds(30)).until(() -> !names(last).isEmpty());
        assertThat(names(first)).containsExactly("health 一");
        assertThat(names(other)).isEmpty();
        assertThat(rows("select 1 from inbox where event_id = $1", event)).hasSize(1);
    }

    @Test
    void whatIsNoTableHasNoEffectAndWhatCannotBeReadDoesNotHoldUpTheRest() {
        UUID model = UUID.randomUUID();
        UUID unreadable = Outbox.newId();
        UUID modelEvent = Outbox.newId();
        UUID after = UUID.randomUUID();
        send(modelEvent, model, "model", "模型");
        broker.send(unreadable, "catalog.resource", ATTACHED, "catalogue-events", "{\"resourceId\":\"none\"}");
        send(Outbox.newId(), after, "table", "后");
        await().atMost(Duration.ofSeconds(30)).until(() -> !names(after).isEmpty());
        assertThat(names(after)).containsExactly("health 后");
        assertThat(names(model)).isEmpty();
        assertThat(rows("select 1 from inbox where event_id = $1", modelEvent)).hasSize(1);
        assertThat(rows("select reason from dead_letter where event_id = $1", unreadable))
                .hasSize(1);
    }

    @Test
    void aDeadLetterOfALargeRecordIsToldWithLessThanAnEventMayHaveAndIsKeptWhole() {
        UUID event = Outbox.newId();
        UUID after = UUID.randomUUID();
        String payload = "{\"resourceId\":\"none\",\"name\":\"" + "\\\"".repeat(490_000) + "\"}";
        broker.send(event, "catalog.resource", ATTACHED, "catalogue-events", payload);
        send(Outbox.newId(), after, "table", "后");
        await().atMost(Duration.ofSeconds(30)).until(() -> !names(after).isEmpty());
        assertThat(rows("select octet_length(payload) from dead_letter where event_id = $1", event))
                .singleElement()
                .satisfies(letter -> assertThat(letter.getInteger(0)).isEqualTo(payload.length()));
        assertThat(rows(
                        "select o.payload, octet_length(o.payload) from outbox o join dead_letter d"
                                + " on cast(o.payload as json) ->> 'offset' = cast(d.offset as text)"
                                + " and cast(o.payload as json) ->> 'partition' = cast(d.partition as text)"
                                + " and cast(o.payload as json) ->> 'topic' = d.topic"
                                + " where o.type = 'org.publicdatamesh.dead-letter.v1' and d.event_id = $1",
                        event))
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.getInteger(1)).isLessThan(400_000);
                    assertThat(told.getString(0))
                            .contains("\"payload\":\"{\\\"resourceId\\\":\\\"none")
                            .contains("\"payloadBytes\":" + payload.length());
                });
    }

    /** What a crash does to commits that did not wait for the disk: claim and effect are gone, the offset is not committed. */
    private void undo(UUID event, UUID resource) {
        execute("delete from shared_resource where resource_id = $1", resource);
        execute("delete from inbox where event_id = $1", event);
    }

    private void execute(String sql, UUID id) {
        database.preparedQuery(sql).execute(Tuple.of(id)).await().atMost(Duration.ofSeconds(10));
    }

    @Test
    void whatACrashHasUndoneTakesEffectAgainBeforeWhatCameLater() {
        UUID event = Outbox.newId();
        UUID resource = UUID.randomUUID();
        UUID after = UUID.randomUUID();
        send(event, resource, "table", "一");
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(30))
                .until(() -> !names(resource).isEmpty());
        undo(event, resource);
        // Were it to take effect first, the resource would have its name.
        send(Outbox.newId(), resource, "table", "二");
        send(Outbox.newId(), after, "table", "三");
        await().atMost(Duration.ofSeconds(30)).until(() -> !names(after).isEmpty());
        assertThat(names(resource)).containsExactly("health 一");
    }

    @Test
    void whatACrashHasUndoneTakesEffectAgainWhenNothingElseComes() {
        UUID event = Outbox.newId();
        UUID resource = UUID.randomUUID();
        send(event, resource, "table", "一");
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(30))
                .until(() -> !names(resource).isEmpty());
        undo(event, resource);
        await().atMost(Duration.ofSeconds(30)).until(() -> !names(resource).isEmpty());
        assertThat(rows("select 1 from inbox where event_id = $1", event)).hasSize(1);
    }
}
