package org.publicdatamesh.kit.event.exchange;

/** What happens to a grant after it was made (Art. 19, 25). */
public enum GrantStep {
    /** Nothing is read under it for the time being. */
    SUSPENDED,
    /** The authority took over a suspension of the provider's. */
    TAKEN_OVER,
    /** It lives again. */
    RESUMED,
    /** Items, rows, term or quota were taken away. */
    NARROWED,
    /** A dispute ended so that it holds again what it held before it was narrowed. */
    RESTORED,
    /** Another grant of the unit came in its place. */
    REPLACED,
    /** The provider or the authority ended it. */
    REVOKED,
    /** The unit that held it gave it up. */
    RELINQUISHED,
    /** Its term ended. */
    EXPIRED
}
