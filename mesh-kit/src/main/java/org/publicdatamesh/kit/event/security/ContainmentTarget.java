package org.publicdatamesh.kit.event.security;

/**
 * What a containment order stops.
 */
public enum ContainmentTarget {
    /** All requests for a unit. */
    UNIT,
    /** One account or machine client. */
    ACCOUNT,
    /** One grant. */
    GRANT,
    /** One resource. */
    RESOURCE,
    /** One open item. */
    OPEN_ITEM
}
