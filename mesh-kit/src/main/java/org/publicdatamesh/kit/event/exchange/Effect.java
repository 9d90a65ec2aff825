package org.publicdatamesh.kit.event.exchange;

/** What a correction or a load does to a row of the pool, or to the rows that a grant lets its holder see. */
public enum Effect {
    /** Values of a row change. */
    CHANGED,
    /** The row comes into the pool, or under the grant's row filter: a holder is told all granted values. */
    ENTERED,
    /** The row leaves the pool, or no longer comes under the grant's row filter: the holder drops it. */
    LEFT
}
