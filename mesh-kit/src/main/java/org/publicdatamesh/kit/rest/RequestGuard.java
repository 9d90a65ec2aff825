package org.publicdatamesh.kit.rest;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Looks at what a write says before anything is made of it: before its body is bound to a record, so before any answer can
 * repeat it, and before its key is stored. Every such bean is asked; it refuses by throwing.
 */
public interface RequestGuard {
    /**
     * A body that is well-formed JSON.
     *
     * @param type the record that it is to be bound to
     * @param body every value and every name that the caller sent
     */
    void body(Class<?> type, JsonNode body);

    /** The {@code Idempotency-Key} of a write: 1 to 100 visible ASCII characters. */
    void key(String key);
}
