package org.publicdatamesh.kit.event.exchange;

/** Why a grant ended. */
public enum GrantEnd {
    /** Its term ended. */
    EXPIRED,
    /** It was revoked. */
    REVOKED,
    /** The unit that held it gave it up. */
    RELINQUISHED,
    /** Another grant of the unit took its place. */
    REPLACED
}
