package org.publicdatamesh.catalog.duty;

/** Where a duty stands. */
public enum DutyState {
    /** Owed. */
    OPEN,
    /** Done, in time or late. */
    FULFILLED
}
