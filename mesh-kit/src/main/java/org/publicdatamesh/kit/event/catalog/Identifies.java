package org.publicdatamesh.kit.event.catalog;

/**
 * Whom a data item identifies.
 */
public enum Identifies {
    /** Nobody. */
    NOBODY,
    /** A natural person. */
    PERSON,
    /** An organisation. */
    ORGANISATION
}
