package org.publicdatamesh.kit.grading;

/** How much harm a leak, a change or a loss of data does (GB/T 43697-2024, 6.4), from low to high. */
public enum Impact {
    /** None. */
    NONE,
    /** Ordinary harm. */
    ORDINARY,
    /** Serious harm. */
    SERIOUS,
    /** Especially serious harm. */
    ESPECIALLY_SERIOUS
}
