package org.publicdatamesh.catalog.standard;

/** Whose standard it is (Art. 7). */
public enum StandardLevel {
    /** GB. */
    NATIONAL,
    /** Of an industry. */
    INDUSTRY,
    /** DB: the region's or a prefecture's. */
    LOCAL
}
