package org.publicdatamesh.kit.event.exchange;

/**
 * How a delivery ended.
 */
public enum AccessOutcome {
    /** All rows were sent. */
    COMPLETED,
    /** The connection ended before all rows were sent, or a failure cut it short. */
    BROKEN
}
