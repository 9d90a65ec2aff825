package org.publicdatamesh.kit.event.catalog;

/** How a harvest that brought something ended. */
public enum HarvestOutcome {
    /** The whole catalogue was read. */
    WHOLE,
    /** The catalogue has not changed since the last time. */
    UNCHANGED,
    /** Only a part could be read; nothing was taken for gone. */
    PARTIAL
}
