package org.publicdatamesh.kit.event.catalog;

/** What a watch follows. */
public enum Followed {
    /** One entry. */
    ENTRY,
    /** Every entry of a unit. */
    UNIT,
    /** Every entry whose classification begins with some digits. */
    THEME,
    /** Every entry that a search finds. */
    SEARCH
}
