package org.publicdatamesh.kit.event.catalog;

/**
 * Type of a data item.
 */
public enum ItemType {
    /** Text, limited by the item's length. */
    TEXT,
    /** Whole number, 64 bits. */
    INTEGER,
    /** Decimal number. */
    DECIMAL,
    /** Date. */
    DATE,
    /** Point in time. */
    TIMESTAMP,
    /** Yes or no. */
    BOOLEAN
}
