package org.publicdatamesh.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.catalog.EntryRetired;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.rest.KitParts;

/** What is larger than Kafka takes is refused before it is committed. */
@QuarkusTest
@QuarkusTestResource(KitParts.class)
class OutboxTest {
    @Inject
    Outbox outbox;

    @Inject
    Mutiny.SessionFactory sessions;

    private final String key = UUID.randomUUID().toString();

    private void publish(String payload) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> sessions.withTransaction(
                session -> outbox.publish(session, "kit.test", key, "test.large.v1", payload, null)));
    }

    private List<Object> lengths() throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> sessions.withSession(session -> session.createNativeQuery(
                        "select octet_length(payload) from outbox where key = :key", Object.class)
                .setParameter("key", key)
                .getResultList()));
    }

    @Test
    void anEventOverTheBoundIsRefusedWithItsTypeAndSizeAndNothingIsCommitted() throws Throwable {
        publish("\"" + "村".repeat(299_999) + "x\"");
        assertThat(lengths()).containsExactly(900_000);
        assertThatThrownBy(() -> publish("\"" + "村".repeat(299_999) + "xx\""))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.refusal().status()).isEqualTo(422);
                    assertThat(refused.refusal().code()).isEqualTo("event-too-large");
                    assertThat(refused.refusal().message())
                            .isEqualTo("The event test.large.v1 would have 900001 bytes; at most 900000 are taken.");
                });
        assertThat(lengths()).containsExactly(900_000);
    }

    @Test
    void ofManyEventsNoneIsCommittedWhereOneIsOverTheBound() throws Throwable {
        MeshEvent small = new EntryRetired(UUID.randomUUID(), 1, "health", new Actor("p", "health", "r"));
        MeshEvent large = new EntryRetired(UUID.randomUUID(), 1, "村".repeat(300_000), new Actor("p", "health", "r"));
        assertThatThrownBy(() -> VertxContextSupport.subscribeAndAwait(
                        () -> sessions.withTransaction(session -> outbox.publishAll(
                                session, List.of(new Outbox.Keyed(key, small), new Outbox.Keyed(key, large))))))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("org.publicdatamesh.catalog.entry.retired.v1");
        assertThat(lengths()).isEmpty();
    }
}
