package org.publicdatamesh.kit.inbox;

/** An event whose headers or data cannot be read; trying again is of no use. */
final class UnreadableEvent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableEvent(Throwable cause) {
        super(cause);
    }
}
