package org.publicdatamesh.kit.event.catalog;

/** How a unit is told of what it watches. */
public enum NoticeMode {
    /** Each notice is in the inbox at once. */
    AT_ONCE,
    /** Notices come together, once a working day. */
    DIGEST,
    /** No notice is made; the watch is kept. */
    NONE
}
