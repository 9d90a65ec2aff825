package org.publicdatamesh.kit.event;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component of an event that identifies a natural person or tells of one; a collection is one value. In the
 * tamper-evident log it stands as a salted commitment only, so that it can be erased without harm to any proof. On Kafka
 * it travels as it is.
 */
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Personal {
    /** With what the value is kept and erased. */
    Subject of() default Subject.ITSELF;

    /** What personal values are kept and erased with. */
    enum Subject {
        /** The person whose name the value is. */
        ITSELF,
        /** The row that the event's {@code resourceId} and {@code key} name. */
        ROW,
        /** The grant that the event's {@code grantId} names. */
        GRANT,
        /** The event alone. */
        EVENT
    }
}
