package org.publicdatamesh.exchange.deadline;

/** What is due. */
public enum DeadlineKind {
    /** A provider's decision on an application (Art. 26). */
    PROVIDER_DECISION,
    /** A provider's answer to a doubt (Art. 27). */
    ANSWER,
    /** The end of a grant's term (Art. 25). */
    GRANT_END,
    /** A unit's report of what became of the data, after the end of a grant (Art. 19). */
    DESTRUCTION_REPORT,
    /** The answer of a unit that is asked for data (Art. 22). */
    NEED_ANSWER,
    /** The next step of a dispute (Art. 27). */
    DISPUTE_STEP,
    /** A holder's acknowledgement of notices (Art. 17, 25, 27); these keep their times themselves. */
    NOTICE_ACKNOWLEDGEMENT,
    /** A holder's confirmation that it has applied corrections (Art. 27); these keep their times themselves. */
    NOTICE_CONFIRMATION
}
