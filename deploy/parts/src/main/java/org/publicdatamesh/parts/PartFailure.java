package org.publicdatamesh.parts;

/** A part that cannot be started or has failed: one line that says what and the remedy. */
public final class PartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A failure with its remedy in one line. */
    public PartFailure(String line) {
        super(line);
    }

    /** A failure with its remedy in one line, and its cause. */
    public PartFailure(String line, Throwable cause) {
        super(line, cause);
    }
}
