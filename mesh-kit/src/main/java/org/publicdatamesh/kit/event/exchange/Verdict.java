package org.publicdatamesh.kit.event.exchange;

/**
 * What the verification of a doubt found.
 */
public enum Verdict {
    /** The value is wrong and is corrected. */
    WRONG,
    /** The value is right. */
    RIGHT
}
