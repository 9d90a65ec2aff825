package org.publicdatamesh.kit.event.exchange;

/** What is wrong with a medium. */
public enum MediumFault {
    /** Nobody knows where it is. */
    LOST,
    /** What is on it is not what was handed over. */
    MISMATCH,
    /** It cannot be read. */
    UNREADABLE
}
