package org.publicdatamesh.kit.event.catalog;

/** What became of an entry that was to be looked at again. */
public enum DutyOutcome {
    /** A new version was published. */
    REVISED,
    /** It holds as it is; the unit filed so with the authority. */
    UNCHANGED,
    /** It was retired. */
    RETIRED
}
