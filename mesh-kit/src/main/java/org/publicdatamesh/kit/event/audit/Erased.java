package org.publicdatamesh.kit.event.audit;

/** What an erasure was about. */
public enum Erased {
    /** An account: who acted. */
    PERSON,
    /** A row of a resource. */
    ROW,
    /** What one event tells of persons, beside who acted. */
    EVENT
}
