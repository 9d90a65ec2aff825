package org.publicdatamesh.kit.event.exchange;

/** What became of data that were obtained under a grant, after its end. */
public enum DataFate {
    /** All copies were destroyed. */
    DESTROYED,
    /** A law demands that they are kept; its title and article are named. */
    RETAINED_BY_LAW,
    /** None were stored. */
    NEVER_STORED
}
