package org.publicdatamesh.kit.event.exchange;

/**
 * What becomes of the matter of a dispute (Art. 27).
 */
public enum DisputeOutcome {
    /** It is changed, as the unit that disputes it demands. */
    CHANGED,
    /** It stays as it is. */
    KEPT
}
