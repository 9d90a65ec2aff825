package org.publicdatamesh.kit.problem;

import java.util.List;

/**
 * A named rejection: a value, not an exception. Rules return it; at the edge it becomes a problem document.
 * Implementations are records or enums whose {@link #code()} is stable.
 */
public interface Refusal {
    /** Stable kebab-case name; the problem's type is {@code urn:public-data-mesh:problem:<code>}. */
    String code();

    /** HTTP status, 400 to 499. */
    int status();

    /** What is wrong, in English, for people; translated at the edge by {@code problem.<code>}, see {@link Messages}. */
    String message();

    /** What a translation fills in as {@code {0}}, {@code {1}}, … */
    default List<Object> arguments() {
        return List.of();
    }

    /** A refusal that is only its name. */
    static Refusal of(int status, String code, String message, Object... arguments) {
        return new Simple(code, status, message, List.of(arguments));
    }

    /** A refusal that is only its name. */
    record Simple(String code, int status, String message, List<Object> arguments) implements Refusal {}
}
