package org.publicdatamesh.kit.event.catalog;

/**
 * Ways in which an entry's data can be had (Art. 24).
 */
public enum ResourceKind {
    /** Real-time table. */
    TABLE,
    /** Service interface. */
    SERVICE,
    /** Algorithm model. */
    MODEL,
    /** File. */
    FILE
}
