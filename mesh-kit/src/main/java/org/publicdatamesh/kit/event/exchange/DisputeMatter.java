package org.publicdatamesh.kit.event.exchange;

/**
 * What a dispute is about (Art. 27): a step of the other unit's.
 */
public enum DisputeMatter {
    /** The answer to a doubt that the value is right; the matter is the doubt. */
    DOUBT,
    /** A refusal that the authority upheld; the matter is the application. */
    REFUSAL,
    /** A provider's suspension; the matter is the grant. */
    SUSPENSION,
    /** A provider's last narrowing; the matter is the grant. */
    NARROWING,
    /** A provider's revocation; the matter is the grant. */
    REVOCATION,
    /** That a unit that was asked has no data; the matter is the need. */
    NEED
}
