package org.publicdatamesh.kit.event.catalog;

/**
 * Open types (Art. 29).
 */
public enum OpenType {
    /** To everyone. */
    UNCONDITIONAL,
    /** To those who meet the conditions. */
    CONDITIONAL,
    /** Not open. */
    NOT_OPEN
}
