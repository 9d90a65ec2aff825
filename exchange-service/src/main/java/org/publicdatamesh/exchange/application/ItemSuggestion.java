package org.publicdatamesh.exchange.application;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A data item that a purpose is likely to need, and why it is named.
 *
 * @param name the data item
 * @param label its name for people
 * @param reason why it is named
 * @param used how many of those applications were granted it; absent for an item of the key that none was
 * @param of how many granted applications for the entry have words of the purpose; 0 where they are of fewer than 3 units
 * @param words words that those applications and the purpose have in common, the most frequent first, at most 10
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ItemSuggestion(
        String name, String label, Reason reason, @Nullable Integer used, int of, List<String> words) {
    /** Why an item is named. */
    public enum Reason {
        /** It belongs to the key, without which rows cannot be told apart or put together with others. */
        KEY,
        /** At least half of the applications with words of the purpose were granted it. */
        USED_BY_MOST
    }
}
