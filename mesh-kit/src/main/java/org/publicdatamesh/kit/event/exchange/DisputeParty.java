package org.publicdatamesh.kit.event.exchange;

/**
 * For whom somebody acts in a dispute (Art. 8, 27).
 */
public enum DisputeParty {
    /** The unit that disputes. */
    UNIT,
    /** The unit whose step is disputed. */
    OTHER,
    /** The public data authority. */
    AUTHORITY,
    /** The government of the authority's level. */
    GOVERNMENT
}
