package org.publicdatamesh.exchange.notice;

/** What a correction does to the rows that a grant lets its holder see. */
public enum Effect {
    /** Values of a row that the holder sees change. */
    CHANGED,
    /** The row comes under the grant's row filter: all granted values are told. */
    ENTERED,
    /** The row no longer comes under the grant's row filter: the holder drops it. */
    LEFT
}
