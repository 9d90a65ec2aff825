package org.publicdatamesh.catalog.harvest;

/** Where a run stands. */
public enum RunState {
    /** Asked for, and not begun. */
    WAITING,
    /** Under way. */
    RUNNING,
    /** The whole catalogue was read. */
    WHOLE,
    /** The catalogue has not changed. */
    UNCHANGED,
    /** Only a part could be read; nothing was taken for gone. */
    PARTIAL,
    /** Nothing could be read. */
    FAILED
}
