package org.publicdatamesh.kit.event.catalog;

/**
 * How a sensitive item is masked when it is shared.
 */
public enum Mask {
    /** As it is. */
    NONE,
    /** The edges stay, the middle is starred. */
    KEEP_EDGES,
    /** The first character stays. */
    KEEP_FIRST,
    /** All is starred. */
    FULL
}
