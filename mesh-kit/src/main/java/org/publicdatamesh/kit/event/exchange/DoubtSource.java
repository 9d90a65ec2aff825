package org.publicdatamesh.kit.event.exchange;

/** On which way a doubt came. */
public enum DoubtSource {
    /** A unit that holds the data reported it itself. */
    HOLDER,
    /** A member of the public reported it at the open portal. */
    PUBLIC,
    /** The authority recorded what it was told by letter, by telephone or at the counter. */
    RECORDED
}
