package org.publicdatamesh.catalog.watch;

/** What happened to an entry. */
public enum HappeningKind {
    /** Its first version was published. */
    PUBLISHED,
    /** A new version was published. */
    REVISED,
    /** It was retired. */
    RETIRED,
    /** A resource was attached to it. */
    RESOURCE_ATTACHED
}
