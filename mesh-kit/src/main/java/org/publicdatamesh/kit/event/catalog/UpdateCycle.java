package org.publicdatamesh.kit.event.catalog;

/**
 * How often a resource is renewed.
 */
public enum UpdateCycle {
    /** As it happens. */
    REAL_TIME,
    /** Each day. */
    DAILY,
    /** Each week. */
    WEEKLY,
    /** Each month. */
    MONTHLY,
    /** Each quarter. */
    QUARTERLY,
    /** Each year. */
    YEARLY,
    /** When there is need. */
    ON_DEMAND
}
