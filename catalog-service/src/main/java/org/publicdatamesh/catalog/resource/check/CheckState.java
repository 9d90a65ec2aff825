package org.publicdatamesh.catalog.resource.check;

/** Where a measurement stands. */
public enum CheckState {
    /** It is to be made. */
    WAITING,
    /** It is being made. */
    RUNNING,
    /** It was made. */
    DONE
}
