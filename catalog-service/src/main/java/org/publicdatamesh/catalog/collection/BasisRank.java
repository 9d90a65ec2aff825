package org.publicdatamesh.catalog.collection;

/** What a basis is. */
public enum BasisRank {
    /** A law. */
    LAW,
    /** A regulation of the State Council. */
    ADMINISTRATIVE_REGULATION,
    /** Anything below. */
    OTHER
}
