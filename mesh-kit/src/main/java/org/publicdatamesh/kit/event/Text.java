package org.publicdatamesh.kit.event;

import org.jspecify.annotations.Nullable;

/**
 * A name in the platform's languages. Chinese is always there; Tibetan and English where the unit gave them.
 *
 * @param zh Chinese
 * @param bo Tibetan
 * @param en English
 */
public record Text(String zh, @Nullable String bo, @Nullable String en) {
    /** The text in a language ({@code zh}, {@code bo}, {@code en}), Chinese where it is missing. */
    public String in(String language) {
        String wanted =
                switch (language) {
                    case "bo" -> bo;
                    case "en" -> en;
                    default -> zh;
                };
        return wanted == null || wanted.isBlank() ? zh : wanted;
    }
}
