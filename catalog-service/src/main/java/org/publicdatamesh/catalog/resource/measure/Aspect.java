package org.publicdatamesh.catalog.resource.measure;

/** What is looked at. */
public enum Aspect {
    /** What the unit declared itself. */
    DECLARED,
    /** Whether it can be had. */
    REACHABLE,
    /** Whether its columns are the entry's data items, in name, type, length and need. */
    SCHEMA,
    /** How many rows and bytes there are. */
    VOLUME,
    /** Whether it was renewed within the declared update cycle. */
    FRESHNESS,
    /** Whether the bytes are those whose digest was stated. */
    DIGEST
}
