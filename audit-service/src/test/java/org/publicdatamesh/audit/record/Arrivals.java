package org.publicdatamesh.audit.record;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.EventTypes;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.exchange.AccessRecorded;

/** Events as they arrive, for tests. */
public final class Arrivals {
    private static final Instant TIME = Instant.parse("2026-03-02T01:00:00Z");

    private Arrivals() {}

    /** A read under a grant. */
    public static AccessRecorded access(String person) {
        return new AccessRecorded(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                "civil-affairs",
                "education",
                List.of("code", "name"),
                List.of(),
                "text/csv",
                new Actor(person, "education", "data-system"));
    }

    /** CloudEvents headers of an event. */
    public static Map<String, String> headers(UUID id, MeshEvent event) {
        return Map.of(
                "ce_specversion",
                "1.0",
                "ce_id",
                id.toString(),
                "ce_type",
                EventTypes.typeOf(event.getClass()),
                "ce_source",
                "/exchange-service",
                "ce_subject",
                "subject",
                "ce_time",
                "2026-03-02T09:00:00.123456+08:00");
    }

    /** An event as it arrives. */
    public static Arrival of(UUID id, MeshEvent event) {
        return of(
                EventTypes.topicOf(event.getClass()),
                headers(id, event),
                EventJson.write(event).getBytes(StandardCharsets.UTF_8));
    }

    /** Anything as it arrives. */
    public static Arrival of(String topic, Map<String, String> headers, byte[] payload) {
        return new Arrival(topic, 1, 42, TIME, headers, payload);
    }
}
