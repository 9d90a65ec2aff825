package org.publicdatamesh.catalog.bulk;

/** What becomes of the good entries of a file with bad ones. */
public enum ImportMode {
    /** Nothing is written unless all are good. */
    ALL_OR_NOTHING,
    /** The good ones are written, the bad ones reported. */
    BEST_EFFORT
}
