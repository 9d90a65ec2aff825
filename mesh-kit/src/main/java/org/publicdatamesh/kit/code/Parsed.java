package org.publicdatamesh.kit.code;

/** A text read as a code: the value, or the rule it breaks. */
public sealed interface Parsed<T> {
    /** The text is such a code. */
    record Good<T>(T value) implements Parsed<T> {}

    /** The text is not. */
    record Wrong<T>(CodeError error) implements Parsed<T> {}
}
