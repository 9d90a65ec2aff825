package org.publicdatamesh.kit.grading;

/** Levels of data (GB/T 43697-2024, 6.1), from low to high. */
public enum DataLevel {
    /** General data. */
    GENERAL,
    /** Important data. */
    IMPORTANT,
    /** Core data. */
    CORE
}
