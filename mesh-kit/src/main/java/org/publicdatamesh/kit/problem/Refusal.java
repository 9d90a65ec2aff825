package org.publicdatamesh.kit.problem;

/**
 * A named rejection: a value, not an exception. Rules return it; at the edge it becomes a problem document.
 * Implementations are records or enums whose {@link #code()} is stable.
 */
public interface Refusal {
    /** Stable kebab-case name; the problem's type is {@code urn:public-data-mesh:problem:<code>}. */
    String code();

    /** HTTP status, 400 to 499. */
    int status();

    /** What is wrong, in English, for people. */
    String message();

    /** A refusal without parameters. */
    static Refusal of(int status, String code, String message) {
        return new Simple(code, status, message);
    }

    /** A refusal that is only its name. */
    record Simple(String code, int status, String message) implements Refusal {}
}
