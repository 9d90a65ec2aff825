package org.publicdatamesh.kit.event.catalog;

/** Why an entry is to be looked at again. */
public enum DutyKind {
    /** A law, regulation or rule changed (Art. 12). */
    LAW_CHANGED,
    /** The unit's functions changed (Art. 12). */
    FUNCTIONS_CHANGED,
    /** A round in which entries are reviewed (Art. 12). */
    REVIEW,
    /** Whether the share type still holds (Art. 23). */
    REEXAMINATION
}
