package org.publicdatamesh.kit.event.catalog;

/**
 * Kinds of catalogue entry (Art. 9).
 */
public enum EntryKind {
    /** Base library: led by the authority. */
    BASE,
    /** Theme library: a lead unit with co-units. */
    THEME,
    /** Special-purpose library: a lead unit with co-units. */
    SPECIAL,
    /** A department's own. */
    DEPARTMENT
}
