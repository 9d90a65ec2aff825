package org.publicdatamesh.catalog.watch;

/** What happened to an entry. */
public enum HappeningKind {
    /** Its first version was published. */
    PUBLISHED,
    /** A new version was published. */
    REVISED,
    /** It was retired. */
    RETIRED,
    /** It was taken out of the catalogue for good, and nothing of what it said is told (Art. 2, 13). */
    WITHHELD,
    /** A resource of it was offered: its first self-check passed. */
    RESOURCE_OFFERED
}
