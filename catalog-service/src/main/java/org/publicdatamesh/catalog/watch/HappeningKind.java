package org.publicdatamesh.catalog.watch;

/** What happened to an entry. */
public enum HappeningKind {
    /** Its first version was published. */
    PUBLISHED,
    /** A new version was published. */
    REVISED,
    /** It was retired. */
    RETIRED,
    /** A resource of it was offered: its first self-check passed. */
    RESOURCE_OFFERED
}
