package org.publicdatamesh.catalog.watch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.Change;

/**
 * What differs between two versions, in short.
 *
 * @param at where, as in {@code /items/code/label}
 * @param kind what became of it
 * @param before value before, where it is short and no object or list
 * @param after value after, likewise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Difference(
        String at,
        Change.Kind kind,
        @Nullable JsonNode before,
        @Nullable JsonNode after) {
    private static final int SHORT = 200;

    static Difference of(Change change) {
        return new Difference(change.at(), change.kind(), brief(change.before()), brief(change.after()));
    }

    private static @Nullable JsonNode brief(@Nullable JsonNode value) {
        return value != null && value.isValueNode() && value.asText().length() <= SHORT ? value : null;
    }
}
