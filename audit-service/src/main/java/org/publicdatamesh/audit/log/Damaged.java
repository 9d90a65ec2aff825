package org.publicdatamesh.audit.log;

/** The log on disk contradicts what it is made from, or itself. Nothing is overwritten; somebody has to look. */
public final class Damaged extends Exception {
    private static final long serialVersionUID = 1L;

    Damaged(String message) {
        super(message);
    }
}
