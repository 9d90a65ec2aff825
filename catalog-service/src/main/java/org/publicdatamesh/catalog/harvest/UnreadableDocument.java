package org.publicdatamesh.catalog.harvest;

/** A document that cannot be read, with the reason as it stands in a run's report. */
public final class UnreadableDocument extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;

    UnreadableDocument(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Stable kebab-case name of the reason. */
    public String code() {
        return code;
    }
}
