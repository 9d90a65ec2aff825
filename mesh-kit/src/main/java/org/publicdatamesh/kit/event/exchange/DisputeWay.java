package org.publicdatamesh.kit.event.exchange;

/**
 * The way that a dispute goes (Art. 27).
 */
public enum DisputeWay {
    /** Units of one level and division: their authority mediates, then their government decides. */
    SAME_LEVEL,
    /** Across levels or regions: the units negotiate, then the authority above both mediates, then its government decides. */
    ACROSS
}
