package org.publicdatamesh.kit.event;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Where an event travels and what it is called there. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EventType {
    /** The Kafka topic, one per aggregate: {@code catalog.entry}. */
    String topic();

    /** {@code <context>.<thing>.<past-tense>}; the CloudEvents type is {@code org.publicdatamesh.<name>.v<version>}. */
    String name();

    /** Raised when a change would break a reader. */
    int version() default 1;
}
