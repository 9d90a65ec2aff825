package org.publicdatamesh.catalog.resource.measure;

/** What came of looking at an aspect. */
public enum Outcome {
    /** It holds. */
    PASSED,
    /** It does not. */
    FAILED,
    /** Nothing shows it: no such thing was stated, or the format has no columns. */
    NOT_MEASURED
}
