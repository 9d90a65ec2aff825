package org.publicdatamesh.kit.event.catalog;

import org.jspecify.annotations.Nullable;

/**
 * One data item of a catalogue entry (Art. 9).
 *
 * @param name identifier in rows and filters: a lower-case letter, then lower-case letters, digits and underscores, at most 40
 * @param label name for people
 * @param type type of its values
 * @param length greatest length of a text, in characters
 * @param key whether it belongs to the row's key
 * @param required whether it may be empty
 * @param check check of its values
 * @param grade sensitivity, 1 (public) to 4
 * @param identifies whom it identifies
 * @param mask how it is masked when shared
 * @param meaning what it says
 * @param standard the standard that defines it
 */
public record DataItem(
        String name,
        String label,
        ItemType type,
        @Nullable Integer length,
        boolean key,
        boolean required,
        ItemCheck check,
        int grade,
        Identifies identifies,
        Mask mask,
        @Nullable String meaning,
        @Nullable String standard) {}
