package org.publicdatamesh.exchange;

import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.EventTypes;
import org.publicdatamesh.kit.event.MeshEvent;

/** The real broker, as other services use it: sends their events and reads what this service writes to it. */
public final class Broker {
    private final org.publicdatamesh.test.Broker broker;

    /** The broker at an address. */
    public Broker(String servers) {
        broker = new org.publicdatamesh.test.Broker(servers);
    }

    /** Sends an event under a new id and waits until the broker has it. */
    public void send(String key, MeshEvent event) {
        broker.send(
                UUID.randomUUID(),
                EventTypes.topicOf(event.getClass()),
                EventTypes.typeOf(event.getClass()),
                key,
                EventJson.write(event));
    }

    /** The data of all records of a topic that meet a condition. */
    public List<String> read(String topic, Predicate<String> wanted) {
        return broker.read(topic, wanted);
    }
}
