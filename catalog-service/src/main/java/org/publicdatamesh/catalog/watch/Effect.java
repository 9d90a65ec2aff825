package org.publicdatamesh.catalog.watch;

/** What it means for what a watch follows. */
public enum Effect {
    /** The entry is among what is followed from now on. */
    ENTERED,
    /** It was and is among it. */
    STAYED,
    /** It was among it and is no more. */
    LEFT
}
