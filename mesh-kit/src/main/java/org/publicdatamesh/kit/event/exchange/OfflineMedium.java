package org.publicdatamesh.kit.event.exchange;

/** What data leave the platform on. */
public enum OfflineMedium {
    /** An optical disc that is written once. */
    OPTICAL_DISC,
    /** An encrypted removable drive. */
    ENCRYPTED_DRIVE,
    /** Paper. */
    PAPER,
    /** A line between two systems that is not the platform's. */
    DEDICATED_LINE
}
