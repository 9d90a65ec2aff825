package org.publicdatamesh.portal.feedback;

/** Where a doubt of open data stands. */
public enum OpenDoubtState {
    /** On its way to the unit that provides the data. */
    SENT,
    /** The unit has it, and answers it by its due time. */
    TAKEN,
    /** It cannot be answered: the data is not there any more. */
    NOT_TAKEN,
    /** The value was wrong; it was corrected. */
    CORRECTED,
    /** The value is right. */
    RIGHT
}
