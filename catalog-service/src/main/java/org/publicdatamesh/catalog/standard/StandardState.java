package org.publicdatamesh.catalog.standard;

/** States of an edition of a standard. */
public enum StandardState {
    /** Under work. */
    DRAFT,
    /** In force from its date, until a later edition of the same standard is. */
    ISSUED,
    /** Checks nothing any more. */
    WITHDRAWN
}
