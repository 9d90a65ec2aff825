package org.publicdatamesh.catalog.resource.check;

/** What a unit looks at itself when a resource has come to be (Art. 13). */
public enum CheckMatter {
    /** Where the data come from: the source is identified and is the unit's own. */
    SOURCE,
    /** Classification and grade are those of the entry. */
    GRADING,
    /** Collecting and sharing it is lawful. */
    COMPLIANCE,
    /** It is kept and given out safely; no state secret is in it. */
    SECURITY,
    /** It can be used: who runs it is named, and it is there when it is wanted. */
    AVAILABILITY
}
