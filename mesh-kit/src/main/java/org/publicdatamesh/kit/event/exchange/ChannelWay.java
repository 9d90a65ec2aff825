package org.publicdatamesh.kit.event.exchange;

/** A way out for a unit's notices beside its inbox. */
public enum ChannelWay {
    /** The unit's own Kafka topic. */
    TOPIC,
    /** An address of the unit's that notices are posted to. */
    WEBHOOK
}
